"""Texts as numbers of words: every distinct word of a batch is analysed once, however often it stands there.

A word never holds white space, and where it begins and ends depends on nothing beyond the white space around it. So
texts are cut there (`writing.cut`), and each distinct piece is looked for words once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np

from index.analysis import analysed, tokens
from index.columnar import writing
from index.columnar.file import Array
from index.columnar.plain import ranges
from index.columnar.strings import starts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers: the n-th is values[first[n]:first[n + 1]]; both are uint32."""

    first: Array
    values: Array

    @classmethod
    def of(cls, rows: Sequence[Sequence[T]], numbers: Mapping[T, int]) -> Rows:
        """The numbers of what is in these rows."""
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        values = map(numbers.__getitem__, chain.from_iterable(rows))
        return cls(starts(counts).astype(np.uint32), np.fromiter(values, np.uint32, int(counts.sum())))

    def some(self, numbers: Array) -> tuple[Array, Array]:
        """The values of these rows, one row behind the other, and how many each has."""
        counts = self.first[numbers + 1].astype(np.int64) - self.first[numbers]
        return self.values[ranges(self.first[numbers].astype(np.int64), counts)], counts


@dataclass(frozen=True, slots=True)
class Terms:
    """What words are found by: terms, in order, and the numbers of those of each word."""

    ordered: list[str]
    of_words: Rows

    @classmethod
    def of(cls, rows: Sequence[tuple[str, ...]]) -> Terms:
        """The terms of words, a row for each."""
        ordered = sorted(set(chain.from_iterable(rows)))
        numbers = dict(zip(ordered, range(len(ordered)), strict=True))
        return cls(ordered, Rows.of(rows, numbers))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts. One that stands in texts of two languages is two words, which have one surface.

    `found` (int32) has the words of all texts in order; `counts` (uint32) how many each text has.
    """

    surfaces: Terms
    exact: Terms
    stems: Terms
    found: Array
    counts: Array

    @classmethod
    def of(cls, texts: list[str], languages: Sequence[str | None]) -> Words:
        """Finds and analyses the words of texts, each in its language."""
        known = list(dict.fromkeys(languages))
        numbers = {language: number for number, language in enumerate(known)}
        (pieces, of_piece), found, counts = writing.cut(texts, [numbers[language] for language in languages])
        found, counts = np.frombuffer(found, np.int32), np.frombuffer(counts, np.uint32)
        if not all(map(str.isascii, pieces)):
            pieces, of_piece, rows = _words(pieces, of_piece)
            found, counts = _spread(found, counts, rows)
        exact, stems = _analysed(pieces, np.array(of_piece, np.int64), known)
        return cls(Terms.of(list(zip(pieces, strict=True))), Terms.of(exact), Terms.of(stems), found, counts)


def _words(pieces: list[str], languages: list[int]) -> tuple[list[str], list[int], Rows]:
    """The words in pieces, with their languages, and the numbers of the words of each piece."""
    rows = [[(word, language) for word in _words_in(piece)] for piece, language in zip(pieces, languages, strict=True)]
    words = list(dict.fromkeys(chain.from_iterable(rows)))
    numbers = dict(zip(words, range(len(words)), strict=True))
    return [word for word, _ in words], [language for _, language in words], Rows.of(rows, numbers)


def _words_in(piece: str) -> Sequence[str]:
    """A piece of ASCII is a word."""
    return (piece,) if piece.isascii() else [token.text for token in tokens(piece)]


def _spread(pieces: Array, counts: Array, words: Rows) -> tuple[Array, Array]:
    """The words of texts, and how many each text has, when their pieces are given."""
    found, of_piece = words.some(pieces)
    ends = starts(of_piece)[np.cumsum(counts, dtype=np.int64)]
    return found.astype(np.int32), np.diff(ends, prepend=0).astype(np.uint32)


def _analysed(
    words: list[str], of_word: Array, languages: Sequence[str | None]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The exact terms and the stems of words, language by language."""
    if len(languages) == 1:
        return analysed(words, languages[0])
    exact: list[tuple[str, ...]] = [()] * len(words)
    stems: list[tuple[str, ...]] = [()] * len(words)
    for number, language in enumerate(languages):
        chosen = np.flatnonzero(of_word == number).tolist()
        of_language = analysed([words[word] for word in chosen], language)
        for word, exact_row, stem_row in zip(chosen, *of_language, strict=True):
            exact[word], stems[word] = exact_row, stem_row
    return exact, stems


def ranks(strings: Sequence[str]) -> tuple[list[str], Array]:
    """The strings, all distinct, in order, and for each of the given ones its place there."""
    ordered = sorted(strings)
    places = {string: place for place, string in enumerate(ordered)}
    return ordered, np.fromiter(map(places.__getitem__, strings), np.int64, len(strings))
