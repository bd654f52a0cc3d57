"""The compiled loops give what those over numpy give, to the last bit."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.columnar import kernel, plain
from index.columnar.file import Array
from index.columnar.lists import Flat, Packed, pack
from index.columnar.strings import Strings

compiled = pytest.mark.skipif(not kernel.COMPILED, reason="no compiler was there at install")
pytestmark = compiled

SIZE = 400
WORDS = ("a", "ab", "abc", "kosovo", "kosvo", "ksovo", "kosovos", "東京", "東", "žito", "zito", "tension", "tensions")


def documents(draw: random.Random, most: int = SIZE) -> Array:
    return np.array(sorted(draw.sample(range(SIZE), draw.randint(1, most - 1))), np.int32)


def packed(draw: random.Random) -> Packed:
    found = documents(draw)
    frequencies = np.array([draw.choice((1, 2, draw.choice((3, 300, 70_000)))) for _ in found], np.int64)
    frequencies = np.minimum(frequencies, 400)
    positions = np.concatenate([np.sort(np.array(draw.sample(range(100_000), n))) for n in frequencies])
    return pack(Flat(np.array([len(found)]), found, frequencies, positions))


def found_by(function: str, arguments: list[object], *outs: Array) -> list[object]:
    """What a function gives, once compiled and once over numpy; both get room of their own."""
    answers = []
    for loops in (kernel._loops, plain):
        rooms = [out.copy() for out in outs]
        count = getattr(loops, function)(*arguments, *rooms)
        answers.append([count, *(room[:count].tolist() for room in rooms)])
    assert answers[0] == answers[1]
    return answers[0]


@pytest.fixture(params=range(30))
def draw(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def test_scores_are_the_same_bits(draw: random.Random) -> None:
    lists, within = packed(draw), draw.choice((None, documents(draw)))
    lengths = np.array([draw.randrange(256) for _ in range(SIZE)], np.uint8)
    norms = np.array([draw.random() * 9 for _ in range(256)])
    list_ = [lists.content, 0, int(lists.counts[0]), int(lists.codes[0])]
    arguments = [*list_, lengths, norms, draw.random() * 5, draw.choice((1.0, 2.5)), within]
    found_by("scored", arguments, np.empty(SIZE, np.int32), np.empty(SIZE))


def test_documents_are_those_that_were_packed(draw: random.Random) -> None:
    lists = packed(draw)
    arguments = [lists.content, 0, int(lists.counts[0]), int(lists.codes[0])]
    found_by("documents", arguments, np.empty(SIZE, np.int32))


def test_places_are_the_same(draw: random.Random) -> None:
    lists = packed(draw)
    arguments = [lists.content, 0, int(lists.counts[0]), int(lists.codes[0]), documents(draw)]
    found_by("places", arguments, np.empty(len(lists.content), np.int64))


@pytest.mark.parametrize("is_maximum", [False, True])
def test_unions_are_the_same(draw: random.Random, is_maximum: bool) -> None:
    a, b = documents(draw), documents(draw)
    x, y = (np.array([draw.random() for _ in found]) for found in (a, b))
    found_by("united", [a, x, b, y, is_maximum], np.empty(len(a) + len(b), np.int32), np.empty(len(a) + len(b)))


def test_what_is_common_is_the_same(draw: random.Random) -> None:
    a, b = documents(draw), documents(draw)
    found_by("common", [a, b], np.empty(min(len(a), len(b)), np.int32))


def test_what_a_mask_allows_is_the_same(draw: random.Random) -> None:
    found, mask = documents(draw), np.array([draw.random() < 0.5 for _ in range(SIZE)])
    found_by("allowed", [found, mask], np.empty(len(found) + 1, np.int32))


def test_the_best_are_the_same_in_the_same_order(draw: random.Random) -> None:
    found = documents(draw)
    keys = np.array([draw.choice((0.0, 1.0, 2.5, draw.random())) for _ in found])
    ranks = np.array(draw.sample(range(SIZE), SIZE), np.int32)
    count = draw.randint(1, len(found))
    found_by("best", [keys, found, ranks, count], np.empty(count, np.int32))


def test_phrases_are_followed_alike(draw: random.Random) -> None:
    a, b = (np.array(sorted(draw.sample(range(900), 300)), np.int64) for _ in range(2))
    found_by("followed", [a, b, draw.randint(1, 3)], np.empty(300, np.int64))


@pytest.mark.parametrize("several", [False, True])
def test_values_are_counted_alike(draw: random.Random, several: bool) -> None:
    counts = np.array([draw.randint(0, 3 if several else 1) for _ in range(SIZE)])
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32) if several else None
    size = int(counts.sum()) if several else SIZE
    ordinals = np.array([draw.randint(0, 6 if several else 7) for _ in range(size)], np.uint8)
    renumbered = draw.choice((None, np.array(draw.sample(range(9), 7), np.int32)))
    answers = []
    for loops in (kernel._loops, plain):
        tallied, touched = np.zeros(9, np.int32), np.zeros(11, np.int32)
        missing = loops.tally(documents(random.Random(1)), first, ordinals, 1, 7, renumbered, tallied, touched)
        answers.append((missing, tallied.tolist(), sorted(touched[1 : touched[0] + 1].tolist())))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("distance", [1, 2])
@pytest.mark.parametrize("word", [*WORDS, "kosvoo", "tnesion", "žitoo", "x"])
def test_alike_words_are_the_same(word: str, distance: int) -> None:
    table = Strings.of(sorted(word.encode() for word in WORDS))
    letters = np.frombuffer(word.encode("utf-32-le"), np.uint32)
    found_by("alike", [table.content, table.offsets, letters, distance], np.empty(len(WORDS), np.int32))


@pytest.mark.parametrize("word", [*WORDS, "", "aa", "zz", "東京都"])
def test_words_are_found_at_the_same_place(word: str) -> None:
    table = Strings.of(sorted(word.encode() for word in WORDS))
    arguments = (table.content, table.offsets, word.encode())
    assert kernel._loops.find(*arguments) == plain.find(*arguments)
