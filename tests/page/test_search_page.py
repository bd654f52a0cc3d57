"""The search page in a real browser, without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_words_are_searched_for_and_marked(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Words to look for").fill("kosovo")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 articles")
    expect(page.locator(".snippet mark").first).to_have_text(re.compile("kosov|косов", re.IGNORECASE))


def test_a_chosen_facet_value_finds_as_many_articles_as_its_count_says(page: Page) -> None:
    page.goto("/?q=kosovo")
    choice = page.locator("#facet-actor .choice").filter(has_text="NATO")
    count = choice.locator(".count").inner_text()
    choice.get_by_role("checkbox").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{count} articles")
    expect(page).to_have_url(re.compile(r"\?q=kosovo&.*actor=nato"))


def test_a_filter_is_removed_by_its_chip(page: Page) -> None:
    page.goto("/?actor=nato&country=RS")
    page.get_by_role("link", name="Remove filter Actor: NATO").click()
    expect(page).to_have_url(re.compile(r"/\?country=RS$"))


def test_a_value_can_be_excluded(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Exclude NATO").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles")
    expect(page.get_by_role("link", name="Remove filter Not actor: NATO")).to_be_visible()


def test_articles_of_unknown_date_can_be_chosen(page: Page) -> None:
    page.goto("/")
    page.locator("#facet-date").get_by_role("checkbox").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 articles")


def test_a_range_of_days_narrows(page: Page) -> None:
    page.goto("/")
    page.get_by_label("From", exact=True).fill("2019-07-01")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 articles")
    expect(page).to_have_url(re.compile(r"/\?date_from=2019-07-01$"))


def test_the_whole_state_is_in_the_address(page: Page) -> None:
    page.goto("/?q=kosovo&actor=nato&country_not=RU&date_from=2019-01-01&sort=oldest")
    expect(page.get_by_label("Words to look for")).to_have_value("kosovo")
    expect(page.locator("#facet-actor .choice").filter(has_text="NATO").get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_role("link", name="Remove filter Not country: Russia")).to_be_visible()
    expect(page.get_by_label("From", exact=True)).to_have_value("2019-01-01")
    expect(page.get_by_label("Order")).to_have_value("oldest")


def test_what_a_form_does_not_show_it_carries_along(page: Page) -> None:
    page.goto("/?country_not=RU&interval=year")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"country_not=RU"))
    expect(page).to_have_url(re.compile(r"interval=year"))


def test_a_bar_of_the_timeline_narrows_to_its_period(page: Page) -> None:
    page.goto("/?interval=month")
    page.locator(".timeline svg a").filter(has_text="July 2019").click()
    expect(page).to_have_url(re.compile(r"date=2019-07$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2 articles")


def test_a_table_stands_behind_the_timeline(page: Page) -> None:
    page.goto("/?interval=month")
    page.get_by_text("As a table").click()
    rows = page.locator(".timeline tbody tr")
    expect(rows).to_have_text(
        [re.compile(r"May 2019\s*1\s*1"), re.compile(r"June 2019\s*no data\s*0"), re.compile(r"July 2019\s*2\s*2")]
    )


def test_more_articles_fit_on_a_page_on_request(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Articles on a page").select_option("25")
    page.get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile(r"/\?page_size=25$"))


def test_pages_follow_each_other(page: Page) -> None:
    page.goto("/?page_size=2")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"page_size=2&page=2$"))
    page.get_by_role("link", name="Previous").click()
    expect(page.locator(".pager [aria-current]")).to_have_text("1")


def test_no_hits_are_explained_with_a_way_out(page: Page) -> None:
    page.goto("/?q=kosvo")
    expect(page.get_by_role("heading", level=1)).to_have_text("No articles")
    page.get_by_role("link", name="kosovo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 articles")


def test_a_word_that_finds_nothing_is_dropped_by_one_click(page: Page) -> None:
    page.goto("/?q=kosovo+zebra&country=RS")
    page.get_by_role("link", name="Drop this: “zebra”").click()
    expect(page).to_have_url(re.compile(r"/\?country=RS&q=kosovo$"))


def test_what_was_not_understood_is_said(page: Page) -> None:
    page.goto("/?q=kosovo+)")
    expect(page.locator(".notice")).to_contain_text("this closing parenthesis has no opening one")


def test_how_words_are_looked_up_can_be_chosen_and_is_said(page: Page) -> None:
    page.goto("/?q=talk")
    page.get_by_text("How words are looked up").click()
    expect(page.locator(".expansions")).to_have_text(re.compile(r"talk\s*talk, talk \(Serbian\)"))
    page.get_by_label("written").select_option("in the form typed")
    page.get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile(r"/\?q=talk&match=exact$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("No articles")


def test_the_words_stay_in_the_box_on_the_page_of_a_facet(page: Page) -> None:
    page.goto("/facets/actor?q=kosovo")
    expect(page.get_by_label("Words to look for")).to_have_value("kosovo")


def test_values_of_a_facet_can_be_looked_for(page: Page) -> None:
    page.goto("/facets/actor?q=kosovo")
    page.get_by_label("Name begins with").fill("vuc")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Aleksandar Vučić , person", exact=True).click()
    expect(page).to_have_url(re.compile(r"/\?q=kosovo&actor=aleksandar-vucic$"))


def test_the_names_under_which_an_actor_is_found_are_listed(page: Page) -> None:
    page.goto("/facets/actor")
    expect(page.get_by_role("listitem").filter(has_text="Aleksandar Vučić")).to_contain_text("written Vucic")


def test_a_facet_leads_to_all_its_values_and_to_a_search_among_them(page: Page) -> None:
    page.goto("/?facet_size=1&measure=share&sort=oldest&page_size=25")
    page.get_by_role("link", name="All 4 values of Actor").click()
    expect(page.locator(".values li")).to_have_count(4)
    page.goto("/?facet_size=1&q=kosovo&sort=oldest")
    page.get_by_label("Find in Actor").fill("nato")
    page.locator("#facet-actor").get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"/facets/actor\?q=kosovo&prefix=nato$"))


def test_markup_in_an_article_is_shown_as_text(page: Page) -> None:
    page.goto("/?q=sanitaire")
    expect(page.locator(".snippet")).to_contain_text("<b>so</b>")
    page.goto("/articles/lavrov-blames")
    expect(page.locator(".text")).to_contain_text("It is <b>so</b>.")


def test_an_article_shows_its_facts_and_where_they_came_from(page: Page) -> None:
    page.goto("/articles/vucic-visits")
    facts = page.get_by_role("complementary")
    expect(facts).to_contain_text("29 May 2019")
    expect(facts).to_contain_text("Page metadata")
    expect(facts.get_by_role("link", name="Kremlin")).to_be_visible()


def test_a_serbian_article_says_in_which_letters_it_is_written(page: Page) -> None:
    page.goto("/articles/razgovori")
    expect(page.get_by_text("In Cyrillic letters")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "sr-Cyrl")


def test_an_article_shows_what_was_cut_beside_its_source_page(page: Page) -> None:
    page.goto("/articles/lavrov-blames")
    page.get_by_role("link", name="Source page and cuts (1)").click()
    expect(page.locator(".cuts")).to_have_text(re.compile(r"Line 5 plea\s*Support us"))
    expect(page.locator(".source")).to_contain_text("× Support us")
    expect(page.locator(".source mark")).to_have_text("Support us")
    cuts, source = (page.locator(pane).bounding_box() for pane in (".cuts", ".source"))
    assert cuts and source and cuts["x"] + cuts["width"] <= source["x"]


def test_a_cut_leads_to_its_place_in_the_source_page(page: Page) -> None:
    page.goto("/articles/lavrov-blames?view=cuts")
    page.get_by_role("link", name="Line 5").click()
    expect(page.locator("#cut-1")).to_be_in_viewport()


def test_names_are_marked_in_the_text_on_demand(page: Page) -> None:
    page.goto("/articles/lavrov-blames")
    expect(page.locator(".text .name")).to_have_count(0)
    page.get_by_role("link", name="Mark names").click()
    expect(page.locator(".text .name.person")).to_have_text("Sergei Lavrov")


def test_the_advanced_form_leads_to_the_search_that_it_means(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Advanced").click()
    page.get_by_label("Any of these words").fill("gas sanitaire")
    page.get_by_label("None of these words").fill("rain")
    page.get_by_role("button", name="Search").last.click()
    expect(page.get_by_label("Words to look for")).to_have_value("(gas OR sanitaire) -rain")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 articles")


def test_every_example_of_the_help_runs(page: Page) -> None:
    page.goto("/help")
    rows = page.locator("tbody tr").all()
    examples = [(row.get_by_role("link").get_attribute("href"), row.locator(".number").inner_text()) for row in rows]
    assert len(examples) == 12
    for address, count in examples:
        page.goto(address or "")
        expect(page.locator(".notice")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile(rf"^{count} articles?$" if count != "0" else "^No articles$")
        )


def test_an_empty_form_leads_to_a_clean_address(page: Page) -> None:
    page.goto("/?q=&date_from=&date_to=")
    expect(page).to_have_url(re.compile(r"/$"))
