"""When an article was published, and who says so."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from archive.text.dateline import Filed, dateline_length, read_dateline
from archive.text.dates import BadDate, Date, find_date

DAY = datetime.date(2019, 5, 29)
META = Date(datetime.date(2019, 5, 28), "day", "meta")
ESTIMATE = Date(datetime.date(2019, 5, 27), "day", "estimated")


def _find(**sources: Any) -> Date | None:
    nothing: dict[str, Any] = {"given": None, "meta": None, "url": None, "filename": None, "dateline": None}
    return find_date(**(nothing | sources))


ALL = {
    "given": "2019-05-29",
    "meta": META,
    "url": "https://example.com/2019/05/26/envoys",
    "filename": "2019-05-25-envoys.txt",
    "dateline": "GENEVA, May 24, 2019 (EW) —",
}


@pytest.mark.parametrize(
    ("missing", "source", "day"),
    [(0, "json", 29), (1, "meta", 28), (2, "url", 26), (3, "filename", 25), (4, "dateline", 24)],
)
def test_the_first_source_that_has_a_date_decides(missing: int, source: str, day: int) -> None:
    found = _find(**dict(list(ALL.items())[missing:]))
    assert found is not None
    assert (found.source, found.day.day) == (source, day)


def test_without_a_source_the_date_is_unknown() -> None:
    assert _find() is None


def test_an_estimate_comes_after_every_other_source() -> None:
    assert _find(**(ALL | {"given": None, "meta": ESTIMATE})) == Date(datetime.date(2019, 5, 26), "day", "url")
    assert _find(meta=ESTIMATE) == ESTIMATE


@pytest.mark.parametrize(
    ("given", "day", "precision"),
    [
        ("2019-05-29", DAY, "day"),
        (" 2019-05-29T23:30:00-05:00 ", DAY, "day"),
        ("2019-05-29 01:02", DAY, "day"),
        ("2019-05", datetime.date(2019, 5, 1), "month"),
        ("2019", datetime.date(2019, 1, 1), "year"),
    ],
)
def test_a_given_date_may_be_a_day_a_time_a_month_or_a_year(given: str, day: datetime.date, precision: str) -> None:
    assert _find(given=given) == Date(day, precision, "json")  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["29 May 2019", "2019-02-30", "2019-13", "2019-05-29T25:00", "yesterday", "20190529"])
def test_a_given_date_that_is_none_is_refused_with_what_it_says(given: str) -> None:
    with pytest.raises(BadDate, match=given):
        _find(given=given)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2019/05/29/envoys-meet", DAY),
        ("https://example.com/news/2019/may/29/envoys", DAY),
        ("https://example.com/a/2019-05-29-envoys.html", DAY),
        ("https://example.com/envoys-20190529", DAY),
        ("https://example.com/columns/201905291077343476-envoys/", DAY),
        ("https://example.com/2019/05/envoys", datetime.date(2019, 5, 1)),
    ],
)
def test_an_address_can_spell_out_the_day_or_the_month(url: str, day: datetime.date) -> None:
    found = _find(url=url)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/envoys-1839924942",
        "https://example.com/2019/13/45/envoys",
        "https://2019-05-29.example.com/envoys",
        "https://example.com/election-2019",
        "https://example.com/a0b1c20190529d3",
    ],
)
def test_other_numbers_in_an_address_are_no_date(url: str) -> None:
    assert _find(url=url) is None


def test_a_hash_in_a_file_name_is_no_date() -> None:
    assert _find(filename="000_dc48979271345e3b.txt") is None


def test_a_dateline_without_a_year_needs_one_that_is_known() -> None:
    assert _find(dateline="GENEVA, May 29 (EW) —") is None
    assert _find(dateline="GENEVA, May 29 (EW) —", year=2019) == Date(DAY, "day", "dateline")


def test_a_weekday_makes_no_date() -> None:
    assert _find(dateline="GENEVA, Wednesday (EW) —", year=2019) is None


def test_a_day_that_is_not_in_the_calendar_makes_no_date() -> None:
    assert _find(dateline="GENEVA, Feb 30 (EW) —", year=2019) is None


@pytest.mark.parametrize(
    "dateline",
    [
        "GENEVA, May 29 (EW) — ",
        "THE HAGUE, May 29, 2019 (EW) — ",
        "WASHINGTON, D.C., May 29 - ",
        "ST. LOUIS, May 29 - ",
        "London, May 29 -- ",
        "BEOGRAD, 29. maja (EW) - ",
        "БЕОГРАД, 29. маја (ЕВ) — ",
        "МОСКВА, 29 мая. /ЕВ/. ",
    ],
)
def test_a_dateline_is_found_and_read_in_each_language(dateline: str) -> None:
    assert dateline_length(f"{dateline}The envoys met.") == len(dateline)
    filed = read_dateline(dateline)
    assert filed is not None
    assert (filed.month, filed.day) == (5, 29)


def test_a_dateline_may_name_its_agency_alone() -> None:
    assert dateline_length("GENEVA (EW) - The envoys met.") == len("GENEVA (EW) - ")
    assert read_dateline("GENEVA (EW) -") is None


@pytest.mark.parametrize(
    "dateline",
    [
        "GENEVA — ",
        "SARAJEVO -- ",
        "NOVI SAD – ",
        "БЕОГРАД – ",
        "БЕЛГРАД, 14 ноя - РИА Новости. ",
        "Podgorica, (MINA) – ",
    ],
)
def test_a_dateline_may_be_a_known_place_alone_and_end_with_its_agency(dateline: str) -> None:
    assert dateline_length(f"{dateline}Председник") == len(dateline)


def test_the_year_of_a_dateline_is_read() -> None:
    assert read_dateline("THE HAGUE, July 22, 2010 (EW) —") == Filed(7, 22, 2010)


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance - met.",
        "NATO — The alliance met.",
        "U.S.-China talks began.",
        "The envoys met on May 29 - late.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert dateline_length(text) == 0
