"""Takes the pictures in docs/screenshots: eight states of the page at three widths, of the archive in ARCHIVE_HOME.

They are of the sample archive: `make screenshots`.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from archive.settings import Settings
from archive.web import create_app

FOLDER = Path(__file__).parent / "screenshots"
WIDTHS = {360: 720, 820: 900, 1400: 900}
STATES = {
    "everything": "/",
    "search": "/?q=kosovo&actor=nato&country=RS",
    "share": "/?country=XK&measure=share&interval=year",
    "no-hits": "/?q=kosvo&country=SI&date=1999",
    "article": "/articles/{article}?marks=on",
    "cuts": "/articles/{article}?view=cuts",
    "map": "/map?region=europe",
    "network": "/network?country=XK",
}


def main() -> None:
    """Takes every picture, in light; the search in dark too."""
    FOLDER.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        article = first_article(browser, address)
        for name, path in STATES.items():
            for width, height in WIDTHS.items():
                target = FOLDER / f"{name}-{width}-light.png"
                take(browser, address + path.format(article=article), (width, height), "light", target)
        take(browser, f"{address}{STATES['search']}", (1400, 900), "dark", FOLDER / "search-1400-dark.png")
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The archive's address while the block runs."""
    server = make_server("127.0.0.1", 0, create_app(Settings.from_environment()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def first_article(browser: Browser, address: str) -> str:
    """The id of the article that matches best what the pictures are about."""
    page = browser.new_page()
    page.goto(f"{address}/?q=kosovo+nato&language=en")
    href = page.locator(".hit h2 a").first.get_attribute("href") or ""
    page.close()
    return href.rsplit("/", 1)[-1]


def take(browser: Browser, address: str, size: tuple[int, int], scheme: str, target: Path) -> None:
    """One picture of what a visitor sees first."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
