"""The shape of the timeline: bars in a box one unit wide for each period and a hundred high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    def is_gap(self) -> bool:
        """Whether the archive itself has no article of the period, so that no count says anything."""
        return self.all == 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time, and the period with most articles."""

    interval: str
    bars: tuple[Bar, ...]
    peak: Bar

    @property
    def has_gaps(self) -> bool:
        """Whether the archive itself has nothing in some of the periods."""
        return any(bar.is_gap for bar in self.bars)


def timeline(facet: dict[str, Any]) -> Timeline | None:
    """The timeline of a date facet as in the answer's body; None where no article has a date."""
    values: Sequence[dict[str, Any]] = facet["values"]
    if not values:
        return None
    most = max(1, *(value["count"] for value in values))
    bars = tuple(_bar(place, value, most) for place, value in enumerate(values))
    return Timeline(facet["interval"], bars, max(bars, key=lambda bar: bar.count))


def _bar(place: int, value: dict[str, Any], most: int) -> Bar:
    height = max(_LEAST_HEIGHT, HEIGHT * value["count"] / most) if value["count"] else 0.0
    return Bar(
        value["value"],
        value["label"],
        value["count"],
        value["all"],
        value["selected"],
        x=place + _GAP_BETWEEN / 2,
        y=round(HEIGHT - height, 2),
        width=1 - _GAP_BETWEEN,
        height=round(height, 2),
    )
