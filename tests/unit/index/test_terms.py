"""Which indexed terms a pattern stands for."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Fuzzy, Prefix, TooManyTerms, Wildcard
from index.terms import expand, near, nearest, pattern

LEXICON = ("dak", "djak", "dokovic", "gas", "gasa", "gsa", "kosovo", "kosovu", "vucic")


def stands_for(clause: Prefix | Wildcard | Fuzzy) -> list[str]:
    return list(expand(pattern(clause), lambda prefix: (term for term in LEXICON if term.startswith(prefix)), 100))


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (Prefix("Вуч"), ["vucic"]),
        (Prefix("đ"), ["dak", "djak", "dokovic"]),
        (Prefix("…"), []),
        (Wildcard("kosov?"), ["kosovo", "kosovu"]),
        (Wildcard("ga?"), ["gas"]),
        (Wildcard("*k*v*"), ["dokovic", "kosovo", "kosovu"]),
        (Wildcard("*AS"), ["gas"]),
        (Wildcard("ч*"), []),
        (Fuzzy("gas"), ["gas", "gasa", "gsa"]),
        (Fuzzy("kosvo"), ["kosovo"]),
        (Fuzzy("kosvo", distance=2), ["kosovo", "kosovu"]),
        (Fuzzy("…"), []),
    ],
)
def test_a_pattern_stands_for_the_terms_of_its_shape(clause: Prefix | Wildcard | Fuzzy, expected: list[str]) -> None:
    assert stands_for(clause) == expected


@given(st.text("ab?*", min_size=1, max_size=7).filter(lambda shape: set(shape) & {"a", "b"}), st.text("ab", max_size=6))
def test_a_wildcard_matches_as_file_names_do(shape: str, term: str) -> None:
    assert pattern(Wildcard(shape)).matches(term) == fnmatch.fnmatchcase(term, shape)


def test_many_stars_are_no_more_work_than_few() -> None:
    assert not pattern(Wildcard("*a" * 30 + "*b")).matches("a" * 64)


def test_more_terms_than_allowed_are_refused_with_their_number() -> None:
    with pytest.raises(TooManyTerms, match=r"'g\*' stands for 3 words, more than the limit of 2"):
        expand(pattern(Prefix("g")), lambda prefix: (term for term in LEXICON if term.startswith(prefix)), 2)


def test_terms_within_two_edits_are_near() -> None:
    assert near("gas", LEXICON) == {"dak": 2, "gasa": 1, "gsa": 1}


def test_nothing_is_near_no_word() -> None:
    assert near("", ["a", "ab"]) == {}


def test_the_nearest_come_first_then_the_most_frequent_then_by_spelling() -> None:
    distances = {"far": 2, "rare": 1, "often": 1, "also": 1, "gone": 1}
    counts = {"far": 9, "rare": 1, "often": 5, "also": 1, "gone": 0}
    assert nearest(distances, counts, 4) == (("often", 5), ("also", 1), ("rare", 1), ("far", 9))
