"""Days, months and years as values of a DAY field: `2019-05-29`, `2019-05`, `2019`."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator

from index.query import Interval

INTERVALS: tuple[Interval, ...] = ("day", "month", "year")
"""From fine to coarse."""

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LENGTHS: dict[Interval, int] = {"day": 10, "month": 7, "year": 4}
"""Characters of a period."""

_COMFORTABLE_BUCKETS = 120


def bounds(period: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of a period; raises ValueError when it is not one."""
    match = _PERIOD.fullmatch(period)
    if not match:
        raise ValueError(f"{period!r} is not a day, month or year such as 2019-05-29, 2019-05 or 2019")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day:
            return (exact := datetime.date(year or 0, month or 0, day)), exact
        first = datetime.date(year or 0, 1 if month is None else month, 1)
    except ValueError as error:
        raise ValueError(f"{period!r} is not in the calendar") from error
    if match[3]:
        raise ValueError(f"{period!r} is not in the calendar")
    return first, _last_day(first, "year" if month is None else "month")


def period_of(day: datetime.date, interval: Interval) -> str:
    """The period of that length in which the day lies."""
    return day.isoformat()[: _LENGTHS[interval]]


def interval_of(period: str) -> Interval:
    """The length of a period that `bounds` takes."""
    return {4: "year", 7: "month", 10: "day"}[len(period)]  # type: ignore[return-value]


def count(first: datetime.date, last: datetime.date, interval: Interval) -> int:
    """How many periods of that length touch the days from first to last."""
    if interval == "day":
        return (last - first).days + 1
    years = last.year - first.year
    return years + 1 if interval == "year" else years * 12 + last.month - first.month + 1


def number(day: datetime.date, interval: Interval) -> int:
    """The number of the period of that length in which the day lies, counted from the first year."""
    if interval == "day":
        return day.toordinal()
    return day.year if interval == "year" else day.year * 12 + day.month - 1


def periods(first: datetime.date, last: datetime.date, interval: Interval) -> tuple[str, ...]:
    """Every period of that length that touches the days from first to last, in order, without holes."""
    return _between(period_of(first, interval), period_of(last, interval))


@functools.lru_cache(maxsize=256)
def _between(first: str, last: str) -> tuple[str, ...]:
    """The periods from one to another of the same length."""
    return tuple(_listed(bounds(first)[0], bounds(last)[0], interval_of(first)))


def _listed(first: datetime.date, last: datetime.date, interval: Interval) -> Iterator[str]:
    for number in range(count(first, last, interval)):
        if interval == "day":
            yield (first + datetime.timedelta(days=number)).isoformat()
        elif interval == "year":
            yield f"{first.year + number:04d}"
        else:
            months = first.year * 12 + first.month - 1 + number
            yield f"{months // 12:04d}-{months % 12 + 1:02d}"


def comfortable_interval(first: datetime.date, last: datetime.date) -> Interval:
    """The finest interval that draws those days as at most 120 periods, or else years."""
    if count(first, last, "day") <= _COMFORTABLE_BUCKETS:
        return "day"
    return "month" if count(first, last, "month") <= _COMFORTABLE_BUCKETS else "year"


def _last_day(first: datetime.date, interval: Interval) -> datetime.date:
    month = 12 if interval == "year" else first.month
    return datetime.date(first.year, month, calendar.monthrange(first.year, month)[1])
