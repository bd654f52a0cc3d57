"""The lines of a page: where each stands in the raw text, and what it says once white space is put in order."""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f\u200b\u2060\ufeff]+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SIGNED = r"(?:\s*(?:/[\w .]{2,30}/|\([^\W\d_][\w .]{1,20}\)|Enditem|■))?"
"""What an agency puts after its last sentence: /Tanjug/, (Beta)."""
_SENTENCE_END = re.compile(rf"[.!?…。！？][\"'”’»)\]]*{_SIGNED}$")

WRAP_WIDTH = range(40, 101)
"""Widths in characters at which people and machines break lines by hand."""

MIN_BROKEN_LINES = 2
MIN_BROKEN_SHARE = 0.25


@dataclass(frozen=True)
class Line:
    """One line of a page, or a hard-wrapped paragraph put together: `raw[start:end]` says `text`."""

    start: int
    end: int
    text: str


def tidy(text: str) -> str:
    """Put text in the form the archive keeps: NFC, each run of white space or control characters one space, trimmed."""
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=1 << 12)
def line_key(text: str) -> str:
    """Give the form in which two lines are the same furniture: NFKC, case folded, every number 0."""
    return _DIGITS.sub("0", unicodedata.normalize("NFKC", tidy(text)).casefold())


def words(text: str) -> list[str]:
    """Split text into words; `U.S.` and `Serb-populated` are one word each."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 12)
def count_words(text: str) -> int:
    """Tell how many words a line has; a page's lines are asked again and again while they are weighed."""
    return len(words(text))


@lru_cache(maxsize=1 << 12)
def ends_sentence(text: str) -> bool:
    """Tell whether text ends as a sentence does, closing quotes, brackets and an agency's signature aside."""
    return _SENTENCE_END.search(text) is not None


def split_lines(raw: str) -> tuple[Line, ...]:
    """Split a page into its non-blank lines, paragraphs that were wrapped by hand put together again."""
    lines = list(_physical_lines(raw))
    width = _wrap_width(raw, lines)
    return tuple(_unwrap(raw, lines, width)) if width else tuple(lines)


def _physical_lines(raw: str) -> Iterator[Line]:
    start = 0
    for end, following in [*(match.span() for match in _BREAK.finditer(raw)), (len(raw), len(raw))]:
        text = tidy(raw[start:end])
        if text:
            yield Line(start, end, text)
        start = following


def _adjacent(raw: str, line: Line, following: Line) -> bool:
    return len(_BREAK.findall(raw, line.end, following.start)) <= 1


def _wrap_width(raw: str, lines: Sequence[Line]) -> int:
    """Give the usual length of the lines that break in the middle of a sentence; 0 when hardly any does."""
    broken = [
        len(line.text)
        for line, following in itertools.pairwise(lines)
        if len(line.text) in WRAP_WIDTH
        and not ends_sentence(line.text)
        and following.text[0].islower()
        and _adjacent(raw, line, following)
    ]
    wide = sum(len(line.text) in WRAP_WIDTH for line in lines)
    return statistics.median_low(broken) if len(broken) >= max(MIN_BROKEN_LINES, MIN_BROKEN_SHARE * wide) else 0


def _unwrap(raw: str, lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Join each line that fills the width with the one right below it, unless that one is indented."""
    joined = last = lines[0]
    for line in lines[1:]:
        if _fills(last, width) and _adjacent(raw, last, line) and not raw[line.start].isspace():
            joined = Line(joined.start, line.end, f"{joined.text} {line.text}")
        else:
            yield joined
            joined = line
        last = line
    yield joined


def _fills(line: Line, width: int) -> bool:
    return 0.7 * width <= len(line.text) <= 1.4 * width
