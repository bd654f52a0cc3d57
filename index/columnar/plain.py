"""The loops of the executor over numpy: complete without a compiler, and the meaning of those in `_kernel.c`.

Document numbers are ascending int32, scores float64. Where a function takes `out`, the results go there and it
returns how many there are. `content, at, count, code` is a packed list, see `index.columnar.lists`.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from index.columnar.file import Array

WIDTHS = (0, 1, 2, 4)
"""Bytes of a number by its two-bit code; 0 stands for a one that is not written."""

K1 = 1.2
"""Of Whoosh's BM25F."""


def find(content: Array, offsets: Array, key: bytes) -> int:
    """The place of a string in a sorted table, or ~ the place where it would stand."""
    whole = content.data

    def at(number: int) -> bytes:
        return bytes(whole[offsets[number] : offsets[number + 1] - 1])

    place = bisect_left(range(len(offsets) - 1), key, key=at)
    return place if place < len(offsets) - 1 and at(place) == key else ~place


def place(numbers: Array, wanted: int) -> int:
    """The place of a number in an ascending uint32 array, -1 where it is not there."""
    found = int(numbers.searchsorted(wanted))
    return found if found < len(numbers) and numbers[found] == wanted else -1


def matched(content: Array, offsets: Array, other_content: Array, other_offsets: Array, out: Array) -> int:
    """`find` for every string of another table."""
    whole = other_content.data
    for number, (begin, end) in enumerate(pairwise(other_offsets.tolist())):
        out[number] = find(content, offsets, bytes(whole[begin : end - 1]))
    return len(other_offsets) - 1


def marked(
    content: Array,
    at: Array,
    wide: int,  # noqa: ARG001 the compiled loop needs it
    counts: Array,
    codes: Array,
    numbers: Array,
    mask: Array,
) -> int:
    """Sets the documents of several lists in a mask."""
    for number in numbers.tolist():
        gaps = _numbers(content, int(at[number]), int(counts[number]), int(codes[number]))
        mask[np.cumsum(gaps, dtype=np.int64)] = True
    return len(numbers)


def documents(content: Array, at: int, count: int, code: int, out: Array) -> int:
    """The documents of a packed list."""
    np.cumsum(_numbers(content, at, count, code), out=out[:count], dtype=np.int32)
    return count


def scored(
    content: Array,
    at: int,
    count: int,
    code: int,
    lengths: Array,
    norms: Array,
    idf: float,
    boost: float,
    within: Array | None,
    out: Array,
    scores: Array,
) -> int:
    """The documents of a packed list with their BM25F, in Whoosh's order of operations.

    `lengths` has the length byte of each document, `norms` for each length byte what it adds to a frequency.
    `within`, where given, narrows them to these documents.
    """
    found = np.cumsum(_numbers(content, at, count, code), dtype=np.int32)
    frequencies = _numbers(content, at + count * WIDTHS[code & 3], count, code >> 2).astype(np.float64)
    if within is not None:
        kept = np.isin(found, within, assume_unique=True)
        found, frequencies = found[kept], frequencies[kept]
    out[: len(found)] = found
    weighted = (frequencies * (K1 + 1)) / (frequencies + norms[lengths[found]])
    scores[: len(found)] = idf * weighted * boost
    return len(found)


def united(
    a: Array, a_scores: Array, b: Array, b_scores: Array, is_maximum: bool, out: Array, out_scores: Array
) -> int:
    """What is in a or in b; what is in both has the sum of its scores, or their maximum."""
    both = np.union1d(a, b)
    left, right = np.zeros(len(both)), np.zeros(len(both))
    left[np.searchsorted(both, a)] = a_scores
    right[np.searchsorted(both, b)] = b_scores
    out[: len(both)] = both
    out_scores[: len(both)] = np.maximum(left, right) if is_maximum else left + right
    return len(both)


def common(a: Array, b: Array, out: Array) -> int:
    """The places in a of what is also in b."""
    return _put(np.flatnonzero(np.isin(a, b, assume_unique=True)), out)


def allowed(found: Array, mask: Array, out: Array) -> int:
    """The places of the documents that the mask holds."""
    return _put(np.flatnonzero(mask[found]), out)


def best(keys: Array, found: Array, ranks: Array, count: int, out: Array) -> int:
    """The places of the `count` highest keys, best first; equal ones by the rank of their document, ascending."""
    candidates = np.arange(len(keys))
    if 0 < count < len(keys):
        candidates = np.flatnonzero(keys >= np.partition(keys, len(keys) - count)[len(keys) - count])
    order = np.lexsort((ranks[found[candidates]], -keys[candidates]))
    return _put(candidates[order][:count], out)


def tally(
    found: Array,
    first: Array | None,
    ordinals: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    none: int,
    renumbered: Array | None,
    counts: Array,
    touched: Array,
) -> int:
    """Counts the values of documents; returns how many documents have none.

    `first` says where each document's ordinals begin; without it each document has one, `none` standing for no value.
    Counts go by `renumbered` ordinal. `touched` collects the ordinals that have a count, their number first.
    """
    if first is None:
        values = ordinals[found]
        values = values[values != none]
        missing = len(found) - len(values)
    else:
        begins, ends = first[found].astype(np.int64), first[found + 1].astype(np.int64)
        values = ordinals[ranges(begins, ends - begins)]
        missing = int(np.count_nonzero(begins == ends))
    numbers = values if renumbered is None else renumbered[values]
    counts += np.bincount(numbers, minlength=len(counts)).astype(counts.dtype)
    known = np.flatnonzero(counts)
    touched[0] = len(known)
    touched[1 : len(known) + 1] = known
    return missing


def places(content: Array, at: int, count: int, code: int, within: Array, out: Array) -> int:
    """document << 32 | position of each occurrence in the documents `within`, ascending."""
    found = np.cumsum(_numbers(content, at, count, code), dtype=np.int64)
    frequency_at = at + count * WIDTHS[code & 3]
    frequencies = _numbers(content, frequency_at, count, code >> 2).astype(np.int64)
    total = int(frequencies.sum())
    positions = _numbers(content, frequency_at + count * WIDTHS[code >> 2 & 3], total, code >> 4)
    keys = np.repeat(found << 32, frequencies) | positions
    return _put(keys[np.isin(keys >> 32, within)], out)


def followed(a: Array, b: Array, step: int, out: Array) -> int:
    """Those of a of which a + step is in b."""
    return _put(a[np.isin(a + step, b, assume_unique=True)], out)


def alike(content: Array, offsets: Array, word: Array, distance: int, out: Array) -> int:
    """The numbers of the strings of a table within so many edits (optimal string alignment) of a word in UTF-32."""
    if len(offsets) == 1:
        return 0
    wanted = word.astype("<u4").tobytes().decode("utf-32-le")
    strings = content[:-1].tobytes().decode().split("\0")
    near = [
        number
        for number, string in enumerate(strings)
        if OSA.distance(wanted, string, score_cutoff=distance) <= distance
    ]
    return _put(np.array(near, np.int64), out)


def ranges(begins: Array, lengths: Array) -> Array:
    """begins[i], begins[i] + 1, … lengths[i] of them, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    first: Array = np.repeat(begins - ends + lengths, lengths)
    return first + np.arange(total)


def _numbers(content: Array, at: int, count: int, code: int) -> Any:
    width = WIDTHS[code & 3]
    if width == 0:
        return np.ones(count, np.uint8)
    return np.frombuffer(content.data, f"<u{width}", count, at)


def _put(found: Array, out: Array) -> int:
    out[: len(found)] = found
    return len(found)
