"""One hit a group: of the matching documents that share a value of a field, the first in the order of the sort.

Few documents share a value with another one (a story with its copies), so only those are put in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.columnar.commit import Commit
from index.columnar.counting import Column
from index.columnar.file import Array
from index.columnar.found import Found
from index.columnar.order import Ordering, Place


@dataclass(frozen=True, slots=True)
class Collapsed:
    """What is left to be a hit, segment by segment, and for each value how many matching documents have it."""

    found: list[Found]
    column: Column
    copies: Array

    @classmethod
    def of(cls, found: Sequence[Found], column: Column, ordering: Ordering) -> Collapsed:
        """Leaves the first of each group, and what stands alone."""
        sharing = _sharing(found, column, ordering)
        copies = np.bincount(sharing.numbers, minlength=len(column.numbering) + 1)
        return cls(_without(found, sharing, _others(sharing)), column, copies)

    def copies_of(self, place: Place) -> int:
        """How many documents a hit stands for, itself among them."""
        (number,) = self.column.numbers(place.part, np.array([place.document]))
        return max(1, int(self.copies[number]))


class _Sharing(NamedTuple):
    """Matching documents whose value some other document has too.

    The segment of each, its place in what is found there, the number of its value, and its key and its id in the order.
    """

    parts: Array
    places: Array
    numbers: Array
    keys: Array
    ids: Array


def _sharing(found: Sequence[Found], column: Column, ordering: Ordering) -> _Sharing:
    of_parts = []
    for part, of_part in enumerate(found):
        numbers = column.numbers(part, of_part.documents)
        places = np.flatnonzero(column.shared[numbers])
        ids = _ids(ordering.commit, part, of_part.documents[places])
        keys = ordering.keys(part, of_part)[places]
        of_parts.append((np.full(len(places), part), places, numbers[places], keys, ids))
    return _Sharing(*(np.concatenate(arrays) for arrays in zip(*of_parts, strict=True)))


def _ids(commit: Commit, part: int, documents: Array) -> Array:
    """What orders documents as their ids do: in a commit of one segment, their places in its order."""
    segment = commit.parts[part].segment
    ranks = segment.ranks[documents]
    if len(commit.parts) == 1:
        return ranks
    return np.array([document_id.encode() for document_id in segment.ids.some(ranks)], np.bytes_)


def _others(sharing: _Sharing) -> Array:
    """All but the first of each group."""
    order = np.lexsort((sharing.ids, -sharing.keys, sharing.numbers))
    numbers = sharing.numbers[order]
    return np.asarray(order[1:][numbers[1:] == numbers[:-1]])


def _without(found: Sequence[Found], sharing: _Sharing, others: Array) -> list[Found]:
    left = []
    for part, (documents, scores) in enumerate(found):
        kept = np.ones(len(documents), np.bool_)
        kept[sharing.places[others[sharing.parts[others] == part]]] = False
        left.append(Found(documents[kept], scores[kept]))
    return left
