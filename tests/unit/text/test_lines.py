"""Lines of a page: where they are and what they say."""

from __future__ import annotations

import pytest

from archive.text.lines import ends_sentence, line_key, split_lines, tidy, words


def test_a_line_knows_where_it_stands() -> None:
    raw = "first\r\n\r\n  second  \u2028third"
    assert [raw[line.start : line.end] for line in split_lines(raw)] == ["first", "  second  ", "third"]


def test_text_is_composed_and_its_space_put_in_order() -> None:
    assert tidy(" Vuc\u030cic\u0301\u00a0said\t\u200bso\x00 ") == "Vučić said so"


def test_a_key_forgets_case_width_and_numbers() -> None:
    assert line_key("Ｃomments  (12)") == line_key("comments (7)") == "comments (0)"


def test_words_keep_their_inner_marks() -> None:
    assert words("U.S. police in Serb-populated towns don’t") == [
        "U.S",
        "police",
        "in",
        "Serb-populated",
        "towns",
        "don’t",
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He left.", True),
        ("“He left.”", True),
        ("He left", False),
        ("Why?", True),
        ("He left. /Example Wire/", True),
        ("He left. (Tanjug)", True),
        ("He left. Enditem", True),
        ("He left (early)", False),
    ],
)
def test_a_sentence_may_end_in_quotes_or_a_signature(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


WRAPPED = (
    "Showers went on throughout the week in the northern zone, which\n"
    "eased the drought since early January and improved prospects for\n"
    "the coming harvest, a report said, though levels are not yet\n"
    "normal.\n"
    "    The dry period means that the harvest will be late in this\n"
    "year, and nobody knows how much of it there will be.\n"
)


def test_a_paragraph_wrapped_by_hand_is_one_line() -> None:
    assert split_lines(WRAPPED)[0].text.endswith("though levels are not yet normal.")


def test_an_indented_line_opens_a_paragraph() -> None:
    assert [line.text[:7] for line in split_lines(WRAPPED)] == ["Showers", "The dry"]


def test_a_joined_line_spans_all_it_was_made_of() -> None:
    line = split_lines(WRAPPED)[0]
    assert tidy(WRAPPED[line.start : line.end]) == line.text


def test_a_list_of_headlines_is_not_joined() -> None:
    page = "\n".join(f"Envoys of two countries meet in Geneva for talks number {i}" for i in range(9))
    assert len(split_lines(page)) == 9
