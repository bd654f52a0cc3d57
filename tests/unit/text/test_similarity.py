"""Near-duplicates are one story."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from archive.text.similarity import jaccard, shingles, stories

WORDS = [f"word{i}" for i in range(300)]


def _text(seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=200))


def test_a_copy_with_one_word_changed_is_the_same_story() -> None:
    assert stories([("a", _text(1)), ("b", _text(2)), ("c", _text(1).replace("word7", "word8", 1))]) == (("a", "c"),)


def test_a_copy_with_half_the_words_changed_is_another_story() -> None:
    half = " ".join(_text(1).split()[:100] + _text(2).split()[:100])
    assert stories([("a", _text(1)), ("b", half)]) == ()


def test_stories_that_share_an_article_are_one() -> None:
    found = _text(1).split()
    chain = [(str(i), " ".join([*found, *(f"more{j}" for j in range(i * 20))])) for i in range(5)]
    assert jaccard(shingles(chain[0][1]), shingles(chain[4][1])) < 0.8
    assert stories(chain) == (("0", "1", "2", "3", "4"),)


def test_articles_without_words_are_no_story() -> None:
    assert stories([("a", ""), ("b", "…"), ("c", "")]) == ()


def test_short_texts_are_compared_whole() -> None:
    assert stories([("a", "Talks fail"), ("b", "Talks Fail!"), ("c", "Talks open")]) == (("a", "b"),)


@given(st.lists(st.integers(0, 5), max_size=12))
def test_every_article_is_in_the_story_of_its_equals(seeds: list[int]) -> None:
    found = {frozenset(story) for story in stories([(str(i), _text(seed)) for i, seed in enumerate(seeds)])}
    groups = ({str(i) for i, other in enumerate(seeds) if other == seed} for seed in set(seeds))
    assert found == {frozenset(group) for group in groups if len(group) > 1}
