"""From counts to facets: which buckets are listed, in which order, and what is left over."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

from index import periods
from index.engine import Limits
from index.errors import TooManyBuckets
from index.query import AllOf, AnyOf, FacetRequest, Filter, Interval
from index.result import Bucket, Facet
from index.schema import Kind

_BUCKET: Callable[[type[Bucket], Iterable[object]], Bucket] = tuple.__new__


class DayCounts(Protocol):
    """Numbers of documents by day."""

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day with a document; None where there is none."""

    def by_period(self, first: datetime.date, last: datetime.date, interval: Interval) -> Sequence[int]:
        """The number of documents of every period of that length, whole, from that of one day to that of another."""


@dataclass(frozen=True, slots=True)
class CountedDays:
    """Numbers of documents by day, from a mapping of those days that have any."""

    days: Mapping[datetime.date, int]

    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """See `DayCounts`."""
        return (min(self.days), max(self.days)) if self.days else None

    def by_period(self, first: datetime.date, last: datetime.date, interval: Interval) -> Sequence[int]:
        """See `DayCounts`."""
        counts = [0] * periods.count(first, last, interval)
        begin = periods.number(first, interval)
        for day, count in self.days.items():
            place = periods.number(day, interval) - begin
            if 0 <= place < len(counts):
                counts[place] += count
        return counts


def own(filter_: Filter, field: str) -> bool:
    """Whether the filter is what was chosen in the facet of that field, and so is not seen by its counts."""
    return isinstance(filter_, AnyOf) and filter_.field == field


def chosen(filters: Iterable[Filter], field: str) -> frozenset[str | None]:
    """The values selected in the facet of that field; None among them stands for having no value."""
    return frozenset(
        value
        for filter_ in filters
        if isinstance(filter_, AnyOf | AllOf) and filter_.field == field
        for value in filter_.values
    )


def empty(request: FacetRequest, kind: Kind) -> Facet:
    """The facet of no documents, with nothing selected."""
    return Facet(request.field, (), 0, 0, 0, interval=request.interval or "year" if kind is Kind.DAY else None)


def keyword_facet(
    request: FacetRequest, counts: Mapping[str, int], missing: int, selected: frozenset[str | None]
) -> Facet:
    """The facet of a KEYWORD field: selected values always, then the `size` most frequent others.

    `counts` holds every value with at least one matching document. A request for `only` some values sees no others.
    """
    if request.only is not None:
        counts = {value: count for value, count in counts.items() if value in request.only}
    listed = {value: counts.get(value, 0) for value in selected if value is not None and _wanted(request, value)}
    others = (item for item in counts.items() if item[0] not in listed)
    listed.update(sorted(others, key=lambda item: (-item[1], item[0]))[: request.size])
    return Facet(
        field=request.field,
        buckets=tuple(
            Bucket(value, count, value in selected)
            for value, count in sorted(listed.items(), key=lambda item: (-item[1], item[0]))
        ),
        total_values=len(counts),
        other_count=sum(counts.values()) - sum(listed.values()),
        missing_count=missing,
        missing_selected=None in selected,
    )


def timeline(
    request: FacetRequest,
    matching: DayCounts,
    everywhere: DayCounts,
    missing: int,
    selected: frozenset[str | None],
    limits: Limits,
) -> Facet:
    """The facet of a DAY field: every period from the first to the last with a match, and the selected ones.

    `matching` counts the documents found, `everywhere` those of the whole index.
    Raises TooManyBuckets.
    """
    chosen_periods = [value for value in selected if value is not None]
    span = matching.span()
    days = (
        (*(span or ()), *(day for value in chosen_periods for day in periods.bounds(value))) if chosen_periods else span
    )
    if not days:
        interval = request.interval or "year"
        return Facet(request.field, (), 0, 0, missing, None in selected, interval=interval)
    first, last = min(days), max(days)
    interval = request.interval or _interval(first, last, chosen_periods)
    if (number := periods.count(first, last, interval)) > limits.buckets:
        raise TooManyBuckets(interval, number, limits.buckets)
    names = periods.periods(first, last, interval)
    counts, whole = matching.by_period(first, last, interval), everywhere.by_period(first, last, interval)
    chosen_days = [periods.bounds(value) for value in chosen_periods]
    inside = [_inside(name, chosen_days) for name in names] if chosen_days else repeat(False)
    return Facet(
        field=request.field,
        buckets=buckets(names, counts, inside, whole),
        total_values=number - counts.count(0),
        other_count=0,
        missing_count=missing,
        missing_selected=None in selected,
        interval=interval,
    )


def buckets(
    values: Iterable[str], counts: Iterable[int], selected: Iterable[bool], everywhere: Iterable[int | None]
) -> tuple[Bucket, ...]:
    """Buckets, past the constructor of named tuples: an answer has dozens, and it would take longer than counting."""
    return tuple(map(_BUCKET, repeat(Bucket), zip(values, counts, selected, everywhere, strict=False)))


def _wanted(request: FacetRequest, value: str) -> bool:
    return request.only is None or value in request.only


def _interval(first: datetime.date, last: datetime.date, selected: list[str]) -> Interval:
    """The interval that draws the range well, but in which a selected period is a bucket."""
    finest = [periods.interval_of(value) for value in selected]
    if finest:
        return min(finest, key=periods.INTERVALS.index)
    return periods.comfortable_interval(first, last)


def _inside(period: str, chosen_days: list[tuple[datetime.date, datetime.date]]) -> bool:
    first, last = periods.bounds(period)
    return any(start <= first and last <= end for start, end in chosen_days)
