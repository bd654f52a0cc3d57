"""How many of the matching documents are of each day, month or year: the facet of a DAY field."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index import facets, periods
from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.engine import Limits
from index.query import FacetRequest, Interval
from index.result import Facet

_EPOCH = datetime.date(1970, 1, 1).toordinal()
"""From where numpy counts days, months and years."""

_KEPT = 8
"""Calendars: most commits have the first and the last day of the one before."""


class _Found(NamedTuple):
    """Documents of one segment; `times`, where it is there, counts those of each value, and behind them of none."""

    documents: Array
    times: Array | None


class _Calendar(NamedTuple):
    """The periods of one length from the first to the last day of an archive.

    `numbers` has for each day the number of its period (`periods.number`), `of_values` for each value of each segment,
    and behind them -1, for none; `whole` counts every document there is.
    """

    numbers: Array
    of_values: tuple[Array, ...]
    whole: list[int]


class Days:
    """One DAY field over all segments of a commit."""

    def __init__(self, commit: Commit, field: str) -> None:
        columns = [part.segment.values[field] for part in commit.parts]
        self._rows = [(column.rows, column.rows.itemsize) for column in columns]
        self._days = [part.segment.calendar[field] for part in commit.parts]
        self._calendars: dict[Interval, _Calendar] = {}
        self.whole = Whole(self, commit, field)

    def calendar(self, interval: Interval) -> _Calendar:
        """The periods of that length."""
        if interval not in self._calendars:
            numbers = period_numbers(self.whole.first, self.whole.last, interval)
            of_values = tuple(self._periods(days, numbers) for days in self._days)
            self._calendars[interval] = _Calendar(numbers, of_values, self.whole.counts(numbers))
        return self._calendars[interval]

    def counts(self, found: Sequence[_Found], calendar: _Calendar, begin: int, size: int) -> list[int]:
        """The number of documents, given segment by segment, of each of so many periods from the one of that number."""
        counts = np.zeros(size, np.int32)
        for (documents, times), rows, of_values in zip(found, self._rows, calendar.of_values, strict=True):
            if len(documents):
                kernel.dated(documents, *rows, of_values, begin, counts, times)
        numbers: list[int] = counts.tolist()
        return numbers

    def span(self, found: Sequence[_Found]) -> tuple[int, int, int]:
        """The first and the last day of documents, 0 where none has one, and how many have none."""
        days, missing = [], 0
        for (documents, times), rows, calendar in zip(found, self._rows, self._days, strict=True):
            if len(documents):
                first, last, without = kernel.span(documents, *rows, len(calendar) - 1, times)
                missing += without
                if last >= 0:
                    days += [calendar.item(first), calendar.item(last)]
        return min(days, default=0), max(days, default=0), missing

    def found(self, documents: Sequence[Array]) -> list[_Found]:
        """Documents, given segment by segment, with room to count those of each value where they are many."""
        return [
            _Found(of_segment, np.zeros(len(days), np.int32) if len(of_segment) > len(days) else None)
            for of_segment, days in zip(documents, self._days, strict=True)
        ]

    def _periods(self, days: Array, numbers: Array) -> Array:
        """The period of each of these days; -1 for no day, and for days that only deleted documents have."""
        places = days - self.whole.first
        there = (places >= 0) & (places < len(numbers))
        found = np.full(len(days), -1, np.int32)
        found[there] = numbers[places[there]]
        return found


@functools.lru_cache(_KEPT)
def period_numbers(first: int, last: int, interval: Interval) -> Array:
    """`periods.number` of every day from first to last, which are ordinals of the calendar."""
    days = np.arange(first, last + 1, dtype=np.int64)
    if interval == "day":
        return days.astype(np.int32)
    dates = (days - _EPOCH).astype("datetime64[D]")
    if interval == "year":
        return (dates.astype("datetime64[Y]").astype(np.int64) + 1970).astype(np.int32)
    return (dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12).astype(np.int32)


class Dated:
    """Documents by their days: see `index.facets.DayCounts`. `missing` is the number of those without one."""

    def __init__(self, days: Days, documents: Sequence[Array]) -> None:
        self._found = days.found(documents)
        self.first, self.last, self.missing = days.span(self._found)
        self._days = days

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """See `index.facets.DayCounts`."""
        return _span(self.first, self.last)

    def by_period(self, first: datetime.date, last: datetime.date, interval: Interval) -> Sequence[int]:
        """See `index.facets.DayCounts`."""
        size = periods.count(first, last, interval)
        if not self.first:
            return [0] * size
        return self._days.counts(self._found, self._days.calendar(interval), periods.number(first, interval), size)


class Whole:
    """Every document there is, as `Dated`: from the totals of the segments, without counting one."""

    def __init__(self, days: Days, commit: Commit, field: str) -> None:
        totals = [part.totals[field] for part in commit.parts]
        self.missing = sum(of_part.missing for of_part in totals)
        counts = np.concatenate([np.empty(0, np.int32), *(of_part.counts for of_part in totals)])
        calendars = (part.segment.calendar[field][:-1] for part in commit.parts)
        there = counts > 0
        self._counts, self._ordinals = counts[there], np.concatenate([np.empty(0, np.int32), *calendars])[there]
        self.first = int(self._ordinals.min()) if len(self._ordinals) else 0
        self.last = int(self._ordinals.max(initial=0))
        self._days = days

    def counts(self, numbers: Array) -> list[int]:
        """The number of documents of each period; `numbers` has the period of every day from the first to the last."""
        of_day = numbers[self._ordinals - self.first] - numbers[0]
        counts: list[int] = np.bincount(of_day, self._counts, int(numbers[-1] - numbers[0]) + 1).astype(int).tolist()
        return counts

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """See `index.facets.DayCounts`."""
        return _span(self.first, self.last)

    def by_period(self, first: datetime.date, last: datetime.date, interval: Interval) -> Sequence[int]:
        """See `index.facets.DayCounts`."""
        size = periods.count(first, last, interval)
        if not self.first:
            return [0] * size
        calendar = self._days.calendar(interval)
        begin = periods.number(first, interval) - int(calendar.numbers[0])
        return _window(calendar.whole, begin, begin + size)


def _span(first: int, last: int) -> tuple[datetime.date, datetime.date] | None:
    return (datetime.date.fromordinal(first), datetime.date.fromordinal(last)) if first else None


def _window(counts: list[int], begin: int, end: int) -> list[int]:
    """The counts from begin to before end, 0 where there are none."""
    if begin >= 0 and end <= len(counts):
        return counts[begin:end]
    return [counts[place] if 0 <= place < len(counts) else 0 for place in range(begin, end)]


def timeline(
    request: FacetRequest, days: Days, found: Dated | Whole, selected: frozenset[str | None], limits: Limits
) -> Facet:
    """The facet of a DAY field. Raises TooManyBuckets."""
    return facets.timeline(request, found, days.whole, found.missing, selected, limits)
