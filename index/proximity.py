"""Where the words of a phrase stand together: one rule for engines and for snippets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter


def occurrences(words: Sequence[Hashable], places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """The places at which the words of a phrase stand together.

    `places` gives for each word of the phrase its positions, ascending. Without slop the words stand next to each
    other in their order. With slop they stand near each other in any order, with at most that many other words in
    between in all; for each place where such a group ends, the shortest one is given. A word that stands twice in the
    phrase needs a place for each; different words may share the place of one that is written in both ways (đ).
    """
    if not places or not all(places):
        return
    if slop == 0:
        yield from _adjacent(places)
    else:
        yield from _near(words, places, slop)


def _adjacent(places: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    following = [frozenset(positions) for positions in places[1:]]
    for first in places[0]:
        if all(first + step in positions for step, positions in enumerate(following, 1)):
            yield tuple(range(first, first + len(places)))


def _near(words: Sequence[Hashable], places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    widest = len(words) - 1 + slop
    latest = [deque[int](maxlen=times) for times in Counter(words).values()]
    distinct = dict(zip(words, places, strict=True)).values()
    arrivals = merge(*([(at, number) for at in positions] for number, positions in enumerate(distinct)))
    for position, arrived in groupby(arrivals, itemgetter(0)):
        for _, number in arrived:
            latest[number].append(position)
        is_whole = all(len(recent) == recent.maxlen for recent in latest)
        group = sorted({at for recent in latest for at in recent})
        if is_whole and position - group[0] <= widest:
            yield tuple(group)
