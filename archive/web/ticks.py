"""What is written below a timeline: a few of its periods, at round places."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_MOST = 7
_STEPS = {4: (1, 2, 5, 10, 20, 50, 100), 7: (1, 2, 3, 6, 12, 24, 60, 120), 10: (1, 2, 7, 14, 30, 90, 180, 365)}
"""How many periods may lie between two ticks, by the length of a period: `2019`, `2019-05` or `2019-05-29`."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A period's name and its middle in percent of the drawing; `anchor` keeps names at the edges inside."""

    label: str
    x: float
    anchor: Literal["start", "middle", "end"]


def ticks(periods: Sequence[str]) -> tuple[Tick, ...]:
    """At most seven of the periods, evenly apart: round years, Januaries, quarters."""
    if not periods:
        return ()
    steps = _STEPS[len(periods[0])]
    step = next((step for step in steps if len(periods) <= step * _MOST), steps[-1])
    shown = [place for place, period in enumerate(periods) if _number(period, place) % step == 0]
    return tuple(_tick(periods, place) for place in shown or (0,))


def _number(period: str, place: int) -> int:
    """What must be divisible for a tick: the year, the month since the year 0, or the day of the drawing."""
    if len(period) == 10:
        return place
    year, month = int(period[:4]), int(period[5:7] or 1)
    return year if len(period) == 4 else year * 12 + month - 1


def _tick(periods: Sequence[str], place: int) -> Tick:
    x = 100 * (place + 0.5) / len(periods)
    anchor: Literal["start", "middle", "end"] = "start" if x < 5 else "end" if x > 95 else "middle"
    return Tick(_label(periods[place]), round(x, 3), anchor)


def _label(period: str) -> str:
    year, *rest = period.split("-")
    if not rest:
        return year
    return " ".join((*(str(int(day)) for day in rest[1:]), calendar.month_abbr[int(rest[0])], year))
