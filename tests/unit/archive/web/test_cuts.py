"""Cuts in their places in the source page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.web.cuts import marked, placed

PAGE = "Donate\nTitle\n\nText about money. Donate\nMore <b>text</b>\nDonate\n"


def cut(text: str, line: int) -> dict[str, object]:
    return {"rule": "plea", "text": text, "line": line}


def test_a_cut_stands_on_its_line() -> None:
    assert [found.start for found in placed(PAGE, [cut("Donate", 6)])] == [PAGE.rindex("Donate")]


def test_the_same_text_cut_twice_has_two_places() -> None:
    first, second = placed(PAGE, [cut("Donate", 1), cut("Donate", 4)])
    assert (first.start, second.start) == (0, PAGE.index("Donate", 5))


def test_where_lines_are_not_those_of_the_source_a_cut_is_looked_for_behind_the_one_before() -> None:
    html = "<html><body><p>Share</p><p>Text</p><p>Share</p>"
    assert [found.start for found in placed(html, [cut("Share", 9), cut("Share", 11)])] == [15, 38]


def test_a_cut_that_is_not_there_word_for_word_has_no_place() -> None:
    assert placed(PAGE, [cut("Donate now", 1)])[0].start is None


def test_the_source_is_escaped_and_its_cuts_are_marked() -> None:
    html = marked("a <b> Donate", placed("a <b> Donate", [cut("Donate", 1)]))
    assert html == 'a &lt;b&gt; <mark class="cut" id="cut-1" title="plea">Donate</mark>'


@given(st.text(), st.lists(st.tuples(st.text(), st.integers(1, 9))))
def test_marks_change_nothing_but_marks(page: str, cuts: list[tuple[str, int]]) -> None:
    found = placed(page, [cut(text, line) for text, line in cuts])
    starts = [one.start for one in found if one.start is not None]
    assert starts == sorted(starts)
    assert marked(page, found).unescape().count("</mark>") == len(starts) + page.count("</mark>")
