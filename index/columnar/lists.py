"""Many lists of documents, each packed as narrowly as its largest number allows.

A list is, for one term: the documents that have it, how often each has it, and at which positions. It is written as

    gaps          document - the document before it (the first: the document itself), one number a document
    frequencies   one number a document
    positions     of all occurrences, document by document

Each of the three has its own width, 0, 1, 2 or 4 bytes, whatever the largest number of this list needs, so that
there is no limit to a frequency or position and no escape. Frequencies of width 0 are all one; positions of width 0
are not kept. A list's code holds the widths: gaps in bits 0-1, frequencies in bits 2-3, positions in bits 4-5.

    NAME.lists     the lists, one behind the other        NAME.counts   how many documents each list has
    NAME.at        where each list begins                 NAME.codes    its code

Counts are written as narrowly as they can be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array, ColumnFile
from index.columnar.plain import WIDTHS, ranges
from index.errors import IndexDamaged

_WIDTHS = np.array(WIDTHS, np.int64)


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists in a file."""

    content: Array
    at: Array
    counts: Array
    codes: Array

    @classmethod
    def read(cls, file: ColumnFile, name: str) -> Lists:
        """The lists of that name in a file."""
        return cls(*(file.array(f"{name}.{part}") for part in ("lists", "at", "counts", "codes")))

    def __len__(self) -> int:
        return len(self.counts)

    def some(self, mask: Array) -> Lists:
        """The lists that a mask holds."""
        return Lists(self.content, self.at[mask], self.counts[mask], self.codes[mask])

    def extent(self, number: int) -> tuple[int, int, int]:
        """Where a list begins, how many documents it has, and its code. Raises IndexDamaged."""
        at, count, code = int(self.at[number]), int(self.counts[number]), int(self.codes[number])
        if at + count > len(self.content):  # a document takes a byte at least
            raise IndexDamaged("a list of documents ends outside of its column")
        return at, count, code

    def documents(self, number: int) -> Array:
        """The documents of one list."""
        at, count, code = self.extent(number)
        out = np.empty(count, np.int32)
        kernel.documents(self.content, at, count, code, out)
        return out

    def mark(self, numbers: Array, mask: Array) -> None:
        """Sets the documents of several lists in a mask."""
        lists = numbers.astype(np.int64)
        at, counts = self.at, self.counts
        kernel.marked(self.content, at, at.itemsize, counts, counts.itemsize, self.codes, lists, mask)


@dataclass(frozen=True, slots=True)
class Flat:
    """Lists spread out: what is packed, and what comes back when they are unpacked.

    `counts` has the number of documents of each list. Documents and frequencies are those of all lists in order;
    positions those of all their occurrences, None where they are not kept.
    """

    counts: Array
    documents: Array
    frequencies: Array | None
    positions: Array | None


def ones(flat: Flat) -> Array:
    """The frequencies of lists: ones where they are not kept."""
    return np.ones(len(flat.documents), np.int64) if flat.frequencies is None else flat.frequencies


@dataclass(frozen=True, slots=True)
class Packed:
    """Lists packed: `sizes` has the bytes of each."""

    content: Array
    sizes: Array
    counts: Array
    codes: Array


def pack(flat: Flat) -> Packed:
    """Packs lists, none of them empty."""
    first = np.cumsum(flat.counts) - flat.counts
    gaps = flat.documents.astype(np.int64)
    gaps[1:] -= flat.documents[:-1]
    gaps[first] = flat.documents[first]
    gap_codes = _codes(gaps, first, at_least=1)
    if flat.frequencies is None:
        frequency_codes = position_codes = np.zeros(len(first), np.int64)
        occurrences = np.zeros(len(first), np.int64)
    else:
        frequency_codes = _codes(flat.frequencies, first, at_least=0)
        occurrences = np.add.reduceat(flat.frequencies, first, dtype=np.int64) if len(first) else first
        position_codes = np.zeros(len(first), np.int64)
    if flat.positions is not None:
        position_codes = _codes(flat.positions, np.cumsum(occurrences) - occurrences, at_least=1)
    sizes = flat.counts * (_WIDTHS[gap_codes] + _WIDTHS[frequency_codes]) + occurrences * _WIDTHS[position_codes]
    at = np.cumsum(sizes) - sizes
    content = np.empty(int(sizes.sum()), np.uint8)
    _place(content, at, gaps, flat.counts, gap_codes)
    at = at + flat.counts * _WIDTHS[gap_codes]
    if flat.frequencies is not None:
        _place(content, at, flat.frequencies, flat.counts, frequency_codes)
        at = at + flat.counts * _WIDTHS[frequency_codes]
    if flat.positions is not None:
        _place(content, at, flat.positions, occurrences, position_codes)
    codes = gap_codes | frequency_codes << 2 | position_codes << 4
    return Packed(content, sizes, flat.counts.astype(np.uint32), codes.astype(np.uint8))


def unpack(lists: Lists, first: int, last: int) -> Flat:
    """Spreads out the lists from first to before last."""
    counts = lists.counts[first:last].astype(np.int64)
    codes = lists.codes[first:last].astype(np.int64)
    at = lists.at[first:last].astype(np.int64)
    documents = _ascending(_taken(lists.content, at, counts, codes & 3), counts)
    at = at + counts * _WIDTHS[codes & 3]
    frequencies = _taken(lists.content, at, counts, codes >> 2 & 3)
    if not (codes >> 4).any():
        return Flat(counts, documents, frequencies, None)
    occurrences = np.add.reduceat(frequencies, np.cumsum(counts) - counts) if len(counts) else counts
    at = at + counts * _WIDTHS[codes >> 2 & 3]
    return Flat(counts, documents, frequencies, _taken(lists.content, at, occurrences, codes >> 4))


def _codes(numbers: Array, first: Array, at_least: int) -> Array:
    """The code of the narrowest width for each list; `first` has the places where lists begin."""
    if not len(first):
        return np.empty(0, np.int64)
    largest = np.maximum.reduceat(numbers, first)
    codes = np.digitize(largest, (1, 0xFF, 0xFFFF), right=True)
    return np.maximum(codes, at_least).astype(np.int64)


def _place(content: Array, at: Array, numbers: Array, counts: Array, codes: Array) -> None:
    """Writes the numbers of each list, so many each, at its place with its width."""
    of_number = np.repeat(codes, counts)
    for code in (1, 2, 3):
        chosen = codes == code
        if chosen.any():
            width = WIDTHS[code]
            places = ranges(at[chosen], counts[chosen] * width)
            content[places] = numbers[of_number == code].astype(f"<u{width}").view(np.uint8)


def _taken(content: Array, at: Array, counts: Array, codes: Array) -> Array:
    """Reads what `_place` wrote; width 0 reads as ones."""
    numbers = np.ones(int(counts.sum()), np.int64)
    of_number = np.repeat(codes, counts)
    for code in (1, 2, 3):
        chosen = codes == code
        if chosen.any():
            width = WIDTHS[code]
            numbers[of_number == code] = content[ranges(at[chosen], counts[chosen] * width)].view(f"<u{width}")
    return numbers


def _ascending(gaps: Array, counts: Array) -> Array:
    """Documents from their gaps, list by list."""
    running = np.cumsum(gaps)
    before = np.zeros(len(counts), np.int64)
    ends = np.cumsum(counts)
    before[1:] = running[ends[:-1] - 1]
    return running - np.repeat(before, counts)
