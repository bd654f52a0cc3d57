"""The shape of the timeline: bars in a box one unit wide for each period and a hundred high."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]

HEIGHT = 100.0
_GAP_BETWEEN = 0.15
_LEAST_HEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One period; `y` and `height` measure its bar, downwards from the top."""

    value: str
    label: str
    count: int
    all: int
    selected: bool
    x: float
    y: float
    width: float
    height: float

    @property
    def share(self) -> str:
        """Which part of the archive's articles of the period was found, in percent."""
        return f"{100 * self.count / self.all:.0f} %" if self.all else "no data"

    @property
    def first(self) -> str:
        """The first day of the period, ISO 8601."""
        return _bounds(self.value)[0].isoformat()

    @property
    def last(self) -> str:
        """The last day of the period, ISO 8601."""
        return _bounds(self.value)[1].isoformat()

    @property
    def is_gap(self) -> bool:
        """Whether the archive itself has no article of the period, so that no count says anything."""
        return self.all == 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time, and the highest of them."""

    interval: str
    measure: str
    bars: tuple[Bar, ...]
    peak: Bar

    @property
    def has_gaps(self) -> bool:
        """Whether the archive itself has nothing in some of the periods."""
        return any(bar.is_gap for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two timelines over the same periods, with bars half as wide and beside each other."""

    interval: str
    pairs: tuple[tuple[Bar, Bar], ...]


def timeline(facet: Body, measure: str = "count") -> Timeline | None:
    """The timeline of a date facet as in the answer's body; None where no article has a date.

    Bars show counts, or with `measure="share"` which share of the archive's articles of the period was found.
    """
    values: Sequence[Body] = facet["values"]
    if not values:
        return None
    heights = [_amount(value, measure) for value in values]
    most = max(heights) or 1
    bars = tuple(
        _bar(value, amount / most, place, 1.0)
        for place, (value, amount) in enumerate(zip(values, heights, strict=True))
    )
    peak = max(zip(heights, bars, strict=True), key=lambda pair: pair[0])[1]
    return Timeline(facet["interval"], measure, bars, peak)


def compare(one: Body, other: Body) -> Comparison | None:
    """Two date facets of the same interval on one timeline; None where neither has an article with a date."""
    both = [{value["value"]: value for value in facet["values"]} for facet in (one, other)]
    periods = sorted(both[0].keys() | both[1].keys())
    if not periods:
        return None
    most = max(value["count"] for values in both for value in values.values()) or 1
    pairs = []
    for place, period in enumerate(periods):
        known = both[0].get(period) or both[1][period]
        halves = [values.get(period, {**known, "count": 0}) for values in both]
        bars = [_bar(half, half["count"] / most, place + side / 2, 0.5) for side, half in enumerate(halves)]
        pairs.append((bars[0], bars[1]))
    return Comparison(one["interval"] or other["interval"], tuple(pairs))


def _amount(value: Body, measure: str) -> float:
    if measure == "share":
        return value["count"] / value["all"] if value["all"] else 0.0
    return float(value["count"])


def _bounds(period: str) -> tuple[datetime.date, datetime.date]:
    year, month, day = (int(part) for part in f"{period}-00-00"[:10].split("-"))
    first = datetime.date(year, month or 1, day or 1)
    month_end = calendar.monthrange(year, month or 12)[1]
    return first, datetime.date(year, month or 12, day or month_end)


def _bar(value: Body, part: float, x: float, width: float) -> Bar:
    height = max(_LEAST_HEIGHT, HEIGHT * part) if value["count"] else 0.0
    return Bar(
        value["value"],
        value["label"],
        value["count"],
        value["all"],
        value["selected"],
        x=round(x + _GAP_BETWEEN / 2, 3),
        y=round(HEIGHT - height, 2),
        width=width - _GAP_BETWEEN,
        height=round(height, 2),
    )
