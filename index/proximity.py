"""Where the words of a phrase stand together: one rule for engines and for snippets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from heapq import merge


def occurrences(places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """The places, one of each word, at which the words of a phrase stand together.

    `places` gives for each word of the phrase its positions, ascending. Without slop the words stand next to each
    other in their order. With slop they stand near each other in any order, with at most that many other words in
    between in all; for each place where such a group ends, the shortest one is given.
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
    needed = Counter(tuple(positions) for positions in places)  # a word that stands twice needs two places
    latest = {positions: deque[int](maxlen=times) for positions, times in needed.items()}
    for position, word in merge(*([(at, positions) for at in positions] for positions in needed)):
        latest[word].append(position)
        group = sorted({at for recent in latest.values() for at in recent})
        if len(group) == len(places) and position - group[0] <= widest:
            yield tuple(group)
