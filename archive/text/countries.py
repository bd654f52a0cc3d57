"""Countries in an article: which are mentioned, where, and which of them it is about."""

import datetime
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .country_names import country_codes, country_name, find_code
from .gazetteer import Found, Gazetteer, read_table

__all__ = ["Country", "CountryMention", "EXTRACTOR_VERSION", "country_codes", "country_name", "find_code", "find_countries", "find_mentions"]

EXTRACTOR_VERSION = 1
"""Raised with every change that can alter an article's countries, so that it is extracted again."""


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at text[start:end] of the text given; `code` is ISO 3166-1 alpha-2, XK, or ISO 3166-3."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country of an article. `mentions` counts the title's too; `spans` are offsets into the text alone."""

    code: str
    about: bool
    mentions: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One meaning of a form, for articles of the days from `since` to `until`."""

    code: str
    kind: str
    since: datetime.date | None
    until: datetime.date | None

    def holds_on(self, day: datetime.date | None) -> bool:
        if day is None:
            return self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _rows(table: str) -> Iterator[tuple[str, _Reading]]:
    for row in read_table(table):
        reading = _Reading(row["code"], row["kind"], _day(row["from"]), _day(row["until"]))
        for form in row["forms"].split("|"):
            yield form, reading


@functools.cache
def _gazetteer() -> Gazetteer[_Reading]:
    return Gazetteer(_rows("countries.tsv"))


def find_mentions(text: str, *, language: str | None = "en", date: datetime.date | None = None) -> tuple[CountryMention, ...]:
    """Every country named in `text`, in order, read as on `date` (a past state by its own code)."""
    mentions = []
    for found in _gazetteer().find(text):
        reading = next((value for value in found.values if value.holds_on(date)), None)
        if reading and reading.code and _stands(text, found, reading):
            mentions.append(CountryMention(reading.code, found.start, found.end))
    return tuple(mentions)


_INSTRUMENT = re.compile(r"\s+(?:[Aa]greements?|[Aa]ccords?|[Pp]rotocols?|[Pp]rocess|[Tt]reaty|[Cc]onvention|[Cc]harter|[Mm]emorandum|[Pp]rinciples)\b")
_OFFICE = re.compile(r"\s+(?:(?:Prime|Foreign|Defen[cs]e|Interior|Finance)\s+)?(?:[Pp]resident|[Pp]remier|[Mm]inist|[Gg]overnment|[Pp]arliament|[Aa]mbassador|[Aa]uthorities)")
_NOT_THE_STATE = re.compile(r"-(?:speaking|language|populated)\b")


def _stands(text: str, found: Found[_Reading], reading: _Reading) -> bool:
    """Whether the words around leave the country meant: not a treaty named for a capital, nor a people or its language."""
    if reading.kind == "seat":
        return not _INSTRUMENT.match(text, found.end)
    if reading.kind == "people":
        return _OFFICE.match(text, found.end) is not None
    if reading.kind == "adjective":
        return not _NOT_THE_STATE.match(text, found.end) and not text[: found.start].endswith(("ethnic ", "Ethnic "))
    return True


def find_countries(
    title: str,
    text: str,
    *,
    language: str | None = "en",
    dateline: str | None = None,
    date: datetime.date | None = None,
) -> tuple[Country, ...]:
    """The countries of an article, those it is about first, then by how much it speaks of them.

    A country scores 2 for the title, 1 for the first paragraph, 1 for each mention up to 5 and 2 for the dateline; the
    article is about it from a score of 2 that is at least a quarter of the highest.
    """
    in_title = find_mentions(title, language=language, date=date)
    in_text = find_mentions(text, language=language, date=date)
    in_dateline = find_mentions(dateline or "", language=language, date=date)
    lead_end = _lead_end(text)
    scores: dict[str, float] = {}
    for code in dict.fromkeys(mention.code for mention in (*in_title, *in_text)):
        own = [mention for mention in in_text if mention.code == code]
        titled = _count(in_title, code)
        scores[code] = (
            2 * bool(titled) + any(mention.start < lead_end for mention in own) + min(5, titled + len(own)) + 2 * bool(_count(in_dateline, code))
        )
    top = max(scores.values(), default=0)
    countries = [
        Country(code, score >= max(2, top / 4), _count(in_title, code) + _count(in_text, code), _spans(in_text, code))
        for code, score in scores.items()
    ]
    return tuple(sorted(countries, key=lambda country: (not country.about, -scores[country.code], -country.mentions, country.code)))


def _lead_end(text: str) -> int:
    """Where the first paragraph ends: at a blank line, or a line that starts indented."""
    found = re.search(r"\n\s*\n|\n {2,}", text)
    return found.start() if found else len(text)


def _count(mentions: Iterable[CountryMention], code: str) -> int:
    return sum(mention.code == code for mention in mentions)


def _spans(mentions: Iterable[CountryMention], code: str) -> tuple[tuple[int, int], ...]:
    return tuple((mention.start, mention.end) for mention in mentions if mention.code == code)
