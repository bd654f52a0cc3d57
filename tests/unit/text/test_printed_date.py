"""The date that a page prints under its headline."""

from __future__ import annotations

import datetime

import pytest

from archive.text.furniture import clean
from archive.text.printed_date import find_dateline_year, find_printed_date

MAY = datetime.date(2019, 5, 29)


@pytest.mark.parametrize(
    "line",
    [
        "Published: 29 May 2019 14:07",
        "By Jane Roe in Skopje May 29, 2019",
        "Izvor: Tanjug | 29.05.2019. | 17:33",
        "29. 05. 2019.",
        "2019-05-29 23:18:15",
        "By Desk - 29/05/2019",
    ],
)
def test_a_printed_day_is_an_estimate(line: str) -> None:
    found = find_printed_date([line])
    assert found is not None
    assert (found.day, found.precision, found.source) == (MAY, "day", "estimated")


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: 29 May 2019",
        "Ažurirano: 29.05.2019.",
        "29 May, 14:07",
        "Wednesday",
        "05/06/2019",
        "31.02.2019.",
        f"In a long report that nobody would take for the line of an author the {'very ' * 20} day is 29 May 2019",
    ],
)
def test_no_day_is_taken_from_other_lines(line: str) -> None:
    assert find_printed_date([line]) is None


def test_two_days_are_none() -> None:
    assert find_printed_date(["29 May 2019", "30 May 2019"]) is None


PAGE = """Home
Sunday, 1 March 2020

Envoys of Two Countries Settle Their Border

{under}

The envoys of two countries met in Geneva on Monday to settle where their border runs.

They said that they had agreed on every mile of it by the evening of their second day.

Related articles
Talks begin
3 April 2020
"""


def test_a_page_is_dated_by_the_line_under_its_headline() -> None:
    found = clean(PAGE.format(under="Published: 29 May 2019 14:07")).printed_date
    assert found is not None
    assert found.day == MAY


def test_dates_above_the_headline_and_below_the_text_are_not_taken() -> None:
    assert clean(PAGE.format(under="By Jane Roe")).printed_date is None


def test_a_date_above_the_text_on_the_day_of_the_dateline_gives_its_year() -> None:
    page = (
        "15 DEC 2022, 14:23\nEnvoys Settle Border\nMOSCOW, December 15. /TASS/. The envoys met on Thursday, one said."
    )
    assert clean(page).dateline_year == 2022


@pytest.mark.parametrize("line", ["16 December 2022", "Updated: 15 December 2022", "December 2022", "15 December"])
def test_any_other_date_gives_a_dateline_no_year(line: str) -> None:
    assert find_dateline_year("MOSCOW, December 15. /TASS/.", [line]) is None


def test_two_years_above_the_text_give_a_dateline_none() -> None:
    assert find_dateline_year("MOSCOW, December 15. /TASS/.", ["15 Dec 2021", "15 Dec 2022"]) is None
