"""A served archive, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.page.serving import serve
from tests.small_archive import fill


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the small archive is being served."""
    home = tmp_path_factory.mktemp("archive")
    fill(home)
    yield from serve(home)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: that of CHROMIUM or of the system, else Playwright's own."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"no Chromium to test the page in: run `playwright install chromium` ({error.message[:80]})")
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page, without JavaScript; whatever the browser complains of fails the test."""
    yield from fresh_page(browser, address, java_script_enabled=False)


@pytest.fixture
def live_page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page with JavaScript; whatever the browser complains of fails the test."""
    yield from fresh_page(browser, address, java_script_enabled=True)


def fresh_page(browser: Browser, address: str, java_script_enabled: bool) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, java_script_enabled=java_script_enabled, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(error.message))
    yield page
    context.close()
    assert complaints == []
