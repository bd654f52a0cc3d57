"""Where the words of a phrase stand together."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.proximity import occurrences

PLACES = st.lists(st.lists(st.integers(0, 12), max_size=5, unique=True).map(sorted), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("places", "slop", "expected"),
    [
        ([[3]], 0, [(3,)]),
        ([[1, 5], [2, 9]], 0, [(1, 2)]),
        ([[2], [1]], 0, []),
        ([[2], [1]], 1, [(1, 2)]),
        ([[1], [4]], 1, []),
        ([[1], [4]], 2, [(1, 4)]),
        ([[1, 3], [4]], 5, [(3, 4)]),
        ([[1], [1]], 1, [(1,)]),
        ([[1], []], 9, []),
        ([], 0, []),
    ],
)
def test_words_stand_together(places: list[list[int]], slop: int, expected: list[tuple[int, ...]]) -> None:
    assert list(occurrences(range(len(places)), places, slop)) == expected


def test_a_word_that_stands_twice_in_the_phrase_needs_two_places() -> None:
    assert list(occurrences("aa", [[1], [1]], 9)) == []
    assert list(occurrences("aba", [[1, 4], [2], [1, 4]], 1)) == [(1, 2, 4)]


@given(PLACES)
def test_adjacent_words_stand_each_behind_the_last(places: list[list[int]]) -> None:
    wanted = [each for each in product(*places) if list(each) == list(range(each[0], each[0] + len(each)))]
    assert list(occurrences(range(len(places)), places, 0)) == wanted


@given(PLACES, st.integers(1, 6))
def test_near_words_are_found_just_where_looking_at_all_groups_finds_some(places: list[list[int]], slop: int) -> None:
    found = any(occurrences(range(len(places)), places, slop))
    assert found == any(is_near(each, slop) for each in product(*places) if each)


@given(PLACES, st.integers(1, 6))
def test_a_group_is_never_wider_than_the_slop_allows(places: list[list[int]], slop: int) -> None:
    for group in occurrences(range(len(places)), places, slop):
        assert group[-1] - group[0] <= len(places) - 1 + slop and set(group) <= set().union(*places)


def is_near(chosen: tuple[int, ...], slop: int) -> bool:
    return max(chosen) - min(chosen) <= len(chosen) - 1 + slop
