"""Where the words of a phrase stand together: one rule for engines and for snippets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from heapq import merge


def occurrences(places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """The places, one of each word, at which the words of a phrase stand together.

    `places` gives for each word of the phrase its positions, ascending. Without slop the words stand next to each
    other in their order. With slop they stand near each other in any order, with at most that many other words in
    between in all; for each place where such a group ends, the shortest one is given. Words with the same positions
    (a word that stands twice in the phrase) need a place each.
    """
    if not places or not all(places):
        return
    if slop == 0:
        yield from _adjacent(places)
    else:
        yield from _near(places, slop)


def _adjacent(places: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    following = [frozenset(positions) for positions in places[1:]]
    for first in places[0]:
        if all(first + step in positions for step, positions in enumerate(following, 1)):
            yield tuple(range(first, first + len(places)))


def _near(places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    widest = len(places) - 1 + slop
    needed = Counter(tuple(positions) for positions in places)
    latest = {positions: deque[int](maxlen=times) for positions, times in needed.items()}
    for position, word in merge(*([(at, positions) for at in positions] for positions in needed)):
        latest[word].append(position)
        is_whole = all(len(recent) == recent.maxlen for recent in latest.values())
        group = sorted({at for recent in latest.values() for at in recent})
        if is_whole and position - group[0] <= widest:
            yield tuple(group)
