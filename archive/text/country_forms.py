"""The forms by which texts name countries, in English, Serbian and Russian, each with what it stands for and when."""

import datetime
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from .country_names import country_codes, country_name
from .gazetteer import Gazetteer, read_table
from .inflection import Declension, adjective_forms, case_forms
from .transliterate import to_latin


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a form, for articles from the day `since` to the day `until`.

    `kind` is that of countries.tsv, places.tsv or economy.tsv; `code` is empty for a form that means no country ('Latin
    America').
    """

    code: str
    kind: str
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_hint(self) -> bool:
        """Whether the form only hints at the country, as a city does, and does not name it."""
        return self.kind in ("city", "region", "state", "institution", "company", "currency")

    @property
    def is_dated(self) -> bool:
        """Whether the form has other meanings at other times."""
        return self.since is not None or self.until is not None

    def holds_on(self, day: datetime.date) -> bool:
        """Whether an article of that day means this."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@functools.cache
def country_forms(language: str | None) -> Gazetteer[Reading]:
    """The forms of one language: 'sr' (both scripts), 'ru', and English for every other."""
    if language == "sr":
        return Gazetteer([*_declined("sr"), *((to_latin(form), reading) for form, reading in _declined("sr"))])
    if language == "ru":
        return Gazetteer(_declined("ru"))
    return Gazetteer([*_rows("countries.tsv"), *_rows("places.tsv"), *_rows("economy.tsv")])


def _rows(table: str) -> Iterator[tuple[str, Reading]]:
    for row in read_table(table):
        reading = Reading(row["code"], row["kind"], _day(row.get("from")), _day(row.get("until")))
        for form in row["forms"].split("|"):
            yield form, reading


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _declined(language: Declension) -> Iterator[tuple[str, Reading]]:
    for code in country_codes():
        for form in case_forms(country_name(code, language), language):
            yield form, Reading(code, "name")
    for form, reading in _rows(f"countries_{language}.tsv"):
        forms = adjective_forms(form, language) if reading.kind == "adjective" else case_forms(form, language)
        for inflected in forms:
            yield inflected, reading
