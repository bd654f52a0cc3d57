"""Known surfaces found in text: word-bounded, longest first, with the case and diacritics a newspaper may use."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Generic, TypeAlias, TypeVar

import ahocorasick

T = TypeVar("T")
_Written: TypeAlias = tuple[tuple[int, ...], T]
"""Where a form has its capitals, and what it stands for."""

_SPECIAL = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "‑": "-", "–": "-"}
_KEPT_MARKS = "йїў"  # letters of their own in Cyrillic, not accented ones


def _fold_char(char: str) -> str:
    lower = char.lower()
    if lower in _SPECIAL or lower in _KEPT_MARKS:
        return _SPECIAL.get(lower, lower)
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFD", lower)[:1]
    return _SPECIAL.get(base, base) or char


_BLOCKS = (range(0x41, 0x5B), range(0x80, 0x530), range(0x1E00, 0x2070))
_FOLDS = {code: _fold_char(chr(code)) for block in _BLOCKS for code in block}
_FOLDS.update({ord(space): " " for space in "\n\r\t\v\f"})


def fold(text: str) -> str:
    """`text` lower-cased, without diacritics and with plain spaces, quotes and hyphens; its length never changes."""
    return text.translate(_FOLDS)


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of the committed table `data/<name>`, by column; lines that start with # are its attribution."""
    with (files(__package__) / "data" / name).open(encoding="utf-8") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        yield from csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A known surface at text[start:end], with every value it may stand for."""

    start: int
    end: int
    values: tuple[T, ...]


class Gazetteer(Generic[T]):
    """Finds many surfaces in one pass (Aho–Corasick).

    A surface matches whole words only, with any diacritics; where it has a capital, the text must have one too. Of
    overlapping matches the leftmost wins, and of these the longest.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        by_key: dict[str, list[_Written[T]]] = {}
        for surface, value in entries:
            capitals = tuple(place for place, char in enumerate(surface) if char.isupper())
            by_key.setdefault(fold(surface), []).append((capitals, value))
        self._automaton = ahocorasick.Automaton()
        for key, readings in by_key.items():
            self._automaton.add_word(key, (len(key), tuple(readings)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Found[T]]:
        """Every match in `text` (NFC), in order, none overlapping another."""
        folded = fold(text)
        matches = [
            found
            for last, (length, readings) in self._automaton.iter(folded)
            if (found := _checked(text, folded, last - length + 1, last + 1, readings))
        ]
        matches.sort(key=lambda found: (found.start, -found.end))
        return list(_without_overlaps(matches))


def _checked(text: str, folded: str, start: int, end: int, readings: tuple[_Written[T], ...]) -> Found[T] | None:
    """The match at start:end if it is of whole words and written with the capitals one of the readings asks for."""
    if (start and _joins(folded, start - 1)) or (end < len(folded) and _joins(folded, end)):
        return None
    values = tuple(value for capitals, value in readings if all(text[start + place].isupper() for place in capitals))
    return Found(start, end, values) if values else None


def _joins(folded: str, place: int) -> bool:
    return folded[place].isalnum()


def _without_overlaps(matches: list[Found[T]]) -> Iterator[Found[T]]:
    reached = 0
    for found in matches:
        if found.start >= reached:
            yield found
            reached = found.end
