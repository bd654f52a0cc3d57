"""Periods of many days at once are those of each day."""

from __future__ import annotations

import datetime

import pytest

from index import periods
from index.columnar.timeline import period_numbers
from index.query import Interval


@pytest.mark.parametrize("interval", periods.INTERVALS)
@pytest.mark.parametrize("first", [datetime.date(1, 1, 1), datetime.date(1899, 12, 30), datetime.date(1999, 2, 27)])
def test_the_periods_of_many_days_are_those_of_each(first: datetime.date, interval: Interval) -> None:
    days = [first + datetime.timedelta(number) for number in range(800)]
    found = period_numbers(days[0].toordinal(), days[-1].toordinal(), interval)
    assert found.tolist() == [periods.number(day, interval) for day in days]
