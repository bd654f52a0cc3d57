"""Copies of one story on the page, without JavaScript."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.serving import serve
from tests.small_archive import ARTICLES, fill

FIRST, SECOND, CORRECTED, *OTHERS = ARTICLES
STORY = (
    dataclasses.replace(FIRST, copies=(SECOND.id, CORRECTED.id), corrected_by=(CORRECTED.id,)),
    dataclasses.replace(SECOND, copies=(FIRST.id, CORRECTED.id)),
    dataclasses.replace(CORRECTED, copies=(FIRST.id, SECOND.id), corrects=FIRST.id),
    *OTHERS,
)


@pytest.fixture(scope="module")
def stories_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("stories")
    fill(home, STORY)
    yield from serve(home)


@pytest.fixture
def stories_page(browser: Browser, stories_address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=stories_address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_copies_are_collapsed_on_request_and_counted(stories_page: Page) -> None:
    stories_page.goto("/?sort=oldest")
    expect(stories_page.get_by_text("copies", exact=True)).to_have_count(0)
    stories_page.get_by_label("One per story").check()
    stories_page.get_by_role("button", name="Sort").click()
    expect(stories_page).to_have_url(re.compile(r"/\?collapse=story&sort=oldest$"))
    expect(stories_page.get_by_role("heading", level=1)).to_have_text("5 articles in 3 stories")
    expect(stories_page.locator(".hit")).to_have_count(3)
    expect(stories_page.get_by_role("link", name="3 copies")).to_have_count(1)


def test_one_per_story_is_a_chip_that_is_removed_by_itself(stories_page: Page) -> None:
    stories_page.goto("/?collapse=story&language=en")
    stories_page.get_by_role("link", name="Remove filter One per story").click()
    expect(stories_page).to_have_url(re.compile(r"/\?language=en$"))
    expect(stories_page.locator(".hit")).to_have_count(4)


def test_the_copies_of_a_hit_are_named_with_its_article(stories_page: Page) -> None:
    stories_page.goto("/?collapse=story&sort=oldest")
    stories_page.get_by_role("link", name="3 copies").click()
    facts = stories_page.get_by_role("complementary")
    expect(facts).to_contain_text(
        re.compile(r"The same story elsewhere\s*Moscow blames NATO\s*date unknown, moscow-times")
    )
    facts.get_by_role("link", name="Talks in Brussels").click()
    expect(stories_page.get_by_role("complementary")).to_contain_text(re.compile(r"Corrects\s*Moscow blames NATO"))


def test_a_corrected_article_names_its_correction_above_its_text(stories_page: Page) -> None:
    stories_page.goto(f"/articles/{FIRST.id}")
    expect(stories_page.get_by_role("main").locator("header")).to_contain_text("Corrected later: Talks in Brussels")
    expect(stories_page.get_by_role("complementary")).to_contain_text(re.compile(r"Corrected by\s*Talks in Brussels"))


def test_what_is_kept_of_a_collapsed_search_can_be_exported(stories_page: Page) -> None:
    stories_page.goto("/?collapse=story&measure=share&page_size=25")
    for name in ("all of it as CSV", "Atom feed", "receipt"):
        address = stories_page.get_by_role("link", name=name).get_attribute("href")
        assert stories_page.request.get(address or "").ok, address
