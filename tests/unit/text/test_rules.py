"""The operator's rule file."""

from __future__ import annotations

import pytest

from archive.text.rules import BadRules, parse_rules


def test_the_first_fitting_rule_decides() -> None:
    rules = parse_rules("keep: Read on\ncut-pattern: ^Read")
    assert (rules.verdict("Read on"), rules.verdict("Read more"), rules.verdict("Reading")) == ("keep", "cut", "cut")


def test_a_line_is_the_same_whatever_its_case_space_and_numbers() -> None:
    assert parse_rules("cut: Comments (4)").verdict("  COMMENTS  (112) ") == "cut"


def test_a_line_no_rule_speaks_of_has_no_verdict() -> None:
    assert parse_rules("cut: Comments").verdict("No comments were made.") is None


def test_comments_and_blank_lines_are_skipped() -> None:
    assert parse_rules("# ours\n\ncut: A: b\n").verdict("a: b") == "cut"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cut: a\nCut everything", "line 2: 'Cut everything' does not start with one of keep:, cut:"),
        ("drop: a", "line 1: 'drop: a' does not start with"),
        ("keep:", "line 1: 'keep' names nothing"),
        ("cut-pattern: (", r"line 1: '\(' is not a regular expression"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BadRules, match=message):
        parse_rules(text)
