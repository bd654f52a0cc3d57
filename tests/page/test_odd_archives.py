"""Archives that a page is seldom tried on: empty, with one article, and with texts that strain a layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from archive.article import Actor, Article
from tests.page.serving import serve
from tests.small_archive import fill

LONG = Article("long", "a-source-with-a-name-that-goes-on-and-on-and-on", "Kosovo" * 67, "A text. " * 20, language="en")
ARABIC = Article("arabic", "wire", "محادثات بين بلغراد وبريشتينا", "عقدت محادثات في بروكسل حول كوسوفو.", language="ar")
UNTITLED = Article("untitled", "wire", "", "A text without a title, a date, an actor or a language.")
CROWDED = Article(
    "crowded",
    "wire",
    "Ten thousand words of names",
    "Names.",
    actors=tuple(Actor(f"actor-{number}", f"Actor Number {number}", "person") for number in range(2_000)),
)


@pytest.fixture(scope="module", params=[(), (UNTITLED,), (LONG, ARABIC, UNTITLED, CROWDED)], ids=["none", "one", "odd"])
def odd_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("odd")
    fill(home, request.param)
    yield from serve(home)


@pytest.fixture
def odd_page(browser: Browser, odd_address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=odd_address, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/", "/map", "/network", "/compare", "/facets/actor", "/help", "/feed"])
def test_every_page_stands_and_fits(odd_page: Page, path: str) -> None:
    response = odd_page.goto(path)
    assert response and response.status == 200
    assert odd_page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_on_any_of_them(odd_page: Page) -> None:
    odd_page.goto("/")
    results = Axe().run(odd_page)
    assert results.violations_count == 0, results.generate_report()


def test_text_that_runs_from_right_to_left_is_set_so(browser: Browser, tmp_path: Path) -> None:
    fill(tmp_path, (ARABIC,))
    for address in serve(tmp_path):
        page = browser.new_context(base_url=address).new_page()
        page.goto("/articles/arabic")
        assert page.locator(".text").evaluate("element => getComputedStyle(element).direction") == "rtl"
        expect(page.locator(".text")).to_have_attribute("lang", "ar")
