"""One commit of an index: its segments and what holds for all of them together. Immutable but for what it caches.

Scores depend on counts over the whole index, deleted documents among them until they are merged away: as in Whoosh.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from index.columnar.file import Array
from index.columnar.found import Found
from index.columnar.lengths import LENGTHS
from index.columnar.memo import Memo
from index.columnar.plain import K1
from index.columnar.segment import Segment
from index.schema import Schema

B = 0.75
"""Of Whoosh's BM25F."""

_FREQUENCIES = 16
"""Rows of the table of weights; higher frequencies are rare."""


class Totals(NamedTuple):
    """How many documents of a segment have each value of a field, and how many have none."""

    counts: Array
    missing: int


@dataclass(frozen=True)
class Part:
    """A segment with its deletions."""

    segment: Segment
    deleted: frozenset[int]
    live: Array | None
    """A mask of the documents that are there; None where all are."""

    @classmethod
    def of(cls, segment: Segment, deleted: Iterable[int]) -> Part:
        """The segment without those documents."""
        gone = frozenset(deleted)
        live = None
        if gone:
            live = np.ones(segment.size, np.bool_)
            live[list(gone)] = False
        return cls(segment, gone, live)

    @cached_property
    def documents(self) -> Array:
        """Every document that is there."""
        if self.live is None:
            return np.arange(self.segment.size, dtype=np.int32)
        return np.flatnonzero(self.live).astype(np.int32)

    @property
    def whole(self) -> Found:
        """The same as match-all finds it: no document scores more than another."""
        return Found(self.documents, np.zeros(len(self.documents)))

    @cached_property
    def totals(self) -> Mapping[str, Totals]:
        """The totals of each KEYWORD and DAY field: as they were written, less those of the deleted documents."""
        return Memo(self._totals)

    def _totals(self, field: str) -> Totals:
        column = self.segment.values[field]
        counts, missing = column.lists.counts.astype(np.int32), column.missing_count
        if self.deleted:
            of_document, ordinals = column.spread(np.array(list(self.deleted)))
            counts -= np.bincount(ordinals, minlength=len(counts)).astype(np.int32)
            missing -= int(np.count_nonzero(of_document == 0))
        return Totals(counts, missing)


@dataclass(frozen=True)
class Commit:
    """The segments of one commit, in Whoosh's order."""

    schema: Schema
    parts: tuple[Part, ...]
    _weights: dict[str, Array] = field(default_factory=dict)

    @cached_property
    def size(self) -> int:
        """How many documents there are, deleted ones among them."""
        return sum(part.segment.size for part in self.parts)

    @cached_property
    def live(self) -> int:
        """How many documents there are."""
        return self.size - sum(len(part.deleted) for part in self.parts)

    def idf(self, documents: int) -> float:
        """Inverse document frequency of a term that so many documents have, as Whoosh computes it."""
        return math.log(self.size / (documents + 1)) + 1

    def weights(self, form: str) -> Array:
        """What BM25F makes of a frequency in a text of a length: [frequency, length byte], up to 15 times.

        The first row has what is added to a frequency: K1 ((1 - B) + B length / average length).
        """
        if form not in self._weights:
            length = sum(part.segment.texts[form].length for part in self.parts)
            average = (length / (self.size or 1)) or 1
            norms = K1 * ((1 - B) + B * LENGTHS / average)
            frequencies = np.arange(1.0, _FREQUENCIES)[:, np.newaxis]
            self._weights[form] = np.vstack([norms, (frequencies * (K1 + 1)) / (frequencies + norms)])
        return self._weights[form]
