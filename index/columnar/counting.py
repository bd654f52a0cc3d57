"""How many of the matching documents have each value: facets, counted over columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index import facets
from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.numbering import Numbering
from index.engine import Limits
from index.query import FacetRequest, Interval
from index.result import Bucket, Facet

_UNIX_DAY = 719_163
"""The ordinal of 1970-01-01, from which numpy counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Values, by their number, that at least one document has, with the number of such documents.

    `missing` is the number of documents without a value.
    """

    numbers: Array
    counts: Array
    missing: int


class Column:
    """One KEYWORD or DAY field over all segments of a commit."""

    def __init__(self, commit: Commit, field: str) -> None:
        self.numbering = Numbering.of(commit, field)
        self._values = [part.segment.values[field] for part in commit.parts]
        self._commit = commit

    @cached_property
    def whole(self) -> Counts:
        """The counts over every document there is."""
        return self.count([part.documents() for part in self._commit.parts], Scratch(len(self.numbering)))

    @cached_property
    def days(self) -> Array:
        """For each value of a DAY field its day, as numpy's."""
        ordinals = [datetime.date.fromisoformat(value).toordinal() for value in self.numbering]
        return (np.array(ordinals, np.int64) - _UNIX_DAY).astype("datetime64[D]")

    def count(self, documents: Sequence[Array], scratch: Scratch) -> Counts:
        """The counts over documents, given segment by segment."""
        missing = 0
        for found, column, renumbered in zip(documents, self._values, self.numbering.renumbered, strict=True):
            if len(found):
                width = column.ordinals.itemsize
                missing += kernel.tally(
                    found,
                    column.first,
                    column.ordinals,
                    width,
                    column.none,
                    renumbered,
                    scratch.counts,
                    scratch.touched,
                )
        return Counts(*scratch.taken(), missing)


class Scratch:
    """Room for counting one field; belongs to one thread. Counts are zero between two uses."""

    def __init__(self, size: int) -> None:
        self.counts = np.zeros(size, np.int32)
        self.touched = np.zeros(size + 2, np.int32)

    def taken(self) -> tuple[Array, Array]:
        """The values that were counted and their counts."""
        known = int(self.touched[0])
        numbers = self.touched[1 : known + 1].copy()
        counts = self.counts[numbers]
        self.counts[numbers] = 0
        self.touched[0] = 0
        return numbers, counts


def keyword_facet(request: FacetRequest, column: Column, counts: Counts, selected: frozenset[str | None]) -> Facet:
    """The facet of a KEYWORD field, as `index.facets.keyword_facet` makes it, but naming only the values listed."""
    if request.only is not None:
        return facets.keyword_facet(request, _of(request.only, column, counts), counts.missing, selected)
    listed = {value: _count_of(value, column, counts) for value in selected if value is not None}
    for place in _highest(column, counts, request.size + len(listed)):
        value = column.numbering[int(counts.numbers[place])]
        if value not in listed and len(listed) < request.size + len(selected - {None}):
            listed[value] = int(counts.counts[place])
    return Facet(
        field=request.field,
        buckets=tuple(
            Bucket(value, count, value in selected)
            for value, count in sorted(listed.items(), key=lambda item: (-item[1], item[0]))
        ),
        total_values=len(counts.numbers),
        other_count=int(counts.counts.sum()) - sum(listed.values()),
        missing_count=counts.missing,
        missing_selected=None in selected,
    )


def timeline(
    request: FacetRequest, column: Column, counts: Counts, selected: frozenset[str | None], limits: Limits
) -> Facet:
    """The facet of a DAY field. Raises TooManyBuckets."""
    matching, everywhere = _DayCounts(column, counts), _DayCounts(column, column.whole)
    return facets.timeline(request, matching, everywhere, counts.missing, selected, limits)


@dataclass(frozen=True, slots=True)
class _DayCounts:
    """See `index.facets.DayCounts`."""

    column: Column
    counts: Counts

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        if not len(self.counts.numbers):
            return None
        days = self.column.days[self.counts.numbers]
        return days.min().item(), days.max().item()

    def by_period(self, interval: Interval) -> Mapping[str, int]:
        unit = {"day": "D", "month": "M", "year": "Y"}[interval]
        found = self.column.days[self.counts.numbers].astype(f"datetime64[{unit}]")
        if not len(found):
            return {}
        first = found.min()
        counts = np.bincount((found - first).astype(np.int64), self.counts.counts).astype(np.int64)
        present = np.flatnonzero(counts)
        return dict(zip(np.datetime_as_string(first + present).tolist(), counts[present].tolist(), strict=True))


def _highest(column: Column, counts: Counts, size: int) -> list[int]:
    """The places of the values that most documents have, equal ones in the order of the values."""
    out = np.empty(min(size, len(counts.numbers)), np.int32)
    keys = counts.counts.astype(np.float64)
    found: list[int] = out[: kernel.best(keys, counts.numbers, column.numbering.ranks, len(out), out)].tolist()
    return found


def _count_of(value: str, column: Column, counts: Counts) -> int:
    number = column.numbering.find(value)
    return int(counts.counts[counts.numbers == number].sum()) if number is not None else 0


def _of(values: frozenset[str], column: Column, counts: Counts) -> dict[str, int]:
    found = {value: _count_of(value, column, counts) for value in values}
    return {value: count for value, count in found.items() if count}
