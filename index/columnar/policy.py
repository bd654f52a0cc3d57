"""Which segments are worth merging: an archive that takes one article a minute for years stays as fast."""

from __future__ import annotations

import math
from collections.abc import Sequence

FANOUT = 8
"""So many segments of a size become one; each document is copied once in so many times its size."""

_SMALLEST = 1_000
"""Documents up to which segments count as the same size."""

_DELETED_SHARE = 0.25
"""A segment with a larger share of deleted documents is written anew."""


def worth_merging(sizes: Sequence[int], deleted: Sequence[int]) -> list[int]:
    """The places of the segments to make one of, given the documents of each and how many are deleted; or none."""
    levels: dict[int, list[int]] = {}
    for place, (size, gone) in enumerate(zip(sizes, deleted, strict=True)):
        levels.setdefault(_level(size - gone), []).append(place)
    for _, places in sorted(levels.items()):
        if len(places) >= FANOUT:
            return places
    return [place for place, size in enumerate(sizes) if deleted[place] > size * _DELETED_SHARE][:1]


def _level(documents: int) -> int:
    return int(math.log(max(documents, _SMALLEST) / _SMALLEST, FANOUT))
