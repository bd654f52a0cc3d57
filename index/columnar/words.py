"""Texts as numbers: every distinct word of a batch is analysed once, however often it stands there.

A word never holds white space, and where it begins and ends depends on nothing beyond the white space around it. So
a text is split there, each distinct piece is looked for words once, and each distinct word is analysed once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from string import punctuation

import numpy as np

from index.analysis import exact_terms, stem_terms, tokens
from index.columnar.file import Array
from index.columnar.plain import ranges
from index.columnar.strings import starts


@dataclass(slots=True)
class Rows:
    """Rows of numbers: nearly all are of one, which `single` holds; the others are in `others`."""

    single: array[int] = field(default_factory=lambda: array("I"))
    others: dict[int, Sequence[int]] = field(default_factory=dict)

    def append(self, row: Sequence[int]) -> None:
        """Adds a row."""
        if len(row) == 1:
            self.single.append(row[0])
        else:
            self.others[len(self.single)] = row
            self.single.append(0)

    def of(self, numbers: Array) -> tuple[Array, Array]:
        """These rows one behind the other, and for each value the place of its row among those asked for."""
        single = np.array(self.single, np.int64)
        if not self.others:
            return single[numbers], np.arange(len(numbers))
        counts = np.ones(len(single), np.int64)
        counts[list(self.others)] = list(map(len, self.others.values()))
        first = starts(counts)
        values = np.repeat(single, counts)
        for number, row in self.others.items():
            values[first[number] : first[number + 1]] = row
        lengths = counts[numbers]
        return values[ranges(first[numbers], lengths)], np.repeat(np.arange(len(numbers)), lengths)


class _Numbers(dict[str, int]):
    """Numbers strings in the order in which they are first seen."""

    def __missing__(self, string: str) -> int:
        self[string] = number = len(self)
        return number


class _OfLanguage(dict[str, int]):
    """Numbers the words of texts in one language; analyses a new one."""

    def __init__(self, words: Words, language: str | None) -> None:
        super().__init__()
        self._words = words
        self._language = language

    def __missing__(self, surface: str) -> int:
        words, exact, stems = self._words, self._words.exact, self._words.stems
        self[surface] = number = len(words.surfaces)
        words.surfaces.append(surface)
        words.exact_of.append([exact[term] for term in exact_terms(surface)])
        words.stems_of.append([stems[term] for term in stem_terms(surface, self._language)])
        return number


class _Pieces(dict[str, int]):
    """What stands between white space: the number of its word, or ~ the number of its row of words."""

    def __init__(self, words: _OfLanguage, rows: Rows) -> None:
        super().__init__()
        self._words = words
        self._rows = rows

    def __missing__(self, piece: str) -> int:
        core = piece.strip(punctuation)
        if core.isascii() and core.isalnum():  # most pieces: one word, with or without a comma
            number = self._words[core]
        else:
            number = ~len(self._rows.single)
            self._rows.append([self._words[token.text] for token in tokens(piece)])
        self[piece] = number
        return number


class Words:
    """The words of a batch, with their surface, exact terms and stems."""

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self.exact = _Numbers()
        self.stems = _Numbers()
        self.exact_of = Rows()
        self.stems_of = Rows()
        self._rows = Rows()
        self._pieces: dict[str | None, _Pieces] = {}

    def pieces(self, text: str, language: str | None) -> Iterator[int]:
        """The pieces of a text, as `of_pieces` takes them."""
        pieces = self._pieces.get(language)
        if pieces is None:
            pieces = self._pieces[language] = _Pieces(_OfLanguage(self, language), self._rows)
        return map(pieces.__getitem__, text.split())

    def of_pieces(self, pieces: Array) -> tuple[Array, Array]:
        """The words of pieces, and for each word the place of its piece."""
        is_row = pieces < 0
        found, places = self._rows.of(~pieces[is_row])
        counts = np.ones(len(pieces), np.int64)
        counts[is_row] = np.bincount(places, minlength=int(is_row.sum()))
        of_word = np.repeat(np.arange(len(pieces)), counts)
        words = pieces[of_word]
        words[words < 0] = found
        return words, of_word


def ranks(strings: Iterable[str]) -> tuple[list[str], Array]:
    """The strings, all distinct, in order, and for each of the given ones its place there."""
    given = list(strings)
    ordered = sorted(given)
    places = {string: place for place, string in enumerate(ordered)}
    return ordered, np.fromiter(map(places.__getitem__, given), np.int64, len(given))
