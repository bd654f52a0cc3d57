"""Taking a page apart: the article's own words, and every span that was cut with the rule that cut it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .credits import caption_length
from .layout import Layout
from .learned import Furniture, learn
from .lines import Line, split_lines
from .parts import KEPT, assemble
from .rules import BadRules, Rules, parse_rules

__all__ = ["BadRules", "Cleaned", "Cut", "Furniture", "Rules", "clean", "learn", "parse_rules"]

CLEANING_VERSION = 1
"""Raised whenever the same page would be taken apart differently, so that stored articles are known to be old."""


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
    """

    title: str
    text: str
    credit: str | None
    cuts: tuple[Cut, ...]
    caption: str | None = None
    dateline: str | None = None


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
    )


def _cuts(raw: str, lines: Sequence[Line], places: Sequence[str]) -> Iterator[Cut]:
    for line, place in zip(lines, places, strict=True):
        if place == "caption":
            yield Cut("photo-credit", line.start + (caption_length(raw[line.start : line.end]) or 0), line.end)
        elif place not in KEPT:
            yield Cut(place, line.start, line.end)
