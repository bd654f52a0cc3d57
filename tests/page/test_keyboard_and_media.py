"""Everything is reached by keyboard, and the page follows what someone has asked of the system."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

REACHABLE = """() => [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")]
    .filter((element) => element.tabIndex >= 0 && element.type !== "hidden" && element.checkVisibility())"""
NAME = """(element) => ["tagName", "id", "name", "value", "href", "ariaLabel"].map((key) => element[key]).join(" ")"""


@pytest.mark.parametrize(
    "path", ["/?q=kosovo&actor=nato", "/articles/lavrov-blames?view=cuts", "/map?q=kosovo", "/network"]
)
def test_every_control_is_reached_by_tab_in_order(live_page: Page, path: str) -> None:
    live_page.goto(path)
    wanted = live_page.evaluate(f"({REACHABLE})().map({NAME})")
    reached = []
    for _ in range(len(wanted) * 3):  # a field for a day has a stop for its day, month and year
        live_page.keyboard.press("Tab")
        name = live_page.evaluate(f"({NAME})(document.activeElement)")
        if name.startswith("BODY"):
            break
        if not reached or reached[-1] != name:
            reached.append(name)
    assert reached == wanted


def test_the_first_stop_leads_past_the_head_of_the_page(live_page: Page) -> None:
    live_page.goto("/")
    live_page.keyboard.press("Tab")
    live_page.keyboard.press("Enter")
    expect(live_page.locator("#main")).to_be_focused()


def test_bars_and_gaps_stay_visible_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, forced_colors="active")
    page = context.new_page()
    page.goto("/?interval=month&date=2019-07")
    ground = page.locator("body").evaluate("element => getComputedStyle(element).backgroundColor")
    for part in (".bar:not(.selected)", ".bar.selected"):
        assert page.locator(part).first.evaluate("element => getComputedStyle(element).fill") != ground
    assert page.locator(".hatch").first.evaluate("element => getComputedStyle(element).stroke") != ground
    context.close()


@pytest.mark.parametrize(("wish", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_who_asks_for_less_motion(browser: Browser, address: str, wish: str, scrolling: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion=wish)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolling
    context.close()
