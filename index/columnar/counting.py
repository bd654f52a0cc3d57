"""How many of the matching documents have each value: facets, counted over columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from index import facets, periods
from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.numbering import Numbering
from index.columnar.strings import Decoded
from index.engine import Limits
from index.query import FacetRequest, Interval
from index.result import Bucket, Facet


@dataclass(frozen=True, slots=True)
class Counts:
    """Values, by their number, that at least one document has, with the number of such documents.

    `missing` is the number of documents without a value.
    """

    numbers: Array
    counts: Array
    missing: int


class _Periods(NamedTuple):
    """Names of periods in order, and for each value of a DAY field the place of its period among them."""

    names: list[str]
    of_value: Array


class Column:
    """One KEYWORD or DAY field over all segments of a commit."""

    def __init__(self, commit: Commit, field: str) -> None:
        self.numbering = Numbering.of(commit, field)
        self._values = [part.segment.values[field] for part in commit.parts]
        self._commit = commit
        self._periods: dict[Interval, _Periods] = {}
        self._whole_by_period: dict[Interval, dict[str, int]] = {}

    @cached_property
    def whole(self) -> Counts:
        """The counts over every document there is."""
        return self.count([part.documents() for part in self._commit.parts], Scratch(len(self.numbering)))

    @cached_property
    def shared(self) -> Array:
        """For each value, and at the end for none, whether more than one document has it."""
        shared = np.zeros(len(self.numbering) + 1, np.bool_)
        shared[self.whole.numbers] = self.whole.counts > 1
        return shared

    def numbers(self, part: int, documents: Array) -> Array:
        """The number of the value of each document in the n-th segment, -1 for none; for fields of one value."""
        values, renumbered = self._values[part], self.numbering.renumbered[part]
        ordinals = values.ordinals[documents]
        has_one = ordinals != values.none
        numbers = np.full(len(documents), -1, np.int32)
        numbers[has_one] = ordinals[has_one] if renumbered is None else renumbered[ordinals[has_one]]
        return numbers

    @cached_property
    def decoded(self) -> dict[int, str]:
        """The values by number."""
        return Decoded(self.numbering)

    @cached_property
    def days(self) -> Array:
        """For each value of a DAY field its day, as an ordinal of the calendar."""
        days = [datetime.date.fromisoformat(value).toordinal() for value in self.numbering]
        return np.array(days, np.int64)

    def periods(self, interval: Interval) -> _Periods:
        """The periods of that length that the days of a DAY field are in."""
        if interval not in self._periods:
            names = [periods.period_of(datetime.date.fromordinal(day), interval) for day in self.days.tolist()]
            known, of_value = np.unique(names, return_inverse=True)
            self._periods[interval] = _Periods(known.tolist(), of_value)
        return self._periods[interval]

    def by_period(self, counts: Counts, interval: Interval) -> dict[str, int]:
        """Counts of days as counts of periods."""
        names, of_value = self.periods(interval)
        found = np.bincount(of_value[counts.numbers], counts.counts, len(names)).astype(np.int64)
        present = np.flatnonzero(found)
        return {names[period]: count for period, count in zip(present.tolist(), found[present].tolist(), strict=True)}

    def whole_by_period(self, interval: Interval) -> dict[str, int]:
        """The counts of periods over every document there is."""
        if interval not in self._whole_by_period:
            self._whole_by_period[interval] = self.by_period(self.whole, interval)
        return self._whole_by_period[interval]

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
    others = [item for item in _highest(column, counts, request.size + len(listed)) if item[0] not in listed]
    listed.update(others[: request.size])
    return Facet(
        field=request.field,
        buckets=tuple(
            [
                Bucket(value, count, value in selected)
                for value, count in sorted(listed.items(), key=lambda item: (-item[1], item[0]))
            ]
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
    matching, everywhere = _Days(column, counts), _WholeDays(column, column.whole)
    return facets.timeline(request, matching, everywhere, counts.missing, selected, limits)


@dataclass(frozen=True, slots=True)
class _Days:
    """See `index.facets.DayCounts`."""

    column: Column
    counts: Counts

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        if not len(self.counts.numbers):
            return None
        days = self.column.days[self.counts.numbers]
        return datetime.date.fromordinal(int(days.min())), datetime.date.fromordinal(int(days.max()))

    def by_period(self, interval: Interval) -> Mapping[str, int]:
        return self.column.by_period(self.counts, interval)


class _WholeDays(_Days):
    """The same for every document there is: counted once."""

    def by_period(self, interval: Interval) -> Mapping[str, int]:
        return self.column.whole_by_period(interval)


def _highest(column: Column, counts: Counts, size: int) -> list[tuple[str, int]]:
    """The values that most documents have, with their counts; equal ones in the order of the values."""
    out = np.empty(min(size, len(counts.numbers)), np.int32)
    kernel.best(counts.counts.astype(np.float64), counts.numbers, column.numbering.ranks, len(out), out)
    found = zip(counts.numbers[out].tolist(), counts.counts[out].tolist(), strict=True)
    return [(column.decoded[number], count) for number, count in found]


def _count_of(value: str, column: Column, counts: Counts) -> int:
    number = column.numbering.find(value)
    return int(counts.counts[counts.numbers == number].sum()) if number is not None else 0


def _of(values: frozenset[str], column: Column, counts: Counts) -> dict[str, int]:
    found = {value: _count_of(value, column, counts) for value in values}
    return {value: count for value, count in found.items() if count}
