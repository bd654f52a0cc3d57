"""The date that a page prints under its headline: a guess, for it could be another's, and marked as such."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from .dateline import read_dateline
from .dates import Date, calendar_day

_MOST_CHARACTERS = 120
_OF_A_CHANGE = re.compile(
    r"^\W*(?:last\s+)?(?:updated?|modified|changed|edited|ažurirano|измењено|ажурирано|poslednja izmena|обновлено)\b",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[-./])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<year>\d{4})(?!\d)")


def find_printed_date(lines: Iterable[str]) -> Date | None:
    """Give the one day that the lines between a headline and its text name with its year; None if they name several.

    Lines about a later change do not count, and numbers that could be read as month and day either way are left alone.
    """
    days = {day for line in lines if len(line) <= _MOST_CHARACTERS and (day := _day(line))}
    return Date(days.pop(), "day", "estimated") if len(days) == 1 else None


def find_dateline_year(dateline: str, lines: Iterable[str]) -> int | None:
    """Give the year of a dateline that leaves it out: of the one date among the lines above it on its day and month."""
    filed = read_dateline(dateline)
    if filed is None:
        return None
    days = {day for line in lines if len(line) <= _MOST_CHARACTERS and (day := _day(line))}
    years = {day.year for day in days if (day.month, day.day) == (filed.month, filed.day)}
    return years.pop() if len(years) == 1 else None


def _day(line: str) -> datetime.date | None:
    if _OF_A_CHANGE.match(line):
        return None
    filed = read_dateline(line)
    if filed is not None and filed.year:
        return calendar_day(filed.year, filed.month, filed.day)
    found = _YEAR_FIRST.search(line) or _YEAR_LAST.search(line)
    if found is None or _is_ambiguous(found):
        return None
    return calendar_day(int(found["year"]), int(found["month"]), int(found["day"]))


def _is_ambiguous(found: re.Match[str]) -> bool:
    """Tell whether 3/4/2019 is meant to be in March or in April: nobody knows, while 3.4.2019 is in April."""
    return (
        found.re is _YEAR_LAST and found["mark"] != "." and int(found["day"]) <= 12 and found["day"] != found["month"]
    )
