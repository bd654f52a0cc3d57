"""Taking a page apart: what is kept, what is cut, and by which rule."""

from __future__ import annotations

import pytest

from archive.text.furniture import Cleaned, clean, learn, parse_rules

PAGE = """×
A page without ads?
Since May 4, 2023, this paper has shown none, and we mean to keep it so.
Your support helps to fill the gap.
Support us

Envoys Meet in Geneva Over Border Talks

Swiss Foreign Minister Anna Keller with the Austrian envoy Karl Huber example.com

The envoys of two countries met in Geneva on Monday to settle where their border runs.

"We came closer than ever before," one of them told reporters after the talks.

Agencies contributed reporting to this article.

A message from The Example Gazette:

Dear readers,

Our reporters need your help to go on. Whatever you give keeps independent journalism open to all.

Once
Monthly
Remind me later.

Read more"""

BODY = """The envoys of two countries met in Geneva on Monday to settle where their border runs.

"We came closer than ever before," one of them told reporters after the talks."""

OTHER = PAGE.replace(
    BODY, "Ministers of nine states signed a treaty on fishing in Lisbon on Friday, after a year of talks."
).replace("Envoys Meet in Geneva Over Border Talks", "Nine States Sign Fishing Treaty")


@pytest.fixture(params=["one page", "with its source's furniture"])
def cleaned(request: pytest.FixtureRequest) -> Cleaned:
    return clean(PAGE, learn([PAGE, OTHER], "gazette") if request.param != "one page" else None)


def test_the_text_is_the_article_alone(cleaned: Cleaned) -> None:
    assert cleaned.text == BODY


def test_the_headline_is_the_title_and_not_in_the_text(cleaned: Cleaned) -> None:
    assert cleaned.title == "Envoys Meet in Geneva Over Border Talks"


def test_who_else_reported_is_the_credit(cleaned: Cleaned) -> None:
    assert cleaned.credit == "Agencies contributed reporting to this article."


def test_prose_under_a_photo_is_the_caption_without_its_maker(cleaned: Cleaned) -> None:
    assert cleaned.caption == "Swiss Foreign Minister Anna Keller with the Austrian envoy Karl Huber"


def test_the_maker_of_a_photo_is_cut_with_its_rule(cleaned: Cleaned) -> None:
    assert [PAGE[cut.start : cut.end].strip() for cut in cleaned.cuts if cut.rule == "photo-credit"] == ["example.com"]


def test_a_bare_photo_credit_is_cut_whole() -> None:
    page = PAGE.replace(
        "Swiss Foreign Minister Anna Keller with the Austrian envoy Karl Huber example.com", "Jane Roe / AP"
    )
    assert clean(page).caption is None
    assert "Jane Roe" not in clean(page).text


def test_an_appeal_is_cut_by_the_rule_of_that_name() -> None:
    rules = {PAGE[cut.start : cut.end]: cut.rule for cut in clean(PAGE).cuts}
    assert rules["Your support helps to fill the gap."] == "appeal"


def test_learned_lines_are_cut_by_the_rule_of_that_name() -> None:
    rules = {PAGE[cut.start : cut.end]: cut.rule for cut in clean(PAGE, learn([PAGE, OTHER], "gazette")).cuts}
    assert rules["Monthly"] == "learned"


def test_a_page_with_only_furniture_has_no_text() -> None:
    furniture = learn([PAGE, OTHER], "gazette")
    only_furniture = PAGE.split("Envoys Meet")[0] + "A message from" + PAGE.split("A message from")[1]
    assert clean(only_furniture, furniture).text == ""


def test_an_empty_page_has_neither_text_nor_cuts() -> None:
    assert clean("") == Cleaned("", "", None, ())


def test_an_article_without_furniture_keeps_every_paragraph() -> None:
    assert clean(f"Envoys Meet in Geneva\n\n{BODY}").text == BODY


def test_lines_may_end_in_carriage_returns_and_have_hard_spaces() -> None:
    page = PAGE.replace("\n", "\r\n").replace("two countries met", "two\u00a0countries met  ")
    assert clean(page).text == BODY


def test_a_page_without_blank_lines_gives_the_same_text() -> None:
    assert clean("\n".join(line for line in PAGE.splitlines() if line)).text == BODY


def test_paragraphs_wrapped_by_hand_are_put_together() -> None:
    wrapped = """Envoys Meet in Geneva

The envoys of two countries met in Geneva on Monday, after a year
of silence, to settle where the border between their countries runs
and who may fish in the lake that both of them have long claimed.

Share this article"""
    assert clean(wrapped).text.startswith(
        "The envoys of two countries met in Geneva on Monday, after a year of silence,"
    )


def test_the_dateline_is_kept_apart() -> None:
    cleaned = clean(f"Envoys Meet\n\nGENEVA, May 3, 2021 (EW) — {BODY}\n\nShare this article")
    assert cleaned.dateline == "GENEVA, May 3, 2021 (EW) —"
    assert cleaned.text == BODY


def test_a_first_paragraph_set_apart_by_the_byline_is_text() -> None:
    lead = "The envoys of nine states have said that they will meet again on Friday in Geneva to settle the matter."
    page = f"Home\n\nEnvoys of Nine States to Meet\n\n{lead}\n\nBy Jane Roe\nShare\nTweet\n\n{BODY}"
    assert clean(page).text == f"{lead}\n\n{BODY}"


def test_a_short_line_under_the_headline_is_no_text() -> None:
    under = "Talks on the border go on for a third day.\n\nBy Jane Roe\nShare\nTweet"
    assert clean(f"Home\n\nEnvoys Meet in Geneva\n\n{under}\n\n{BODY}").text == BODY


def test_the_text_goes_on_after_a_list_that_says_where_it_ends() -> None:
    first, second = BODY.split("\n\n")
    listed = "Recommended Stories\nlist of 2 items\nlist 1 of 2 Nine States Sign\nlist 2 of 2 Talks Begin\nend of list"
    page = f"Home\n\nEnvoys Meet in Geneva Over Border\n\n{first}\n\n{listed}\n\n{second}\n\nAbout us"
    assert clean(page).text == BODY


@pytest.mark.parametrize(
    "inserted",
    [
        "Recommended\nWhy nine states signed\nRead more",
        "READ MORE:\nNine States Sign Treaty\nTalks Begin in Lisbon",
    ],
)
def test_the_text_goes_on_after_a_few_headlines_between_its_paragraphs(inserted: str) -> None:
    first, second = BODY.split("\n\n")
    page = f"Home\n\nEnvoys Meet in Geneva Over Border\n\n{first}\n\n{inserted}\n\n{second}\n\nAbout us"
    assert clean(page).text == BODY


def test_the_headline_above_the_author_wins_over_those_of_videos() -> None:
    videos = "\n".join(
        ["JUST WATCHED", "Envoys Settle Border in Geneva", "MUST WATCH", "Envoys Settle Border in Geneva"]
    )
    page = f"Two Countries Settle Their Border\nBy Jane Roe\nUpdated 1909 GMT, May 18, 2019\n{videos}\n\n{BODY}"
    assert clean(page).title == "Two Countries Settle Their Border"


def test_a_caption_shown_twice_is_kept_once() -> None:
    caption = "The envoys at the lake of Geneva on Monday. (AP Photo/Jane Roe)"
    page = f"Home\n\nEnvoys Meet in Geneva Over Border\n\n{caption}\n\n{caption}\n\n{BODY}"
    assert clean(page).caption == "The envoys at the lake of Geneva on Monday."


def test_what_follows_the_credit_is_not_the_article() -> None:
    about = "The Example Service promotes the values of free institutions in all the countries that it broadcasts to."
    assert clean(f"Home\n\nEnvoys Meet in Geneva\n\n{BODY}\n\nWith reporting by AP\n\n{about}").text == BODY


def test_the_operator_can_keep_a_line_that_a_rule_would_cut() -> None:
    assert "Remind me later." in clean(PAGE, rules=parse_rules("keep: Remind me later.")).text


def test_the_operator_can_keep_a_learned_line() -> None:
    furniture = learn([PAGE, OTHER], "gazette")
    assert "Monthly" in clean(PAGE, furniture, parse_rules("keep: Monthly")).text


def test_the_operator_can_cut_a_line_of_the_text() -> None:
    cleaned = clean(PAGE, rules=parse_rules("cut-pattern: closer than ever"))
    assert cleaned.text == BODY.split("\n\n")[0]
    assert "operator" in {cut.rule for cut in cleaned.cuts}


def test_a_headline_that_other_pages_list_as_most_read_stays_the_title() -> None:
    pages = [
        f"{title}\n\n{text}\n\nMost read\n{others}\nShare this article"
        for title, text, others in (
            ("Envoys Meet in Geneva", BODY, "Treaty Signed in Lisbon\nTalks Fail in Oslo"),
            (
                "Treaty Signed in Lisbon",
                "Nine ministers signed a treaty in Lisbon, it was said.",
                "Envoys Meet in Geneva",
            ),
            ("Talks Fail in Oslo", "Talks in Oslo ended without a result on Sunday evening.", "Envoys Meet in Geneva"),
        )
    ]
    furniture = learn(pages, "listing")
    assert [clean(page, furniture).title for page in pages] == [
        "Envoys Meet in Geneva",
        "Treaty Signed in Lisbon",
        "Talks Fail in Oslo",
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            "Početna\nVesti\nRegion\n\nIzaslanici u Ženevi\n\nIzaslanici dve države sastali su se juče u Ženevi.\n\n"
            "Podeli na Fejsbuku\nNajčitanije\nSporazum u Lisabonu\nKomentari (4)\nSva prava zadržana",
            "Izaslanici dve države sastali su se juče u Ženevi.",
        ),
        (
            "Насловна\nВести\n\nИзасланици у Женеви\n\nИзасланици две државе састали су се јуче у Женеви.\n\n"
            "Најчитаније\nСпоразум у Лисабону\nКоментари (4)\nСва права задржана",
            "Изасланици две државе састали су се јуче у Женеви.",
        ),
        (
            "Главная\nНовости\n\nПосланники в Женеве\n\nПосланники двух стран встретились вчера в Женеве утром.\n\n"
            "Читайте также\nДоговор в Лиссабоне\nКомментарии (4)\nВсе права защищены",
            "Посланники двух стран встретились вчера в Женеве утром.",
        ),
    ],
    ids=["Serbian in Latin script", "Serbian in Cyrillic script", "Russian"],
)
def test_furniture_is_known_in_other_languages(page: str, text: str) -> None:
    assert clean(page).text == text


@pytest.mark.parametrize(
    "line",
    ["AAAA-" * 39, "Jane Roe / " * 11, "a.b.c.d.e." * 19, "May 3, " * 28, "(" * 199],
)
def test_lines_made_to_confuse_are_read_like_any_other(line: str) -> None:
    assert BODY in clean(f"{PAGE}\n{line}").text


def test_who_the_author_is_is_cut_from_the_end_of_the_text() -> None:
    biography = "Jane Roe is a historian who has written three books about borders."
    cleaned = clean(f"Two Countries Settle Their Border\nJane Roe\n18 May 2019\n{BODY}\n\n{biography}")
    assert cleaned.text == BODY
    assert "bio" in [cut.rule for cut in cleaned.cuts]


def test_a_paywall_ends_the_text() -> None:
    wall = "You've reached your limit of free articles.\nLog in to continue"
    page = f"Two Countries Settle Their Border\n\n{BODY}\n\n{wall}"
    assert clean(page).text == BODY


def test_points_in_front_of_the_dateline_are_no_text() -> None:
    points = "Summary\nEnvoys meet for the first time\nBorder talks to go on"
    page = f"Two Countries Settle Their Border\nBy Jane Roe\n{points}\nGENEVA, May 18 (Reuters) - {BODY}\nRead more"
    assert (clean(page).text, clean(page).dateline) == (BODY, "GENEVA, May 18 (Reuters) -")


def test_a_note_on_what_was_updated_is_no_text() -> None:
    page = f"Two Countries Settle Their Border\n\nUpdated with comments from both envoys.\n\n{BODY}\n\nRead more"
    assert clean(page).text == BODY
