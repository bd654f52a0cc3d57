"""Days, months and years."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Interval
from index.periods import bounds, comfortable_interval, count, interval_of, period_of, periods

DAYS = st.dates()
NEAR = st.dates(datetime.date(1999, 11, 1), datetime.date(2004, 3, 1))
LENGTHS = st.sampled_from(["day", "month", "year"])


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2019", (2019, 1, 1), (2019, 12, 31)),
        ("2019-02", (2019, 2, 1), (2019, 2, 28)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2019-05-29", (2019, 5, 29), (2019, 5, 29)),
        ("0001", (1, 1, 1), (1, 12, 31)),
        ("9999-12", (9999, 12, 1), (9999, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    period: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert bounds(period) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "20190",
        "2019-1",
        "2019-13",
        "2019-00",
        "2019-02-29",
        "2019-05-00",
        "0000",
        "2019-5-29",
        "2019-05-29 ",
        "٢٠١٩",
    ],
)
def test_what_is_no_period_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        bounds(text)


@given(DAYS, LENGTHS)
def test_a_day_lies_in_its_period(day: datetime.date, length: Interval) -> None:
    first, last = bounds(period_of(day, length))
    assert first <= day <= last


@given(DAYS, LENGTHS)
def test_a_period_knows_its_length(day: datetime.date, length: Interval) -> None:
    assert interval_of(period_of(day, length)) == length


@given(NEAR, NEAR, LENGTHS)
def test_periods_follow_each_other_without_holes(one: datetime.date, other: datetime.date, length: Interval) -> None:
    first, last = sorted((one, other))
    edges = [bounds(name) for name in periods(first, last, length)]
    assert all(end + datetime.timedelta(days=1) == start for (_, end), (start, _) in pairwise(edges))


@given(NEAR, NEAR, LENGTHS)
def test_periods_run_from_the_first_day_to_the_last(one: datetime.date, other: datetime.date, length: Interval) -> None:
    first, last = sorted((one, other))
    names = list(periods(first, last, length))
    assert (names[0], names[-1]) == (period_of(first, length), period_of(last, length))


@given(NEAR, NEAR, LENGTHS)
def test_periods_are_as_many_as_counted(one: datetime.date, other: datetime.date, length: Interval) -> None:
    first, last = sorted((one, other))
    assert len(list(periods(first, last, length))) == count(first, last, length)


@pytest.mark.parametrize(
    ("days", "length"), [(0, "day"), (119, "day"), (120, "month"), (3_600, "month"), (4_000, "year")]
)
def test_the_finest_length_that_draws_well_is_taken(days: int, length: str) -> None:
    first = datetime.date(2000, 1, 1)
    assert comfortable_interval(first, first + datetime.timedelta(days=days)) == length
