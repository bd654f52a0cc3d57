"""An article's text as paragraphs of HTML, with its actors and countries marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, with what it names and the address of a search for that."""

    start: int
    end: int
    kind: str
    label: str
    href: str


def marks(article: dict[str, Any]) -> tuple[Mark, ...]:
    """Where actors and countries stand in the article, in order; of overlapping ones actors win, then longer ones."""
    found = [
        Mark(start, end, entry.get("type", "country"), entry["label"], f"/?{parameter}={entry['value']}")
        for parameter, entries in (("actor", article["actors"]), ("country", article["countries"]))
        for entry in entries
        for start, end in entry["spans"]
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.kind == "country", mark.start - mark.end, mark.start)):
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def paragraphs(text: str, marks: Sequence[Mark] = ()) -> tuple[Markup, ...]:
    """Each line of the text that is not empty, escaped, with the marks as links."""
    return tuple(
        Markup("").join(_pieces(text, match.start(), match.end(), marks)) for match in _PARAGRAPH.finditer(text)
    )


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            yield escape(text[start : mark.start])
            yield Markup('<a class="name {}" href="{}" title="{}">{}</a>').format(
                mark.kind, mark.href, mark.label, text[mark.start : mark.end]
            )
            start = mark.end
    yield escape(text[start:end])
