"""The parts of an article, put together from lines that were judged one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .body import is_prose, line_cues
from .credits import caption_length, is_photo_credit
from .dateline import dateline_length
from .title import is_headline

KEPT = frozenset({"title", "text", "caption", "credit"})
"""Places that keep a line in an article; every other place is the name of the rule that cuts it."""


@dataclass(frozen=True)
class Parts:
    """An article's own words; paragraphs of `text` are separated by one blank line."""

    title: str
    text: str
    caption: str | None
    credit: str | None
    dateline: str | None


def place_of_prose(text: str) -> str:
    """Give the place of a line inside an article: its text unless it is about a picture."""
    length = caption_length(text)
    if is_photo_credit(text) or length == 0:
        return "photo-credit"
    return "text" if length is None else "caption"


def assemble(texts: Sequence[str], places: Sequence[str]) -> Parts:
    """Put together the lines that are kept, in their order; the dateline is taken off the front of the text."""
    paragraphs = _at(texts, places, "text")
    text = "\n\n".join(paragraphs)
    length = _dateline_length(paragraphs[0]) if paragraphs else 0
    return Parts(
        title=" ".join(_at(texts, places, "title")),
        text=text[length:],
        caption="\n".join(map(_caption, _at(texts, places, "caption"))) or None,
        credit=" ".join(_at(texts, places, "credit")) or None,
        dateline=text[:length].strip() or None,
    )


def _at(texts: Sequence[str], places: Sequence[str], part: str) -> list[str]:
    return [text for text, place in zip(texts, places, strict=True) if place == part]


def _caption(line: str) -> str:
    return line[: caption_length(line)].rstrip(" |,–—-")


def _dateline_length(paragraph: str) -> int:
    """Give the length of a paragraph's dateline, if the rest can stand alone as a text's first paragraph."""
    length = dateline_length(paragraph)
    rest = paragraph[length:]
    looks_clean = line_cues([rest]) == [None] and place_of_prose(rest) == "text" and not dateline_length(rest)
    return length if looks_clean and (is_prose(rest) or not is_headline(rest)) else 0
