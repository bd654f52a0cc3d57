"""The loops that write segments in Python and numpy: complete without a compiler, and the meaning of those in
`_writing.c`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from index.analysis import candidates, exact_terms
from index.columnar.file import Array
from index.columnar.lists import Flat, pack
from index.columnar.plain import ranges
from index.columnar.strings import Strings

REVISION = 2
"""Raised whenever a loop takes or gives something else; that of `_writing.c` must be the same."""

_OF_ASCII = re.compile(r"[A-Za-z0-9.,']+")


def cut(texts: list[str], languages: list[int]) -> tuple[tuple[list[str], list[int]], Array, Array]:
    """Cuts texts into pieces and numbers these: a word where it and all up to the next white space is ASCII, else
    everything between two white spaces as it stands, for `index.analysis` to find the words in it.

    A piece is another one in texts of another language; languages come as numbers. Returns the pieces in the order in
    which they are first seen with their languages, the numbers of the pieces of all texts in order (int32), and how
    many each text has (uint32).
    """
    numbers: dict[tuple[str, int], int] = {}
    found: list[int] = []
    counts = []
    for text, language in zip(texts, languages, strict=True):
        before = len(found)
        found += [numbers.setdefault((piece, language), len(numbers)) for piece in _pieces(text)]
        counts.append(len(found) - before)
    pieces = [piece for piece, _ in numbers], [language for _, language in numbers]
    return pieces, np.array(found, np.int32), np.array(counts, np.uint32)


def _pieces(text: str) -> Iterator[str]:
    for piece in text.split():
        if piece.isascii():
            yield from (match[0] for match in candidates(piece))
        else:
            yield piece


def folded(words: list[str]) -> list[str | None]:
    """The exact term of each word of ASCII letters, digits and the signs inside of such words; None for the others."""
    return [(*exact_terms(word), None)[0] if _OF_ASCII.fullmatch(word) else None for word in words]


def inverted(
    words: Array, counts: Array, first: Array, terms: Array, size: int, has_positions: bool
) -> tuple[tuple[Array, Array, Array, Array, Array], Array]:
    """The lists of the terms that stand for words: for each term its documents, packed as `index.columnar.lists` says.

    `words` (int32) are those of all documents in order, `counts` (uint32) says how many each document has. The terms
    of a word are `terms[first[word]:first[word + 1]]` (uint32), all of them below `size`. Returns the terms that have a
    list (uint32) with the lists' counts (uint32), codes (uint8), sizes in bytes (int64) and bytes, and how many terms
    each document has (uint32). Raises IndexError for a number outside of its array.
    """
    is_row = len(first) and first[-1] <= len(terms) and (first[1:] >= first[:-1]).all()
    is_inside = not len(words) or 0 <= words.min() <= words.max() < len(first) - 1
    if not is_row or not is_inside or (terms >= size).any() or len(words) != counts.sum():
        raise IndexError("a number leads outside of its array")
    of_word = first[words + 1].astype(np.int64) - first[words]
    found = terms[ranges(first[words].astype(np.int64), of_word)]
    at = np.repeat(np.arange(len(words)), of_word)
    order = np.argsort(found, kind="stable")
    found, at = found[order].astype(np.int64), at[order]
    documents = np.repeat(np.arange(len(counts)), counts)[at]
    is_first = np.ones(len(found), np.bool_)
    is_first[1:] = (found[1:] != found[:-1]) | (documents[1:] != documents[:-1])
    begins = np.flatnonzero(is_first)
    present, of_term = np.unique(found[begins], return_counts=True)
    positions = (at - (np.cumsum(counts, dtype=np.int64) - counts)[documents]) if has_positions else None
    packed = pack(Flat(of_term, documents[begins], np.diff(begins, append=len(found)), positions))
    lists = present.astype(np.uint32), packed.counts, packed.codes, packed.sizes, packed.content
    return lists, np.bincount(documents, minlength=len(counts)).astype(np.uint32)


def ranked(strings: list[str]) -> tuple[Array, Array, Array]:
    """The table of these strings, each once, as `index.columnar.strings` says: its bytes (uint8) and offsets (uint32),
    and the number of each string in it (uint32)."""
    ordered = sorted(set(strings))
    numbers = {string: number for number, string in enumerate(ordered)}
    table = Strings.of([string.encode() for string in ordered])
    return table.content, table.offsets, np.array([numbers[string] for string in strings], np.uint32)
