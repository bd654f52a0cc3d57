"""How segments become one, over numpy: complete without a compiler, and the meaning of what is in `_merging.c`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np

from index.columnar.file import Array
from index.columnar.lists import Flat, Lists, ones, pack, unpack
from index.columnar.plain import ranges
from index.columnar.strings import Strings, starts

REVISION = 1
"""Raised whenever a function takes or gives something else; that of `_merging.c` must be the same."""

Table = tuple[Array, Array, Array | None, Array]
"""Strings to unite: content and offsets (see `index.columnar.strings`), a mask of those wanted (None: all), and room
for the new number of each; it is -1 for those not wanted."""

Surfaces = tuple[Array, Array, Array, Array]
"""Surfaces to gather: content and offsets, where those of each exact term begin, and the new number of each term."""

Source = tuple[Array, Array, Array, Array, Array, Array]
"""Lists to join: content, places, counts and codes (see `index.columnar.lists`), the new number of each list's term,
and for each document its new number, -1 for a deleted one."""


def united(tables: tuple[Table, ...], content: Array, offsets: Array) -> int:
    """Makes one sorted table of several, each string once; returns how many it has."""
    given = [_strings(of, offsets) for of, offsets, *_ in tables]
    masks = [
        np.ones(len(of), np.bool_) if mask is None else mask for of, (_, _, mask, _) in zip(given, tables, strict=True)
    ]
    merged = sorted(set().union(*(compress(of, mask) for of, mask in zip(given, masks, strict=True))))
    places = {string: place for place, string in enumerate(merged)}
    for of, mask, (*_, numbers) in zip(given, masks, tables, strict=True):
        numbers[:] = [places[string] if is_wanted else -1 for string, is_wanted in zip(of, mask, strict=True)]
    return _put(merged, content, offsets)


def gathered(sources: tuple[Surfaces, ...], content: Array, offsets: Array, first: Array) -> int:
    """Makes one table of the surfaces of every term, sorted term by term, each once; returns how many it has.

    Given out is also where those of each term begin, and at the end where the last ones end.
    """
    pairs: set[tuple[int, bytes]] = set()
    for of, places, begins, terms in sources:
        counts: Array = np.diff(begins.astype(np.int64))
        pairs.update(zip(np.repeat(terms, counts).tolist(), _strings(of, places), strict=True))
    merged = sorted(pairs)
    numbers = np.array([term for term, _ in merged], np.int64)
    first[:] = starts(np.bincount(numbers, minlength=len(first) - 1))
    return _put([surface for _, surface in merged], content, offsets)


def _strings(content: Array, offsets: Array) -> list[bytes]:
    return Strings(content, offsets).encoded_slice(0, len(offsets) - 1)


def _put(strings: list[bytes], content: Array, offsets: Array) -> int:
    table = Strings.of(strings)
    content[: len(table.content)] = table.content
    offsets[: len(table.offsets)] = table.offsets
    return len(table)


def joined(
    sources: tuple[Source, ...],
    content: Array,
    occurrences: Array,
    terms: Array,
    sizes: Array,
    counts: Array,
    codes: Array,
) -> int:
    """Joins the lists of each term, deleted documents left out; returns how many terms have a list then.

    Given out are the lists, and for each how many occurrences it has, its term, bytes, documents and code.
    """
    pieces = [_piece(source) for source in sources]
    every = np.unique(np.concatenate([piece.terms for piece in pieces]))
    of_piece = np.zeros((len(pieces), len(every)), np.int64)
    of_positions = np.zeros_like(of_piece)
    for row, piece in enumerate(pieces):
        places = np.searchsorted(every, piece.terms)
        of_piece[row, places] = piece.counts
        of_positions[row, places] = _sums(piece.frequencies, piece.counts)
    of_term = of_piece.sum(axis=0)
    present = np.flatnonzero(of_term)
    positions = [piece.positions for piece in pieces if piece.positions is not None]
    packed = pack(
        Flat(
            of_term[present],
            _interleaved(of_piece, [piece.documents for piece in pieces]),
            _interleaved(of_piece, [piece.frequencies for piece in pieces]),
            _interleaved(of_positions[[p.positions is not None for p in pieces]], positions) if positions else None,
        )
    )
    content[: len(packed.content)] = packed.content
    found = of_positions.sum(axis=0)[present], every[present], packed.sizes, packed.counts, packed.codes
    for room, numbers in zip((occurrences, terms, sizes, counts, codes), found, strict=True):
        room[: len(numbers)] = numbers
    return len(present)


class _Piece(NamedTuple):
    """The lists of one segment spread out, with the new numbers of terms and documents; see `Flat`."""

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array | None


def _piece(source: Source) -> _Piece:
    content, at, counts, codes, terms, renumbered = source
    flat = unpack(Lists(content, at, counts, codes), 0, len(counts))
    documents, frequencies = renumbered[flat.documents], ones(flat)
    kept = documents >= 0
    positions = None if flat.positions is None else flat.positions[np.repeat(kept, frequencies)]
    return _Piece(terms, _sums(kept, flat.counts), documents[kept], frequencies[kept], positions)


def _interleaved(counts: Array, columns: Sequence[Array]) -> Array:
    """Puts together what several segments have for each term: first the first segment's, then the second's, …

    `counts[segment, term]` says how many numbers each has; there is one array for each segment.
    """
    whole = counts.sum(axis=0)
    before = np.cumsum(counts, axis=0) - counts + (np.cumsum(whole) - whole)
    merged = np.empty(int(whole.sum()), np.int64)
    for row, column in enumerate(columns):
        merged[ranges(before[row], counts[row])] = column
    return merged


def _sums(numbers: Array, counts: Array) -> Array:
    """The sum of each run of so many numbers."""
    ends: Array = starts(numbers)[np.cumsum(counts)]
    return np.diff(ends, prepend=0)
