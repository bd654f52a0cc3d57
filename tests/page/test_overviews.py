"""The map, the network and the comparison in a real browser, without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_the_map_narrows_to_a_country_as_the_list_does(page: Page) -> None:
    page.goto("/map?region=europe&q=kosovo")
    on_map = page.locator(".map a").filter(has=page.locator("title", has_text=re.compile(r"^Kosovo: 3$")))
    expect(on_map).to_have_attribute("href", "/?q=kosovo&country=XK")
    page.get_by_role("listitem").filter(has_text="Kosovo").get_by_role("link", name="Kosovo", exact=True).click()
    expect(page).to_have_url(re.compile(r"/\?q=kosovo&country=XK$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles")


def test_a_country_is_drawn_darker_the_more_articles_mention_it(page: Page) -> None:
    page.goto("/map?region=europe")
    titled = page.locator(".map a")
    expect(titled.filter(has_text="Kosovo: 3").locator("path")).to_have_class(re.compile("shade-5"))
    expect(titled.filter(has_text="Russia: 2").locator("path")).to_have_class(re.compile("shade-4"))


def test_the_search_page_leads_to_its_map_and_its_network(page: Page) -> None:
    page.goto("/?q=kosovo&sort=newest")
    page.get_by_role("link", name="Map").click()
    expect(page).to_have_url(re.compile(r"/map\?q=kosovo$"))
    page.get_by_role("link", name="Back to the search").click()
    page.get_by_role("link", name="Who with whom").click()
    expect(page).to_have_url(re.compile(r"/network\?q=kosovo$"))


def test_a_pair_of_the_network_opens_the_articles_with_both(page: Page) -> None:
    page.goto("/network")
    page.get_by_role("link", name="1 articles with Aleksandar Vučić and NATO").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 article")
    expect(page.get_by_role("link", name=re.compile("^Remove filter Actor"))).to_have_count(2)


def test_two_searches_stand_on_one_timeline(page: Page) -> None:
    page.goto("/compare")
    page.get_by_label("One search").fill("actor:vucic")
    page.get_by_label("Another").fill("actor:nato")
    page.get_by_label("By", exact=True).select_option("month")
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("As a table").click()
    expect(page.locator("tbody tr")).to_have_text(
        [re.compile(r"May 2019\s*1\s*0\s*1"), re.compile(r"June 2019\s*no data"), re.compile(r"July 2019\s*2\s*1\s*2")]
    )


def test_a_search_is_compared_with_its_filters_and_days(page: Page) -> None:
    page.goto("/?q=kosovo&actor=nato&date_from=2019-01-01")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_label("One search")).to_have_value('(kosovo) actor:"nato"')
    expect(page.get_by_label("From")).to_have_value("2019-01-01")
    page.get_by_role("link", name="1 found").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 article")


def test_the_timeline_can_show_shares_of_the_archive(page: Page) -> None:
    page.goto("/?actor=nato&interval=month&actor=kremlin")
    page.get_by_role("link", name="Share of the archive").click()
    expect(page.get_by_role("heading", name="Share of the archive by month")).to_be_visible()
    page.get_by_text("As a table").click()
    expect(page.locator(".timeline tbody tr").last).to_have_text(re.compile(r"July 2019\s*1\s*2\s*50 %"))
