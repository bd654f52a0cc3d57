"""Texts as numbers: every distinct word of a batch is analysed once, however often it stands there.

A word never holds white space, and where it begins and ends depends on nothing beyond the white space around it. So
a text is split there, each distinct piece is looked for words once, and each distinct word is analysed once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from string import punctuation

import numpy as np

from index.analysis import exact_terms, stem_terms, tokens
from index.columnar.file import Array
from index.columnar.plain import ranges
from index.columnar.strings import starts


@dataclass(slots=True)
class Rows:
    """Lists of numbers, one behind the other: the i-th is values[first[i]:first[i + 1]]."""

    values: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))

    def append(self, row: Iterable[int]) -> None:
        """Adds a list."""
        before = len(self.values)
        self.values.extend(row)
        self.counts.append(len(self.values) - before)

    def of(self, numbers: Array) -> tuple[Array, Array]:
        """The lists of these numbers one behind the other, and for each value the place of its number."""
        counts = np.array(self.counts, np.int64)
        first = starts(counts)[:-1]
        lengths = counts[numbers]
        values = np.array(self.values, np.uint32)[ranges(first[numbers], lengths)]
        return values, np.repeat(np.arange(len(numbers)), lengths)


class _Numbers(dict[str, int]):
    """Numbers strings in the order in which they are first seen."""

    def __missing__(self, string: str) -> int:
        self[string] = number = len(self)
        return number


class _Pieces(dict[str, int]):
    """Numbers the pieces between white space of one language's texts; finds the words in a new one."""

    def __init__(self, words: Words, language: str | None) -> None:
        super().__init__()
        self._words = words
        self._language = language

    def __missing__(self, piece: str) -> int:
        self[piece] = number = self._words.found_in(piece, self._language)
        return number


class Words:
    """The words of a batch, with their surface, exact terms and stems."""

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self.exact = _Numbers()
        self.stems = _Numbers()
        self.exact_of = Rows()
        self.stems_of = Rows()
        self._words_of = Rows()
        self._pieces: dict[str | None, _Pieces] = {}
        self._known: dict[tuple[str, str | None], int] = {}

    def pieces(self, text: str, language: str | None) -> Iterator[int]:
        """The numbers of the pieces of a text."""
        if language not in self._pieces:
            self._pieces[language] = _Pieces(self, language)
        return map(self._pieces[language].__getitem__, text.split())

    def found_in(self, piece: str, language: str | None) -> int:
        """The number of a new piece, whose words are looked up or analysed."""
        core = piece.strip(punctuation)
        if core.isascii() and core.isalnum():  # most pieces: one word, with or without a comma
            self._words_of.append((self._number(core, language),))
        else:
            self._words_of.append([self._number(token.text, language) for token in tokens(piece)])
        return len(self._words_of.counts) - 1

    def of_pieces(self, pieces: Array) -> tuple[Array, Array]:
        """The words of pieces, and for each word the place of its piece."""
        return self._words_of.of(pieces)

    def _number(self, surface: str, language: str | None) -> int:
        key = surface, language
        if key not in self._known:
            self._known[key] = len(self.surfaces)
            self.surfaces.append(surface)
            self.exact_of.append([self.exact[term] for term in exact_terms(surface)])
            self.stems_of.append([self.stems[term] for term in stem_terms(surface, language)])
        return self._known[key]


def ranks(strings: Iterable[str]) -> tuple[list[str], Array]:
    """The strings, all distinct, in order, and for each of the given ones its place there."""
    given = list(strings)
    ordered = sorted(given)
    places = {string: place for place, string in enumerate(ordered)}
    return ordered, np.fromiter(map(places.__getitem__, given), np.int64, len(given))
