"""The shape of the timeline: a slot for each period, and a bar in it; all measures are percent of the drawing."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from archive.web.ticks import Tick, ticks

Body: TypeAlias = dict[str, Any]

_FILLED = 0.85
"""Which part of its slot a bar fills, at most."""
_MOST_WIDTH = 6.0
_LEAST_HEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its slot from `left`, `slot` wide, and in it a bar from `x`; `y` is downwards from the top."""

    value: str
    label: str
    count: int
    all: int
    selected: bool
    left: float
    slot: float
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
    """The bars in order of time, the highest of them, and what is written below."""

    interval: str
    measure: str
    bars: tuple[Bar, ...]
    peak: Bar
    ticks: tuple[Tick, ...]

    @property
    def has_gaps(self) -> bool:
        """Whether the archive itself has nothing in some of the periods."""
        return any(bar.is_gap for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two timelines over the same periods, bars half as wide and beside each other; `most` is the highest count."""

    interval: str
    pairs: tuple[tuple[Bar, Bar], ...]
    most: int
    ticks: tuple[Tick, ...]

    @property
    def has_gaps(self) -> bool:
        """Whether the archive itself has nothing in some of the periods."""
        return any(one.is_gap for one, _ in self.pairs)


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
        _bar(value, amount / most, place, len(values))
        for place, (value, amount) in enumerate(zip(values, heights, strict=True))
    )
    peak = max(zip(heights, bars, strict=True), key=lambda pair: pair[0])[1]
    return Timeline(facet["interval"], measure, bars, peak, ticks([value["value"] for value in values]))


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
        bars = [_bar(half, half["count"] / most, place, len(periods)) for half in halves]
        pairs.append((_half(bars[0], 0), _half(bars[1], 1)))
    return Comparison(one["interval"] or other["interval"], tuple(pairs), most, ticks(periods))


def _amount(value: Body, measure: str) -> float:
    if measure == "share":
        return value["count"] / value["all"] if value["all"] else 0.0
    return float(value["count"])


def _bounds(period: str) -> tuple[datetime.date, datetime.date]:
    year, month, day = (int(part) for part in f"{period}-00-00"[:10].split("-"))
    first = datetime.date(year, month or 1, day or 1)
    month_end = calendar.monthrange(year, month or 12)[1]
    return first, datetime.date(year, month or 12, day or month_end)


def _bar(value: Body, part: float, place: int, of: int) -> Bar:
    slot = 100 / of
    width = min(_FILLED * slot, _MOST_WIDTH)
    height = max(_LEAST_HEIGHT, 100 * part) if value["count"] else 0.0
    return Bar(
        value["value"],
        value["label"],
        value["count"],
        value["all"],
        value["selected"],
        left=round(place * slot, 3),
        slot=round(slot, 3),
        x=round((place + 0.5) * slot - width / 2, 3),
        y=round(100 - height, 2),
        width=round(width, 3),
        height=round(height, 2),
    )


def _half(bar: Bar, side: int) -> Bar:
    """The left (0) or right (1) half of a bar."""
    return dataclasses.replace(bar, x=round(bar.x + side * bar.width / 2, 3), width=round(bar.width / 2, 3))
