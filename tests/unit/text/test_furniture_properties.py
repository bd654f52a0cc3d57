"""What cleaning promises for any page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.text.furniture import Cleaned, clean, learn
from archive.text.lines import tidy

LINES = st.sampled_from(
    [
        "",
        "×",
        "Home",
        "Support us",
        "Related articles",
        "Comments (12)",
        "Share on Facebook",
        "Envoys Meet in Geneva Over Border Talks",
        "Jane Roe / AP / TASS",
        "The minister with the envoy at the lake example.com",
        "Published: 3 May 2021 10:22",
        "GENEVA, May 3 (EW) - The envoys of two countries met on Monday to settle where their border runs.",
        "The envoys of two countries met in Geneva on Monday to settle where their border runs.",
        "They parted late.",
        "Revs 34 mln vs 27 mln",
        "Agencies contributed reporting to this article.",
        "Dear readers, our reporters need your help, and whatever you give keeps us going.",
        "of silence, to settle where the border between their countries runs",
    ]
)
PAGES = st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=200)


def _kept(cleaned: Cleaned) -> list[str]:
    parts = (cleaned.title, cleaned.caption, cleaned.dateline, cleaned.text, cleaned.credit)
    return sorted(word for part in parts if part for word in part.split())


def _not_cut(raw: str, cleaned: Cleaned) -> list[str]:
    start, pieces = 0, []
    for cut in cleaned.cuts:
        pieces.append(raw[start : cut.start])
        start = cut.end
    return sorted(tidy("\n".join([*pieces, raw[start:]])).split())


@given(PAGES)
def test_every_word_is_in_a_field_or_in_a_cut(raw: str) -> None:
    cleaned = clean(raw)
    assert _kept(cleaned) == _not_cut(raw, cleaned)


@given(PAGES, PAGES)
def test_every_word_is_in_a_field_or_in_a_cut_when_furniture_is_known(raw: str, other: str) -> None:
    cleaned = clean(raw, learn([raw, other], "source"))
    assert _kept(cleaned) == _not_cut(raw, cleaned)


@given(PAGES)
def test_cuts_are_in_order_and_do_not_overlap(raw: str) -> None:
    edges = [edge for cut in clean(raw).cuts for edge in (cut.start, cut.end)]
    assert edges == sorted(edges)


@given(PAGES)
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    text = clean(raw).text
    assert clean(text).text == text


@given(PAGES, PAGES)
def test_cleaning_a_clean_text_changes_nothing_when_furniture_is_known(raw: str, other: str) -> None:
    furniture = learn([raw, other], "source")
    text = clean(raw, furniture).text
    assert clean(text, furniture).text == text


@given(PAGES)
def test_paragraphs_are_trimmed_and_one_blank_line_apart(raw: str) -> None:
    text = clean(raw).text
    assert all(part == tidy(part) != "" for part in text.split("\n\n")) or text == ""
