"""What JavaScript adds: results in place, keys, suggestions, the timeline as a brush."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def mark(page: Page) -> None:
    """Leaves a mark that only a new document would lose."""
    page.evaluate("window.isSameDocument = true")


def is_same_document(page: Page) -> bool:
    return bool(page.evaluate("window.isSameDocument === true"))


def test_a_choice_changes_the_results_in_place_and_keeps_the_focus(live_page: Page) -> None:
    live_page.goto("/?q=kosovo")
    mark(live_page)
    choice = live_page.locator("#facet-actor .choice").filter(has_text="NATO").get_by_role("checkbox")
    choice.check()
    expect(heading(live_page)).to_have_text("2 articles")
    expect(choice).to_be_focused()
    expect(live_page.get_by_role("status")).to_have_text("2 articles")
    assert is_same_document(live_page)


def test_the_address_follows_and_back_leads_back(live_page: Page) -> None:
    live_page.goto("/?q=kosovo")
    live_page.get_by_role("link", name="Exclude NATO").click()
    expect(live_page).to_have_url(re.compile(r"\?q=kosovo&actor_not=nato$"))
    expect(heading(live_page)).to_have_text("2 articles")
    live_page.go_back()
    expect(heading(live_page)).to_have_text("4 articles")
    expect(live_page).to_have_url(re.compile(r"\?q=kosovo$"))


def test_the_scroll_stays_where_it_was(live_page: Page) -> None:
    live_page.set_viewport_size({"width": 1280, "height": 400})
    live_page.goto("/")
    choice = live_page.locator("#facet-language .choice").first.get_by_role("checkbox")
    choice.scroll_into_view_if_needed()
    before = live_page.evaluate("scrollY")
    choice.check()
    expect(heading(live_page)).to_have_text("4 articles")
    assert before > 0 and abs(live_page.evaluate("scrollY") - before) <= 40


def test_another_page_of_results_is_read_from_its_beginning(live_page: Page) -> None:
    live_page.set_viewport_size({"width": 1280, "height": 400})
    live_page.goto("/?page_size=2")
    mark(live_page)
    live_page.get_by_role("link", name="Next").click()
    expect(live_page.get_by_role("status")).to_have_text("5 articles, page 2")
    expect(heading(live_page)).to_be_focused()
    expect(heading(live_page)).to_be_in_viewport()
    assert is_same_document(live_page)


def test_a_slow_answer_never_overwrites_a_newer_one(live_page: Page) -> None:
    held: list[Route] = []
    live_page.route(re.compile(r"\?q=slow"), lambda route: held.append(route))
    live_page.goto("/")
    words = live_page.get_by_label("Words to look for")
    with live_page.expect_request(re.compile(r"/\?q=slow")):
        words.fill("slow")
        words.press("Enter")
    words.fill("kosovo")
    words.press("Enter")
    expect(heading(live_page)).to_have_text("4 articles")
    for route in held:
        route.continue_()
    live_page.wait_for_load_state("networkidle")
    expect(heading(live_page)).to_have_text("4 articles")


def test_the_sort_applies_by_itself(live_page: Page) -> None:
    live_page.goto("/")
    live_page.get_by_label("Order").select_option("newest")
    expect(live_page.locator(".hit h2").first).to_have_text("Разговори у Бриселу")


@pytest.mark.parametrize("path", ["/", "/?measure=share&sort=oldest&page_size=25&collapse=story&interval=year"])
def test_what_is_typed_is_said_in_a_sentence(live_page: Page, path: str) -> None:
    live_page.goto(path)
    live_page.get_by_label("Words to look for").fill('"cordon sanitaire"')
    expect(live_page.locator(".meaning")).to_have_text(
        re.compile(r"^Articles that mention “cordon sanitaire”(, one of each story)?\. 1 found\.$")
    )


def test_suggestions_are_chosen_by_keys(live_page: Page) -> None:
    live_page.goto("/?country=RS")
    box = live_page.get_by_label("Words to look for")
    box.fill("vuc")
    expect(live_page.get_by_role("option", name="Aleksandar Vučić Actor, 3")).to_be_visible()
    box.press("ArrowDown")
    expect(live_page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_count(1)
    box.press("Enter")
    expect(live_page).to_have_url(re.compile(r"\?country=RS&actor=aleksandar-vucic$"))


def test_escape_closes_the_suggestions(live_page: Page) -> None:
    live_page.goto("/")
    box = live_page.get_by_label("Words to look for")
    box.fill("vuc")
    expect(live_page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(live_page.get_by_role("listbox")).to_be_hidden()


def test_axe_finds_nothing_while_suggestions_are_open(live_page: Page) -> None:
    live_page.goto("/")
    live_page.get_by_label("Words to look for").fill("vuc")
    expect(live_page.get_by_role("listbox")).to_be_visible()
    results = Axe().run(live_page)
    assert results.violations_count == 0, results.generate_report()


def test_keys_lead_through_the_hits(live_page: Page) -> None:
    live_page.goto("/?sort=oldest")
    live_page.keyboard.press("j")
    live_page.keyboard.press("j")
    expect(live_page.locator(".hit h2 a").nth(1)).to_be_focused()
    live_page.keyboard.press("k")
    live_page.keyboard.press("o")
    expect(live_page).to_have_url(re.compile(r"/articles/vucic-visits$"))


def test_slash_goes_to_the_search_box_and_question_mark_to_the_help(live_page: Page) -> None:
    live_page.goto("/")
    live_page.keyboard.press("/")
    expect(live_page.get_by_label("Words to look for")).to_be_focused()
    live_page.get_by_label("Words to look for").blur()
    live_page.keyboard.press("?")
    expect(live_page).to_have_url(re.compile(r"/help#keys$"))


def test_dragging_over_the_timeline_chooses_a_range(live_page: Page) -> None:
    live_page.goto("/?interval=month")
    box = live_page.locator(".plot svg").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    live_page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    live_page.mouse.down()
    live_page.mouse.move(box["x"] + box["width"] * 0.7, middle)
    live_page.mouse.move(box["x"] + box["width"] * 0.9, middle)
    live_page.mouse.up()
    expect(live_page).to_have_url(re.compile(r"date_from=2019-06-01&date_to=2019-07-31$"))
    expect(heading(live_page)).to_have_text("2 articles")


def test_arrows_on_the_timeline_choose_a_range(live_page: Page) -> None:
    live_page.goto("/?interval=month")
    periods = live_page.get_by_role("slider", name="Choose periods")
    periods.press("Home")
    expect(periods).to_have_attribute("aria-valuetext", "May 2019: 1 of 1")
    periods.press("Shift+ArrowRight")
    expect(periods).to_have_attribute("aria-valuetext", "June 2019: nothing in the archive")
    periods.press("Enter")
    expect(live_page).to_have_url(re.compile(r"date_from=2019-05-01&date_to=2019-06-30$"))
    expect(heading(live_page)).to_have_text("1 article")


def test_a_value_of_a_facet_is_found_in_place(live_page: Page) -> None:
    live_page.goto("/?facet_size=1&sort=oldest")
    mark(live_page)
    actors = live_page.locator("#facet-actor")
    actors.get_by_label("Find in Actor").fill("krem")
    expect(actors.locator(".values li")).to_have_count(1)
    expect(actors.locator(".choices")).to_be_hidden()
    actors.get_by_role("link", name="Kremlin , state body").click()
    expect(live_page).to_have_url(re.compile(r"/\?.*actor=kremlin"))
    expect(heading(live_page)).to_have_text("1 article")
    assert is_same_document(live_page)


def test_all_values_of_a_facet_are_shown_in_place(live_page: Page) -> None:
    live_page.goto("/?facet_size=1")
    actors = live_page.locator("#facet-actor")
    actors.get_by_role("link", name="All 4 values of Actor").click()
    expect(actors.locator(".values li")).to_have_count(4)
    actors.get_by_role("link", name="All 4 values of Actor").click()
    expect(actors.locator(".values")).to_have_count(0)
    expect(actors.locator(".choices")).to_be_visible()
