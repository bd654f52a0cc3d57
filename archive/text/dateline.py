"""The dateline: where and when a report was filed, in front of its first sentence (`BRUSSELS, April 19 (AP) -`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .country_forms import country_forms

_MONTH_STEMS: dict[str, int] = {
    stem: number
    for number, stems in enumerate(
        (
            "jan јан янв",
            "feb феб фев",
            "mar мар",
            "apr апр",
            "may maj мај мая май",
            "jun јун июн",
            "jul јул июл",
            "aug avg авг",
            "sep сеп сен",
            "oct okt окт",
            "nov нов ноя",
            "dec dek дец дек",
        ),
        start=1,
    )
    for stem in stems.split()
}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_STEMS))})[^\W\d_]{{0,8}}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\.?"
_DATE = re.compile(
    rf"(?<![^\W\d_])(?:(?P<month>{_MONTH})\s+(?P<day>{_DAY})|(?P<day2>{_DAY})\s+(?P<month2>{_MONTH}))(?:,?\s+(?P<year>\d{{4}})\b\.?)?",
    re.IGNORECASE,
)
MAX_LENGTH = 120
"""Characters at the front of a text among which a dateline is looked for."""

_CAPITAL = r"[^\W\d_a-zа-яё]"
_WORD = rf"{_CAPITAL}(?:{_CAPITAL}|[.'’])+"
_PLACE = rf"{_WORD}(?:[ /-]{_WORD}){{0,4}}(?:,\s[^\W\d_][\w.]*(?:\s[^\W\d_][\w.]*)?)?"
_NAMED_PLACE = rf"{_CAPITAL}[^\W\d_.]+(?:[ -]{_CAPITAL}[^\W\d_]+){{0,3}}(?:,\s{_CAPITAL}[\w.]*)?"
_AGENCY = r"(?:\(\w[\w .&-]{1,30}\)|/\w[\w .&-]{1,30}/\.?)"
_DASH = r"(?:—|–|--|-)"
_FILED = rf"(?i:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?:,?\s+\d{{4}})?,?\.?\s*"
_FRONT = re.compile(
    rf"^(?:(?:{_PLACE}|{_NAMED_PLACE}),\s+{_FILED}(?:{_AGENCY}?\s*{_DASH}+|{_AGENCY})|{_PLACE},?\s+{_AGENCY}\s*{_DASH}+)\s*"
    r"(?:(?:РИА Новости|ТАСС|Интерфакс|Танјуг|Бета|Tanjug|Beta|Fonet|FoNet)[.,]\s+)?"
)
_PLACE_ALONE = re.compile(rf"^(?P<place>{_PLACE})\s*{_DASH}+\s+(?=[\"“„«]?{_CAPITAL})")
_PLACE_WITH_AGENCY = re.compile(rf"^(?P<place>{_NAMED_PLACE}),?\s+{_AGENCY}\s*{_DASH}+\s+")
_NEUTRAL_PLACES = frozenset(
    ("Brussels", "Geneva", "Vienna", "The Hague", "Strasbourg", "United Nations", "Brisel", "Ženeva", "Beč")
)
"""Places of many states, which are the capital or a part of none in the tables."""


@dataclass(frozen=True)
class Filed:
    """The day a dateline names; `year` is None where it leaves it to the reader."""

    month: int
    day: int
    year: int | None


def dateline_length(text: str) -> int:
    """Give how many characters of a text's front are its dateline; 0 when it has none."""
    match = _FRONT.match(text, 0, MAX_LENGTH)
    if match:
        return match.end()
    alone = _PLACE_ALONE.match(text, 0, MAX_LENGTH) or _PLACE_WITH_AGENCY.match(text, 0, MAX_LENGTH)
    return alone.end() if alone and _is_place(alone["place"].partition(",")[0].title()) else 0


def _is_place(name: str) -> bool:
    """Whether the tables have a place of this name, in English, Serbian or Russian."""
    return name in _NEUTRAL_PLACES or any(
        len(found) == 1 and found[0].end - found[0].start == len(name) and bool(found[0].values[0].code)
        for found in (country_forms(language).find(name) for language in ("en", "sr", "ru"))
    )


def read_dateline(dateline: str) -> Filed | None:
    """Read the day in a dateline, months in English, Serbian or Russian; None when it names none."""
    match = _DATE.search(dateline)
    if match is None:
        return None
    month = (match["month"] or match["month2"]).casefold()
    day = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    return Filed(_MONTH_STEMS[month[:3]], day, int(match["year"]) if match["year"] else None)
