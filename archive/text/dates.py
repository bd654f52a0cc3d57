"""When an article was published, by the first source that says so; never guessed from what an article mentions."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from .dateline import read_dateline

Precision = Literal["day", "month", "year"]
DateSource = Literal["json", "meta", "url", "filename", "dateline", "estimated"]

YEARS = range(1800, 2100)
"""Years that a number in an address or a file name may mean."""

_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_GIVEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<time>.+))?)?)?")
_MONTH = r"(?P<month>\d{1,2}|[a-z]{3,9})"
_IN_ADDRESS = (
    # /2019/05/29/, /2019/may/29/, 2019-05-29, 2019_05_29
    re.compile(rf"(?<!\d)(?P<year>[12]\d{{3}})(?P<sep>[-/_.]){_MONTH}(?P=sep)(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE),
    # 20190529 followed by a ten-digit article number
    re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})\d{10}(?!\d)"),
    # 20190529 on its own
    re.compile(r"(?<![0-9a-zA-Z])(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?![0-9a-zA-Z])"),
)
_MONTH_IN_ADDRESS = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{2}|[a-z]{3,9})(?:/|-(?=[a-z]))", re.IGNORECASE
)


class BadDate(ValueError):
    """A date that was given with an article and cannot be read; the message says what was expected."""


@dataclass(frozen=True)
class Date:
    """A publication date: a calendar day (the first, where only month or year are known) and who says so."""

    day: datetime.date
    precision: Precision
    source: DateSource


def find_date(
    *,
    given: str | None,
    meta: Date | None,
    url: str | None,
    filename: str | None,
    dateline: str | None,
    year: int | None = None,
) -> Date | None:
    """Give the publication date by the first of: the source's own field, HTML metadata, address, file name, dateline.

    A dateline needs a year: its own, or the `year` the caller knows. An estimate in `meta` comes last. Raises `BadDate`
    when the source's own field is there but is no date.
    """
    if given is not None and given.strip():
        return read_given(given)
    if meta is not None and meta.source != "estimated":
        return meta
    return (
        (in_address(url, "url") if url else None)
        or (in_address(filename, "filename") if filename else None)
        or (_in_dateline(dateline, year) if dateline else None)
        or meta
    )


def read_given(given: str) -> Date:
    """Read an ISO 8601 date or date and time, or a year or month alone; a time's day is the day as written."""
    match = _GIVEN.fullmatch(given.strip())
    if match is None:
        raise BadDate(f"{given!r} is not an ISO 8601 date such as 2019-05-29, 2019-05 or 2019")
    try:
        if match["time"]:
            datetime.datetime.fromisoformat(given.strip())
        day = datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError as error:
        raise BadDate(f"{given!r} is not a date: {error}") from error
    return Date(day, "day" if match["day"] else "month" if match["month"] else "year", "json")


def in_address(address: str, source: DateSource) -> Date | None:
    """Give the day or month that an URL's path or a file name spells out, such as `/2019/05/29/` or `20190529`."""
    path = re.sub(r"^\w+://[^/]*", "", address)
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(path):
            day = _day(match["year"], match["month"], match["day"])
            if day is not None:
                return Date(day, "day", source)
    month = _MONTH_IN_ADDRESS.search(path)
    first = _day(month["year"], month["month"], "1") if month else None
    return Date(first, "month", source) if first else None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    """Give the day, or None where the numbers are none."""
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].casefold(), 0)
    return calendar_day(int(year), number, int(day))


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """Give the day of these numbers, or None where they name none that a newspaper could be of."""
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if year in YEARS else None


def _in_dateline(dateline: str, year: int | None) -> Date | None:
    filed = read_dateline(dateline)
    known = (filed.year or year) if filed else None
    day = calendar_day(known, filed.month, filed.day) if filed and known else None
    return Date(day, "day", "dateline") if day else None
