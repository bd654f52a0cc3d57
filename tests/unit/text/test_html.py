"""Articles out of HTML pages."""

from __future__ import annotations

import datetime

import pytest

from archive.text.dates import Date
from archive.text.furniture import parse_rules
from archive.text.html import BadMarkup, Extracted, extract_html
from archive.text.markup import MAX_CHARACTERS, MAX_DEPTH, parse_html, visible_text

BODY = (
    "The envoys of two countries met in Geneva on Monday to settle where their border runs.",
    "One of them told reporters after the talks that they had come closer than ever before.",
    "Neither side would say when the next meeting is to be, or whether the ministers will come.",
)


def _page(head: str = "", under_headline: str = "", tail: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f"<html lang='en-GB'><head><title>Envoys Meet in Geneva | The Example</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Envoys Meet in Geneva</h1>{under_headline}{paragraphs}{tail}</article>"
        "<footer>© 2024 The Example. Last updated 3 March 2024.</footer></body></html>"
    )


def _extract(**parts: str) -> Extracted:
    return extract_html(_page(**parts), "https://example.com/envoys")


def test_the_text_is_the_article_alone() -> None:
    assert _extract().text == "\n\n".join(BODY)


def test_the_title_is_the_headline_without_the_site() -> None:
    assert _extract().title == "Envoys Meet in Geneva"


def test_what_the_page_shows_besides_is_cut() -> None:
    extracted = _extract()
    cut = [extracted.raw[span.start : span.end] for span in extracted.cuts]
    assert cut == ["Home World", "© 2024 The Example. Last updated 3 March 2024."]


def test_the_operator_can_keep_a_line_that_was_cut() -> None:
    rules = parse_rules("keep: Sources say otherwise")
    page = _page().replace(f"<p>{BODY[1]}</p>", f"<aside>Sources say otherwise</aside><p>{BODY[1]}</p>")
    assert extract_html(page, None).text == "\n\n".join(BODY)
    assert extract_html(page, None, rules).text == "\n\n".join((BODY[0], "Sources say otherwise", *BODY[1:]))


def test_the_operator_can_cut_a_line_of_the_text() -> None:
    extracted = extract_html(_page(), None, parse_rules("cut-pattern: ^One of them"))
    assert extracted.text == "\n\n".join((BODY[0], BODY[2]))
    assert "operator" in [cut.rule for cut in extracted.cuts]


def test_the_language_is_what_the_page_declares() -> None:
    assert _extract().language == "en"


def test_a_line_saying_who_else_reported_is_the_credit() -> None:
    extracted = _extract(tail="<p>Agencies contributed reporting to this article.</p>")
    assert extracted.credit == "Agencies contributed reporting to this article."
    assert "contributed" not in extracted.text


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2019-05-29T10:22:00Z'>",
        "<script type='application/ld+json'>"
        '{"@type": "NewsArticle", "datePublished": "2019-05-29", "dateModified": "2021-01-01"}</script>',
        "<meta property='article:modified_time' content='2021-01-01'><meta name='date' content='2019-05-29'>",
        "<meta property='article:published_time' content='1991-09-25'>".replace("1991-09-25", "2019-05-29"),
    ],
)
def test_the_date_is_that_of_the_metadata(head: str) -> None:
    assert _extract(head=head).meta_date == Date(datetime.date(2019, 5, 29), "day", "meta")


def test_metadata_may_be_older_than_the_web() -> None:
    head = "<meta property='article:published_time' content='1991-09-25'>"
    assert _extract(head=head).meta_date == Date(datetime.date(1991, 9, 25), "day", "meta")


def test_a_marked_up_time_in_the_article_is_its_date() -> None:
    found = _extract(under_headline="<time datetime='2019-05-29'>29 May 2019</time>").meta_date
    assert found == Date(datetime.date(2019, 5, 29), "day", "meta")


def test_a_date_printed_under_the_headline_is_an_estimate() -> None:
    found = _extract(under_headline="<div>By Jane Roe, 29 May 2019</div>").meta_date
    assert found == Date(datetime.date(2019, 5, 29), "day", "estimated")


def test_dates_of_the_footer_and_of_other_articles_are_not_taken() -> None:
    tail = "<aside class='related'><a href='/x'>Other</a> <time datetime='2021-03-01'>1 March 2021</time></aside>"
    assert _extract(tail=tail).meta_date is None


def test_the_time_a_page_was_changed_is_not_its_date() -> None:
    assert _extract(head="<meta property='article:modified_time' content='2021-01-01'>").meta_date is None


def test_an_evening_in_new_york_is_not_the_next_day() -> None:
    head = "<meta property='article:published_time' content='2019-05-30T02:24:00Z'>"
    found = _extract(head=head, under_headline="<div>May 29, 2019 at 9:24 pm ET</div>").meta_date
    assert found == Date(datetime.date(2019, 5, 29), "day", "meta")


def test_a_page_without_an_article_has_no_text() -> None:
    assert extract_html("<html><body></body></html>", None).text == ""


def test_hidden_text_and_scripts_are_not_seen() -> None:
    html = "<p>Seen</p><p style='display: none'>Hidden</p><script>var x</script><p hidden>Also hidden</p>tail"
    assert visible_text(parse_html(html)) == "Seen\ntail"


def test_a_declared_encoding_does_not_matter_for_text() -> None:
    assert visible_text(parse_html("<?xml version='1.0' encoding='windows-1251'?><p>Београд</p>")) == "Београд"


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("", "not HTML"),
        ("   ", "not HTML"),
        ("x" * (MAX_CHARACTERS + 1), f"more than the {MAX_CHARACTERS} allowed"),
        ("<div>" * (MAX_DEPTH + 10) + "deep", "nested"),
    ],
    ids=["empty", "blank", "too large", "too deep"],
)
def test_a_page_beyond_the_limits_is_refused_with_the_reason(html: str, message: str) -> None:
    with pytest.raises(BadMarkup, match=message):
        extract_html(html, None)
