"""How many of the matching documents have each value of a KEYWORD field: facets, counted over columns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import repeat

import numpy as np

from index import facets
from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.memo import Memo
from index.columnar.numbering import Numbering
from index.query import FacetRequest
from index.result import Facet

_NONE: Iterable[bool] = repeat(False)


class Tally:
    """Counts of the values of one field; belongs to one thread.

    `touched` has the numbers of the values that have a count, how many there are first; `missing` is the number of
    documents without a value.
    """

    def __init__(self, size: int) -> None:
        self.counts = np.zeros(size, np.int32)
        self.touched = np.zeros(size + 2, np.int32)
        self.missing = 0

    @classmethod
    def of(cls, counts: Array, missing: int) -> Tally:
        """What was counted already."""
        tally, touched = cls(len(counts)), np.flatnonzero(counts)
        tally.counts[touched] = counts[touched]
        tally.touched[0] = len(touched)
        tally.touched[1 : len(touched) + 1] = touched
        tally.missing = missing
        return tally


class Column:
    """One KEYWORD or DAY field over all segments of a commit."""

    def __init__(self, commit: Commit, field: str, before: Numbering | None = None) -> None:
        self.numbering = Numbering.of(commit, field, before)
        self._decoded = Memo(self.numbering.__getitem__)
        self._values = [part.segment.values[field] for part in commit.parts]
        renumbered = self.numbering.renumbered
        self._columns = tuple((*one.counted, of) for one, of in zip(self._values, renumbered, strict=True))
        self._parts = commit.parts
        self._field = field

    @cached_property
    def whole(self) -> Tally:
        """The counts over every document there is."""
        counts, totals = np.zeros(len(self.numbering), np.int32), [part.totals[self._field] for part in self._parts]
        for of_part, renumbered in zip(totals, self.numbering.renumbered, strict=True):
            counts[slice(len(of_part.counts)) if renumbered is None else renumbered] += of_part.counts
        return Tally.of(counts, sum(of_part.missing for of_part in totals))

    @cached_property
    def shared(self) -> Array:
        """For each value, and at the end for none, whether more than one document has it."""
        return np.append(self.whole.counts > 1, False)

    def numbers(self, part: int, documents: Array) -> Array:
        """The number of the value of each document in the n-th segment, -1 for none; for fields of one value."""
        values, renumbered = self._values[part], self.numbering.renumbered[part]
        ordinals = values.rows[documents]
        has_one = ordinals != values.none
        numbers = np.full(len(documents), -1, np.int32)
        numbers[has_one] = ordinals[has_one] if renumbered is None else renumbered[ordinals[has_one]]
        return numbers

    def count(self, documents: list[Array], tally: Tally) -> Tally:
        """Counts the values of documents, given segment by segment, and nothing that was counted before."""
        tally.missing = kernel.tally(documents, self._columns, tally.counts, tally.touched)
        return tally

    def count_of(self, value: str, tally: Tally) -> int:
        """The count of one value."""
        number = self.numbering.find(value)
        return int(tally.counts[number]) if number is not None else 0

    def leading(self, tally: Tally, size: int) -> tuple[list[str], list[int], int]:
        """The values that most documents have, equal ones in order; their counts; the sum of all counts."""
        found: tuple[list[str], list[int], int] = kernel.leading(
            tally.counts, tally.touched, self.numbering.ranks, size, self._decoded
        )
        return found


def keyword_facet(request: FacetRequest, column: Column, tally: Tally, selected: frozenset[str | None]) -> Facet:
    """The facet of a KEYWORD field, as `index.facets.keyword_facet` makes it, but naming only the values listed."""
    if request.only is not None:
        wanted = {value: column.count_of(value, tally) for value in request.only}
        known = {value: count for value, count in wanted.items() if count}
        return facets.keyword_facet(request, known, tally.missing, selected)
    values = {value: column.count_of(value, tally) for value in selected if value is not None}
    names, counts, total = column.leading(tally, request.size + len(values))
    if values:
        others = [item for item in zip(names, counts, strict=True) if item[0] not in values][: request.size]
        listed = sorted([*values.items(), *others], key=lambda item: (-item[1], item[0]))
        names, counts = [value for value, _ in listed], [count for _, count in listed]
    return Facet(
        field=request.field,
        buckets=facets.buckets(names, counts, [value in values for value in names] if values else _NONE, repeat(None)),
        total_values=int(tally.touched[0]),
        other_count=total - sum(counts),
        missing_count=tally.missing,
        missing_selected=None in selected,
    )
