"""All measures of the gate. A new one is a module with `measure()`, listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.quality import actors, cleaning, countries, dates, stories
from tests.quality.gate import Measured

MEASURES: tuple[Callable[[], Iterator[Measured]], ...] = (
    actors.measure,
    cleaning.measure,
    countries.measure,
    dates.measure,
    stories.measure,
)


def take_all() -> tuple[Measured, ...]:
    """Take every measure; needs the measuring data."""
    return tuple(found for measure in MEASURES for found in measure())
