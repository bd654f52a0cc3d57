"""axe finds nothing on any page, in light and dark; nothing scrolls sideways at 320 pixels."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

STATES = {
    "everything": "/",
    "filtered": "/?q=kosovo&actor=nato&country_not=RU&date=2019-07&interval=month",
    "nothing": "/?q=kosvo&country=RU",
    "past the end": "/?page=9",
    "not understood": "/?q=kosovo+)",
    "a facet": "/facets/actor",
    "an article": "/articles/lavrov-blames?marks=on",
    "what was cut": "/articles/lavrov-blames?view=cuts",
    "one per story": "/?collapse=story&match=exact&q=kosovo",
    "shares": "/?q=kosovo&measure=share",
    "a map": "/map?q=kosovo&country=RS",
    "a network": "/network",
    "a comparison": "/compare?a=country:Serbia&b=country:Kosovo",
    "advanced": "/advanced",
    "help": "/help",
    "errors": "/help/errors",
    "API": "/api/v1/docs",
    "an error": "/?page=0",
}


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="light")
    page = context.new_page()
    page.goto(path)
    light = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]})
    context.close()
    assert light.violations_count == 0, light.generate_report()
    assert dark.violations_count == 0, dark.generate_report()


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_nothing_scrolls_sideways_at_320_pixels(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 320
