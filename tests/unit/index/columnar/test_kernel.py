"""The compiled loops give what those over numpy give, to the last bit."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.columnar import kernel, plain, trees
from index.columnar.file import Array
from index.columnar.found import in_memory
from index.columnar.lists import Flat, Packed, pack
from index.columnar.memo import Memo
from index.columnar.plain import K1
from index.columnar.strings import Strings
from index.columnar.trees import Tree

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


def found_by(function: str, arguments: list[object], *outs: Array) -> tuple[list[object], list[object]]:
    """What a function gives, once compiled and once over numpy; both get room of their own."""
    answers = []
    for loops in (kernel._loops, plain):
        rooms = [out.copy() for out in outs]
        count = getattr(loops, function)(*arguments, *rooms)
        answers.append([count, *(room[:count].tolist() for room in rooms)])
    return answers[0], answers[1]


@pytest.fixture(params=range(30))
def draw(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def leaf(draw: random.Random) -> Tree:
    """A list, or something that was found already."""
    if draw.random() < 0.3:
        found = documents(draw)
        return trees.GIVEN, found, np.array([draw.random() for _ in found])
    lists, lengths = packed(draw), np.array([draw.randrange(256) for _ in range(SIZE)], np.uint8)
    list_ = lists.content, 0, int(lists.counts[0]), int(lists.codes[0])
    return trees.LISTED, *list_, lengths, weights(draw), draw.random() * 5, draw.choice((1.0, 2.5))


def weights(draw: random.Random) -> Array:
    """As `Commit.weights` makes them."""
    norms = np.array([draw.random() * 9 for _ in range(256)])
    frequencies = np.arange(1.0, 16)[:, np.newaxis]
    return np.vstack([norms, (frequencies * (K1 + 1)) / (frequencies + norms)])


def word(draw: random.Random, lengths: Array, table: Array) -> Tree:
    """A list whose words stand close together."""
    found = documents(draw)
    frequencies = np.array([draw.choice((1, 2, 5, 20)) for _ in found], np.int64)
    begin = draw.choice((0, 250, 65_530))
    positions = np.concatenate([np.sort(np.array(draw.sample(range(begin, begin + 30), n))) for n in frequencies])
    lists = pack(Flat(np.array([len(found)]), found, frequencies, positions))
    list_ = lists.content, 0, int(lists.counts[0]), int(lists.codes[0])
    return trees.LISTED, *list_, lengths, table, draw.random() * 5, 1.0


def tree(draw: random.Random, depth: int = 3) -> Tree:
    """Any tree."""
    kind = draw.choice((trees.EITHER, trees.BOTH, trees.OTHER, trees.MASKED, trees.WHOLE, trees.LISTED, trees.PHRASE))
    if kind == trees.PHRASE:
        lengths, table = np.array([draw.randrange(256) for _ in range(SIZE)], np.uint8), weights(draw)
        return kind, draw.random(), *(word(draw, lengths, table) for _ in range(draw.randint(1, 3)))
    if depth == 0 or kind == trees.LISTED:
        return leaf(draw)
    if kind == trees.EITHER:
        return kind, draw.random() < 0.5, tree(draw, depth - 1), tree(draw, depth - 1)
    if kind == trees.MASKED:
        return kind, np.array([draw.random() < 0.1 for _ in range(SIZE)]), draw.random()
    inner = [tree(draw, depth - 1) for _ in range({trees.BOTH: draw.randint(1, 3), trees.OTHER: 1}.get(kind, 0))]
    return kind, *inner


def both_ways(function: str, *arguments: object) -> tuple[object, object]:
    """What a function returns, once compiled and once over numpy."""
    compiled_one, plain_one = (getattr(loops, function)(*arguments) for loops in (kernel._loops, plain))
    return compiled_one, plain_one


def arrays(found: tuple[bytes, int, int]) -> tuple[list[int], list[float]]:
    documents, scores = in_memory(*found)
    return documents.tolist(), scores.tolist()


@pytest.mark.parametrize("_", range(8))
def test_trees_find_the_same_with_the_same_bits(draw: random.Random, _: int) -> None:
    live, wanted = (draw.choice((None, np.array([draw.random() < share for _ in range(SIZE)]))) for share in (0.9, 0.5))
    within = draw.choice((None, documents(draw)))
    ours, theirs = both_ways("answered", tree(draw), SIZE, live, within, wanted)
    assert arrays(ours) == arrays(theirs)


def test_positions_that_lead_out_of_a_phrase_are_refused(draw: random.Random) -> None:
    kind, content, *others = word(draw, np.zeros(SIZE, np.uint8), weights(draw))
    with pytest.raises(IndexError):
        kernel._loops.answered((trees.PHRASE, 1.0, (kind, content[:-1].copy(), *others)), SIZE, None, None, None)


def test_a_list_that_leads_out_of_its_segment_is_refused(draw: random.Random) -> None:
    lists = packed(draw)
    list_ = lists.content, 0, int(lists.counts[0]), int(lists.codes[0])
    short = np.zeros(1, np.uint8)
    with pytest.raises(IndexError):
        kernel.answered((trees.LISTED, *list_, short, weights(draw), 1.0, 1.0), 1, None, None, None)


def test_what_is_no_tree_is_refused() -> None:
    for wrong in ((), (9,), (trees.BOTH,), (trees.EITHER, True), None):
        with pytest.raises(TypeError):
            kernel._loops.answered(wrong, SIZE, None, None, None)


def test_documents_are_those_that_were_packed(draw: random.Random) -> None:
    lists = packed(draw)
    arguments = [lists.content, 0, int(lists.counts[0]), int(lists.codes[0])]
    ours, theirs = found_by("documents", arguments, np.empty(SIZE, np.int32))
    assert ours == theirs


def test_places_are_the_same(draw: random.Random) -> None:
    lists = packed(draw)
    arguments = [lists.content, 0, int(lists.counts[0]), int(lists.codes[0]), documents(draw)]
    ours, theirs = found_by("places", arguments, np.empty(len(lists.content), np.int64))
    assert ours == theirs


def test_what_is_common_is_the_same(draw: random.Random) -> None:
    a, b = documents(draw).astype(draw.choice((np.uint16, np.uint32))), documents(draw)
    ours, theirs = found_by("common", [a, a.itemsize, b], np.empty(min(len(a), len(b)), np.int32))
    assert ours == theirs


@pytest.mark.parametrize("width", [np.uint8, np.uint16, np.uint32])
def test_numbers_are_found_at_the_same_place_in_any_width(draw: random.Random, width: type) -> None:
    numbers = np.unique(documents(draw) % 256).astype(width)
    for wanted in range(260):
        ours, theirs = found_by("place", [numbers, numbers.itemsize, wanted])
        assert ours == theirs


def test_numbers_of_another_width_are_refused() -> None:
    with pytest.raises(TypeError):
        kernel.place(np.zeros(4, np.uint32), 8, 1)


def test_what_a_mask_holds_is_the_same(draw: random.Random) -> None:
    found, mask = documents(draw), np.array([draw.random() < 0.5 for _ in range(SIZE)])
    ours, theirs = both_ways("kept", found, np.array([draw.random() for _ in found]), mask)
    assert arrays(ours) == arrays(theirs)


def test_the_best_are_the_same_in_the_same_order(draw: random.Random) -> None:
    found = documents(draw)
    keys, scores = (np.array([draw.choice((0.0, 1.0, 2.5, draw.random())) for _ in found]) for _ in range(2))
    ranks = np.array(draw.sample(range(SIZE), SIZE), np.int32)
    ours, theirs = both_ways("best", keys, found, scores, ranks, 3, draw.randint(0, len(found) + 1))
    assert ours == theirs


def test_the_highest_counts_are_the_same_in_the_same_order(draw: random.Random) -> None:
    numbers = draw.sample(range(50), draw.randint(0, 40))
    counts, touched = np.zeros(50, np.int32), np.array([len(numbers), *numbers, *range(60)], np.int32)
    counts[numbers] = [draw.randint(1, 4) for _ in numbers]
    ranks = np.array(draw.sample(range(50), 50), np.int32)
    ours, theirs = both_ways("leading", counts, touched, ranks, draw.randint(0, 12), Memo[int, str](str))
    assert ours == theirs


def test_days_are_counted_alike(draw: random.Random) -> None:
    width = draw.choice((np.uint8, np.uint16, np.uint32))
    found, none = documents(draw), 50
    rows = np.array([draw.choice((none, draw.randint(0, none))) for _ in range(SIZE)], width)
    of_row = np.array([*sorted(draw.randint(-1, 5) for _ in range(none)), -1], np.int32)
    ours, theirs = both_ways("span", found, rows, rows.itemsize, none)
    assert ours == theirs
    counts = [np.zeros(9, np.int32) for _ in range(2)]
    for loops, room in zip((kernel._loops, plain), counts, strict=True):
        loops.dated(found, rows, rows.itemsize, np.where(of_row < 0, -1, of_row + 3).astype(np.int32), 3, room)
    assert counts[0].tolist() == counts[1].tolist()


@pytest.mark.parametrize("at", [np.uint32, np.uint64])
def test_pieces_are_the_same(draw: random.Random, at: type[np.unsignedinteger]) -> None:
    words = [draw.choice(WORDS).encode() + b"." for _ in range(30)]
    begins = np.concatenate([[0], np.cumsum([len(word) for word in words])]).astype(at)
    content, numbers = np.frombuffer(b"".join(words), np.uint8), np.array(draw.sample(range(30), 9), np.int64)
    ours, theirs = both_ways("pieces", content, begins, begins.itemsize, numbers, 1)
    assert ours == theirs == [words[number][:-1] for number in numbers]


def test_values_are_read_alike(draw: random.Random) -> None:
    rows = np.array([draw.randint(0, 3) for _ in range(SIZE)], draw.choice((np.uint8, np.uint16, np.uint32)))
    decoded = Memo[int, str](lambda row: f"row {row}")
    found = documents(draw).astype(np.int64)
    answers = []
    for loops in (kernel._loops, plain):
        read: list[list[object]] = [[document] for document in found.tolist()]
        loops.extended(read, found, ((rows, rows.itemsize, decoded), (rows[::-1].copy(), rows.itemsize, decoded)))
        answers.append(read)
    assert answers[0] == answers[1]


def test_phrases_are_followed_alike(draw: random.Random) -> None:
    a, b = (np.array(sorted(draw.sample(range(900), 300)), np.int64) for _ in range(2))
    ours, theirs = found_by("followed", [a, b, draw.randint(1, 3)], np.empty(300, np.int64))
    assert ours == theirs


@pytest.mark.parametrize("several", [False, True])
def test_values_are_counted_alike(draw: random.Random, several: bool) -> None:
    rows = np.array([draw.randint(0, 7) for _ in range(SIZE)], draw.choice((np.uint8, np.uint16, np.uint32)))
    counts = np.array([0, 1, 2, 0, 3, 1, 1, 4])
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32) if several else None
    width = draw.choice((np.uint8, np.uint16, np.uint32))
    ordinals = np.array([draw.randint(0, 6) for _ in range(12)], width) if several else None
    size = draw.randint(1, 9)
    renumbered = draw.choice((None, np.array(draw.sample(range(9), 7), np.int32)))
    column = rows, rows.itemsize, first, ordinals, width().itemsize, 7, renumbered
    decoded, ranks = Memo[int, str](str), np.array(draw.sample(range(9), 9), np.int32)
    answers = []
    for loops in (kernel._loops, plain):
        tallied, touched = np.zeros(9, np.int32), np.zeros(11, np.int32)
        for seed in (2, 1):  # what was counted before does not matter
            found = [documents(random.Random(seed)), documents(random.Random(seed + 2), most=4)]
            missing = loops.tally(found, (column, column), tallied, touched)
        leading = loops.leading(tallied, touched, ranks, size, decoded)
        answers.append((missing, tallied.tolist(), sorted(touched[1 : touched[0] + 1].tolist()), leading))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("distance", [1, 2])
@pytest.mark.parametrize("word", [*WORDS, "kosvoo", "tnesion", "žitoo", "x"])
def test_alike_words_are_the_same(word: str, distance: int) -> None:
    table = Strings.of(sorted(word.encode() for word in WORDS))
    letters = np.frombuffer(word.encode("utf-32-le"), np.uint32)
    ours, theirs = found_by("alike", [table.content, table.offsets, letters, distance], np.empty(len(WORDS), np.int32))
    assert ours == theirs


@pytest.mark.parametrize("word", [*WORDS, "", "aa", "zz", "東京都"])
def test_words_are_found_at_the_same_place(word: str) -> None:
    table = Strings.of(sorted(word.encode() for word in WORDS))
    arguments = (table.content, table.offsets, word.encode())
    assert kernel._loops.find(*arguments) == plain.find(*arguments)
