"""Which line above a text is its headline."""

from __future__ import annotations

import pytest

from archive.text.title import find_title, is_headline

BODY = "The envoys of two countries met in Geneva on Monday to settle where their border runs."


def _title(*above: str) -> str | None:
    found = find_title(above, BODY)
    return None if found is None else above[found]


def test_a_headline_speaks_of_what_the_text_speaks_of() -> None:
    assert (
        _title("World news today", "Envoys Settle Border in Geneva", "Jane Roe in Oslo")
        == "Envoys Settle Border in Geneva"
    )


def test_of_two_likely_lines_the_upper_is_the_headline() -> None:
    headline = "Envoys of Two Countries Meet in Geneva"
    assert _title(headline, "The envoys of the two countries in Geneva") == headline


def test_the_way_to_an_article_is_no_part_of_its_headline() -> None:
    headline = "Envoys Settle Border in Geneva"
    assert _title(f"Home World {headline}", headline) == headline


def test_a_long_line_under_a_headline_explains_it() -> None:
    headline = "Envoys Settle Border of Two Countries"
    under = "The envoys met in Geneva to settle where the border of their countries runs, their two spokesmen said"
    assert _title(headline, under) == headline


def test_a_line_printed_twice_is_likelier() -> None:
    assert _title("Talks by the Lake", "Some Other Line", "x", "Talks by the Lake") == "Talks by the Lake"


def test_a_line_with_author_and_date_below_is_likelier() -> None:
    above = ("Envoys Settle Border", *["Another matter"] * 10, "Envoys of two countries met in Geneva", "More videos")
    assert find_title(above, BODY, signed=[0]) == 0


def test_a_headline_of_two_sentences_may_close_with_a_full_stop() -> None:
    headline = "Envoys Settle Border in Geneva. Why It Matters Again."
    assert _title("World", headline) == headline


def test_without_a_line_like_a_headline_there_is_none() -> None:
    assert _title("Home", "12", "The envoys met in Geneva.") is None


@pytest.mark.parametrize(
    "line", ["Envoys Meet", "Will Envoys Meet?", "Court Rules Against U.S.", "Talks End: No Result"]
)
def test_a_headline_has_a_few_words_and_no_full_stop(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize("line", ["Home", "The envoys met.", "Net 3,358,000 vs 2,276,000", "word " * 30])
def test_labels_sentences_and_figures_are_no_headlines(line: str) -> None:
    assert not is_headline(line)
