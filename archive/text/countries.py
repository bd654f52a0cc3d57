"""Countries in an article: which are mentioned, where, and which of them it is about."""

import datetime
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .country_forms import Reading, country_forms
from .country_names import country_codes, country_name, find_code
from .gazetteer import Found

__all__ = [
    "EXTRACTOR_VERSION",
    "Country",
    "CountryMention",
    "country_codes",
    "country_name",
    "find_code",
    "find_countries",
    "find_mentions",
]

EXTRACTOR_VERSION = 5
"""Raised with every change that can alter an article's countries, so that it is extracted again."""

_TITLE, _LEAD, _DATELINE = 2.0, 2.0, 5.0
_FAINT = 0.5
"""What a mention counts that does not name the country: a capital, a hint."""

_MOST_MENTIONS = 5.0
_LEAST_SCORE = 1.5
_LEAST_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at text[start:end]; `code` is ISO 3166-1 alpha-2, XK, or ISO 3166-3.

    A `hint` speaks of a part of the country (a city, a region, an institution) without naming it.
    """

    code: str
    start: int
    end: int
    kind: str = "name"
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country of an article. `mentions` counts the title's too; `spans` are offsets into the text alone."""

    code: str
    about: bool
    mentions: int
    spans: tuple[tuple[int, int], ...]


def find_mentions(
    text: str, *, language: str | None = "en", date: datetime.date | None = None
) -> tuple[CountryMention, ...]:
    """Every country named or hinted at in `text`, in order, read as on `date` (a past state by its own code)."""
    forms = _forms(text, language)
    return _mentions(forms, _Era.of(forms, date))


@dataclass(frozen=True, slots=True)
class _Era:
    """What tells the meaning of forms that changed it: the day, or in an undated article the states it names."""

    day: datetime.date | None
    past: frozenset[str]
    present: frozenset[str]

    @classmethod
    def of(cls, forms: Iterable[Found[Reading]], day: datetime.date | None) -> "_Era":
        readings = [reading for found in forms for reading in found.values if not reading.is_hint]
        past = frozenset(reading.code for reading in readings if not reading.is_dated and reading.kind != "bygone")
        present = frozenset(reading.code for reading in readings if reading.kind != "seat" and reading.until is None)
        return cls(day, past, present)

    def holds(self, reading: Reading, others: tuple[Reading, ...]) -> bool:
        """Whether a form with these `others` has this reading; undated, the past one if it alone is named."""
        if self.day is not None:
            return reading.holds_on(self.day)
        if reading.until is not None:
            return reading.code in self.past and not any(
                other.code in self.present for other in others if other.until is None
            )
        return not any(self.holds(other, others) for other in others if other.until is not None)


def _forms(text: str, language: str | None) -> list[Found[Reading]]:
    return [found for found in country_forms(language).find(text) if _stands(text, found)]


def _mentions(forms: Iterable[Found[Reading]], era: _Era) -> tuple[CountryMention, ...]:
    mentions = [
        CountryMention(reading.code, found.start, found.end, reading.kind, reading.is_hint)
        for found in forms
        for reading in found.values
        if reading.code and era.holds(reading, found.values)
    ]
    return _without_namesakes(mentions)


_INSTRUMENT = re.compile(
    r"\s+(?:agreements?|accords?|protocols?|process|treaty|convention|charter|memorandum|principles)\b", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\s+(?:(?:prime|foreign|defen[cs]e|interior|finance)\s+)?"
    r"(?:president|premier|minist|government|parliament|ambassador|authorities)",
    re.IGNORECASE,
)
_OF_A_LANGUAGE = re.compile(r"-(?:speaking|language|populated)\b")
_OF_A_PEOPLE = re.compile(r"\b[Ee]thnic[ -]$")
_AFTER_A_TOWN = re.compile(r",\s*$")
_AFTER_A_NAME = re.compile(r"[A-Z][\w.&'’-]*,?\s$")
_LONGEST_WORD = 30


def _stands(text: str, found: Found[Reading]) -> bool:
    """Whether the words around a form leave its country meant, not a treaty, a people or a language."""
    kind = found.values[0].kind
    if kind == "seat":
        return not _INSTRUMENT.match(text, found.end)
    if kind == "people":
        return _OFFICE.match(text, found.end) is not None
    if kind == "state":
        return _AFTER_A_TOWN.search(text[: found.start]) is not None
    if kind == "currency":
        return not text[found.start : found.end].istitle()
    if kind == "company":
        return _AFTER_A_NAME.search(text[max(0, found.start - _LONGEST_WORD) : found.start]) is not None
    if kind == "adjective":
        before = text[max(0, found.start - 8) : found.start]
        return not _OF_A_LANGUAGE.match(text, found.end) and not _OF_A_PEOPLE.search(before)
    return True


def _without_namesakes(mentions: list[CountryMention]) -> tuple[CountryMention, ...]:
    """`mentions` without a Georgia that is the American state: among American places, and never Georgian."""
    american = any(mention.code == "US" and mention.hint for mention in mentions)
    caucasian = any(mention.code == "GE" and mention.kind != "name" for mention in mentions)
    if american and not caucasian:
        return tuple(mention for mention in mentions if mention.code != "GE")
    return tuple(mentions)


def find_countries(
    title: str,
    text: str,
    *,
    language: str | None = "en",
    dateline: str | None = None,
    date: datetime.date | None = None,
) -> tuple[Country, ...]:
    """The countries of an article, those it is about first, then by how much it speaks of them.

    A country scores 2 for the title, 2 for the first paragraph, 1 for each mention up to 5, and 5 for the dateline; the
    article is about it if it has at least 1.5, and 0.35 of the highest score. Capitals, and hints (cities, regions,
    institutions), count half; a country that is only hinted at is listed only if the article is about it. Legal forms
    of companies and currencies are hints where there is no dateline.
    """
    parts = [_forms(part, language) for part in (title, text, dateline or "")]
    era = _Era.of(itertools.chain(*parts), date)
    in_title, in_text, origins = (_mentions(forms, era) for forms in parts)
    # A dateline goes from the small to the large: 'CAMBRIDGE, Mass.'
    origin = origins[-1].code if origins else None
    if dateline:
        in_title, in_text = _without_business(in_title), _without_business(in_text)
    scores = _scores(in_title, in_text, _lead_end(text), origin)
    least = max(_LEAST_SCORE, _LEAST_SHARE * max(scores.values(), default=0.0))
    countries = [
        Country(code, score >= least, _count(in_title, code) + len(spans), spans)
        for code, score in scores.items()
        if (spans := _spans(in_text, code)) or _count(in_title, code) or score >= least
    ]
    return tuple(sorted(countries, key=lambda own: (not own.about, -scores[own.code], -own.mentions, own.code)))


def _without_business(mentions: tuple[CountryMention, ...]) -> tuple[CountryMention, ...]:
    return tuple(mention for mention in mentions if mention.kind not in ("company", "currency"))


def _scores(
    in_title: tuple[CountryMention, ...], in_text: tuple[CountryMention, ...], lead_end: int, origin: str | None
) -> dict[str, float]:
    scores = {origin: _DATELINE} if origin else {}
    for code in dict.fromkeys(mention.code for mention in (*in_title, *in_text)):
        titled = [_weight(mention) for mention in in_title if mention.code == code]
        lead = [_weight(mention) for mention in in_text if mention.code == code and mention.start < lead_end]
        every = titled + [_weight(mention) for mention in in_text if mention.code == code]
        own = _TITLE * max(titled, default=0.0) + _LEAD * max(lead, default=0.0) + min(_MOST_MENTIONS, sum(every))
        scores[code] = scores.get(code, 0.0) + own
    return scores


def _weight(mention: CountryMention) -> float:
    return _FAINT if mention.hint or mention.kind == "seat" else 1.0


def _lead_end(text: str) -> int:
    """Where the first paragraph ends: at a blank line, or before a line that starts indented."""
    found = re.search(r"\n\s*\n|\n {2,}", text)
    return found.start() if found else len(text)


def _count(mentions: Iterable[CountryMention], code: str) -> int:
    return sum(mention.code == code and not mention.hint for mention in mentions)


def _spans(mentions: Iterable[CountryMention], code: str) -> tuple[tuple[int, int], ...]:
    return tuple((mention.start, mention.end) for mention in mentions if mention.code == code and not mention.hint)
