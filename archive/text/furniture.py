"""Taking a page apart: the article's own words, and every span that was cut with the rule that cut it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .credits import caption_length
from .dates import Date
from .layout import Layout
from .learned import Furniture, learn
from .lines import Line, split_lines
from .parts import KEPT, assemble
from .printed_date import find_dateline_year, find_printed_date
from .rules import BadRules, Rules, parse_rules

__all__ = ["BadRules", "Cleaned", "Cut", "Furniture", "Rules", "clean", "learn", "parse_rules"]

CLEANING_VERSION = 4
"""Raised whenever the same page would be taken apart differently, so that stored articles are known to be old."""


BYLINE_LINES = 16
"""How many lines below a headline its author and date are looked for."""

_ABOUT_PICTURES = frozenset({"photo-credit", "photo-caption", "caption-again"})


@dataclass(frozen=True)
class Cut:
    """One removed span: `raw[start:end]` is what the rule removed."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Cleaned:
    """A page taken apart.

    `text` has the article's paragraphs in order with one blank line between them, without title, caption, credit and
    dateline; it is empty when the page has nothing but furniture. Words in none of the fields are in exactly one cut.
    `printed_date` is the day printed between headline and text, `dateline_year` the year of a date above the text that
    is on the day of the dateline.
    """

    title: str
    text: str
    credit: str | None
    cuts: tuple[Cut, ...]
    caption: str | None = None
    dateline: str | None = None
    printed_date: Date | None = None
    dateline_year: int | None = None


def clean(raw: str, furniture: Furniture | None = None, rules: Rules | None = None) -> Cleaned:
    """Take one page apart, by its own lines alone or by what its source taught and its operator decided.

    Cleaning a text that is clean changes nothing.
    """
    lines = split_lines(raw)
    texts = [line.text for line in lines]
    places = Layout(texts, furniture, rules).places()
    if "text" not in places:
        places = ["only-furniture" if place in KEPT else place for place in places]
    parts = assemble(texts, places)
    return Cleaned(
        title=parts.title,
        text=parts.text,
        credit=parts.credit,
        cuts=tuple(_cuts(raw, lines, places)),
        caption=parts.caption,
        dateline=parts.dateline,
        printed_date=find_printed_date(_under_headline(texts, places)),
        dateline_year=find_dateline_year(parts.dateline, _above(texts, places)) if parts.dateline else None,
    )


def _above(texts: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    """Give the lines cut above the text."""
    first = places.index("text")
    return (text for text, place in zip(texts[:first], places, strict=False) if place not in KEPT)


def _under_headline(texts: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    """Give the lines cut between the headline and the text, or its first paragraph where that is set apart."""
    paragraphs = [i for i, place in enumerate(places) if place == "text"]
    if "title" in places and paragraphs:
        first = places.index("title")
        for i in range(first, min(first + BYLINE_LINES, paragraphs[:2][-1])):
            if places[i] not in KEPT and places[i] not in _ABOUT_PICTURES:
                yield texts[i]


def _cuts(raw: str, lines: Sequence[Line], places: Sequence[str]) -> Iterator[Cut]:
    for line, place in zip(lines, places, strict=True):
        if place == "caption":
            yield Cut("photo-credit", line.start + (caption_length(raw[line.start : line.end]) or 0), line.end)
        elif place not in KEPT:
            yield Cut(place, line.start, line.end)
