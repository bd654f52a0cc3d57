"""What was cut from a source page, marked where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class PlacedCut:
    """A cut and where it stands in the source page; `start` is None where its text is not there as it was cut."""

    number: int
    rule: str
    text: str
    line: int
    start: int | None

    @property
    def end(self) -> int:
        """Where it ends; a place only if `start` is one."""
        return (self.start or 0) + len(self.text)


def placed(page: str, cuts: Sequence[Mapping[str, Any]]) -> tuple[PlacedCut, ...]:
    """The cuts of a page with their places: on their line, else behind the cut before.

    Line numbers are of the text that was read, which in HTML is not the source.
    """
    lines = _line_starts(page)
    found: list[PlacedCut] = []
    free = 0
    for number, cut in enumerate(cuts, start=1):
        start = _find(page, cut["text"], max(free, lines[min(cut["line"], len(lines)) - 1]), free)
        found.append(PlacedCut(number, cut["rule"], cut["text"], cut["line"], start))
        free = free if start is None else found[-1].end
    return tuple(found)


def marked(page: str, cuts: Sequence[PlacedCut]) -> Markup:
    """The source page, escaped, with every cut that has a place in a mark that `#cut-N` leads to."""
    return Markup("").join(_pieces(page, cuts))


def _pieces(page: str, cuts: Sequence[PlacedCut]) -> Iterator[Markup]:
    end = 0
    for cut in cuts:
        if cut.start is not None:
            yield escape(page[end : cut.start])
            yield Markup('<mark class="cut" id="cut-{}" title="{}">{}</mark>').format(cut.number, cut.rule, cut.text)
            end = cut.end
    yield escape(page[end:])


def _line_starts(page: str) -> list[int]:
    starts = [0]
    while (feed := page.find("\n", starts[-1])) >= 0:
        starts.append(feed + 1)
    return starts


def _find(page: str, text: str, likely: int, free: int) -> int | None:
    found = page.find(text, likely)
    if found < 0:
        found = page.find(text, free)
    return found if found >= 0 and text else None
