"""Texts as numbers of words: every distinct word of a batch is analysed once, however often it stands there.

A word never holds white space, and where it begins and ends depends on nothing beyond the white space around it. So
texts are cut there (`writing.cut`), and each distinct piece is looked for words once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

import numpy as np

from index.analysis import DEFAULT_LANGUAGE, default_stems, exact_terms, stem_terms, tokens
from index.columnar import writing
from index.columnar.file import Array
from index.columnar.plain import ranges
from index.columnar.strings import Strings, starts

_TermRows: TypeAlias = list[tuple[str, ...]]
"""The terms of words, a row for each."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers: the n-th is values[first[n]:first[n + 1]]; both are uint32."""

    first: Array
    values: Array

    @classmethod
    def of(cls, rows: Sequence[Sequence[object]], values: Array) -> Rows:
        """These values, as many in each row as there are in these ones."""
        return cls(starts(np.fromiter(map(len, rows), np.int64, len(rows))).astype(np.uint32), values)

    def some(self, numbers: Array) -> tuple[Array, Array]:
        """The values of these rows, one row behind the other, and how many each has."""
        counts = self.first[numbers + 1].astype(np.int64) - self.first[numbers]
        return self.values[ranges(self.first[numbers].astype(np.int64), counts)], counts


@dataclass(frozen=True, slots=True)
class Terms:
    """What words are found by: a table of terms, and the numbers of those of each word."""

    table: Strings
    of_words: Rows

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Terms:
        """The terms of words, a row for each."""
        table, numbers = ranked(list(chain.from_iterable(rows)))
        return cls(table, Rows.of(rows, numbers))


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
        exact, stems = _analysed(pieces, of_piece, known)
        return cls(Terms.of(list(zip(pieces, strict=True))), Terms.of(exact), Terms.of(stems), found, counts)


def _words(pieces: list[str], languages: list[int]) -> tuple[list[str], list[int], Rows]:
    """The words in pieces, with their languages, and the numbers of the words of each piece."""
    rows = [[(word, language) for word in _words_in(piece)] for piece, language in zip(pieces, languages, strict=True)]
    numbers: dict[tuple[str, int], int] = {}
    found = [numbers.setdefault(word, len(numbers)) for row in rows for word in row]
    return (
        [word for word, _ in numbers],
        [language for _, language in numbers],
        Rows.of(rows, np.array(found, np.uint32)),
    )


def _words_in(piece: str) -> Sequence[str]:
    """A piece of ASCII is a word."""
    return (piece,) if piece.isascii() else [token.text for token in tokens(piece)]


def _spread(pieces: Array, counts: Array, words: Rows) -> tuple[Array, Array]:
    """The words of texts, and how many each text has, when their pieces are given."""
    found, of_piece = words.some(pieces)
    ends = starts(of_piece)[np.cumsum(counts, dtype=np.int64)]
    return found.astype(np.int32), np.diff(ends, prepend=0).astype(np.uint32)


def _analysed(words: list[str], of_word: list[int], languages: Sequence[str | None]) -> tuple[_TermRows, _TermRows]:
    """The exact terms and the stems of words."""
    if len(languages) == 1:
        return _of_language(words, languages[0])
    exact: _TermRows = [()] * len(words)
    stems: _TermRows = [()] * len(words)
    numbers = np.array(of_word)
    for number, language in enumerate(languages):
        chosen = np.flatnonzero(numbers == number).tolist()
        of_language = _of_language([words[word] for word in chosen], language)
        for word, exact_row, stem_row in zip(chosen, *of_language, strict=True):
            exact[word], stems[word] = exact_row, stem_row
    return exact, stems


def _of_language(words: list[str], language: str | None) -> tuple[_TermRows, _TermRows]:
    """The same for words of texts in one language."""
    exact = [
        (folded,) if folded else exact_terms(word) for word, folded in zip(words, writing.folded(words), strict=True)
    ]
    if (language or DEFAULT_LANGUAGE) != DEFAULT_LANGUAGE:
        return exact, [stem_terms(word, language) for word in words]
    stems = default_stems(list(chain.from_iterable(exact)))
    if len(stems) == len(words):  # each has one exact term: none has none
        return exact, list(zip(stems, strict=True))
    following = iter(stems)
    return exact, [tuple(dict.fromkeys(islice(following, len(terms)))) for terms in exact]


def ranked(strings: list[str]) -> tuple[Strings, Array]:
    """The table of these strings, each once, and the number of each of them in it."""
    content, offsets, numbers = writing.ranked(strings)
    table = Strings(np.frombuffer(content, np.uint8), np.frombuffer(offsets, np.uint32))
    return table, np.frombuffer(numbers, np.uint32)
