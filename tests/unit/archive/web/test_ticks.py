"""What is written below a timeline."""

from __future__ import annotations

import pytest

from archive.web.ticks import ticks


def test_years_are_named_at_round_places() -> None:
    assert [tick.label for tick in ticks([str(year) for year in range(1991, 2024)])] == [
        "1995",
        "2000",
        "2005",
        "2010",
        "2015",
        "2020",
    ]


def test_months_are_named_by_quarters_that_begin_with_january() -> None:
    months = [f"2019-{month:02}" for month in range(2, 13)] + ["2020-01", "2020-02"]
    assert [tick.label for tick in ticks(months)][-2:] == ["Nov 2019", "Jan 2020"]


def test_days_are_named_from_the_first_on() -> None:
    assert [tick.label for tick in ticks([f"2019-05-{day:02}" for day in range(1, 15)])][:2] == [
        "1 May 2019",
        "3 May 2019",
    ]


def test_names_at_the_edges_stay_inside() -> None:
    found = ticks([str(year) for year in range(1990, 2011)])
    assert (found[0].anchor, found[-1].anchor) == ("start", "end")


@pytest.mark.parametrize("count", [1, 2, 7, 8, 60, 400])
def test_there_is_always_a_name_and_never_a_crowd(count: int) -> None:
    years = [str(1600 + place) for place in range(count)]
    assert 1 <= len(ticks(years)) <= 9


def test_no_period_needs_no_name() -> None:
    assert ticks([]) == ()
