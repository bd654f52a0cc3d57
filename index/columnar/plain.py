"""The loops of the executor over numpy: complete without a compiler, and the meaning of those in `_kernel.c`.

Document numbers are ascending int32, scores float64. Where a function takes `out`, the results go there and it
returns how many there are. `content, at, count, code` is a packed list, see `index.columnar.lists`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from rapidfuzz.distance import OSA

from index.columnar import trees
from index.columnar.file import Array
from index.columnar.trees import Tree
from index.snippets import Mark, Span, chosen

ValueColumn: TypeAlias = tuple[Array, int, Mapping[int, Any]]
"""A KEYWORD or DAY field: the row of each document, the bytes of a row, and what each row stands for."""

CountedColumn: TypeAlias = tuple[Array, int, Array | None, Array | None, int, int, Array | None]
"""The same field as facets count it: the row of each document, the bytes of a row; first, ordinals, the bytes of an
ordinal; the row that stands for no value where a row is an ordinal and `first` None (`segment.Values`); and the number
that each ordinal is counted by, where it is not its own."""

REVISION = 14
"""Raised whenever a loop takes or gives something else; that of `_kernel.c` must be the same."""

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


def place(
    numbers: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    wanted: int,
) -> int:
    """The place of a number in an ascending array, -1 where it is not there."""
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
    width: int,  # noqa: ARG001 the same
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


Memory: TypeAlias = tuple[bytes, int, int]
"""What was found: scores (float64) and documents (int32) in one piece of memory, how many documents there are, and the
room for how many scores comes before them."""


def answered(tree: Tree, size: int, live: Array | None, within: Array | None, wanted: Array | None) -> Memory:
    """The documents that a tree finds in a segment of so many, ascending, and their scores; see `index.columnar.trees`.

    `live` is a mask of the documents that are there, None where all are; `within` narrows the answer to these. `wanted`
    is a mask of those whose scores matter: words alone score 0 in others, where `within` is None.
    """
    return _memory(*_answered(tree, size, live, within, wanted))


def _memory(documents: Array, scores: Array) -> Memory:
    return scores.tobytes() + documents.astype(np.int32).tobytes(), len(documents), len(documents)


def _answered(
    tree: Tree, size: int, live: Array | None, within: Array | None, wanted: Array | None
) -> tuple[Array, Array]:
    match tree:
        case (trees.LISTED, *packed, lengths, weights, idf, boost):
            documents, scores = _listed(packed, lengths, weights[0], idf, boost, within)
            return documents, scores if wanted is None or within is not None else np.where(
                wanted[documents], scores, 0.0
            )
        case (trees.GIVEN, documents, scores):
            kept = slice(None) if within is None else np.isin(documents, within, assume_unique=True)
            return documents[kept], scores[kept]
        case (trees.EITHER, is_maximum, left, right):
            one, other = (_answered(inner, size, live, within, wanted) for inner in (left, right))
            return _united(one, other, is_maximum)
        case (trees.BOTH, *inner):
            return _common(inner, size, live, within, wanted)
        case (trees.PHRASE, boost, *words):
            return _phrase(words, boost, within)
    documents = np.arange(size, dtype=np.int32) if within is None else within
    if live is not None:
        documents = documents[live[documents]]
    score = 0.0
    match tree:
        case (trees.MASKED, mask, score):
            documents = documents[mask[documents]]
        case (trees.OTHER, inner):
            found = _answered(inner, size, live, within, wanted)[0]
            documents = np.setdiff1d(documents, found, assume_unique=True)
    return documents, np.full(len(documents), score)


def _listed(
    packed: list[Any], lengths: Array, norms: Array, idf: float, boost: float, within: Array | None
) -> tuple[Array, Array]:
    """A packed list with its BM25F, in Whoosh's order of operations."""
    content, at, count, code = packed
    found = np.cumsum(_numbers(content, at, count, code), dtype=np.int32)
    frequencies = _numbers(content, at + count * WIDTHS[code & 3], count, code >> 2).astype(np.float64)
    if within is not None:
        kept = np.isin(found, within, assume_unique=True)
        found, frequencies = found[kept], frequencies[kept]
    weighted = (frequencies * (K1 + 1)) / (frequencies + norms[lengths[found]])
    return found, idf * weighted * boost


def _united(a: tuple[Array, Array], b: tuple[Array, Array], is_maximum: bool) -> tuple[Array, Array]:
    both = np.union1d(a[0], b[0]).astype(np.int32)
    left, right = np.zeros(len(both)), np.zeros(len(both))
    left[np.searchsorted(both, a[0])] = a[1]
    right[np.searchsorted(both, b[0])] = b[1]
    return both, np.maximum(left, right) if is_maximum else left + right


def _common(
    inner: list[Tree], size: int, live: Array | None, within: Array | None, wanted: Array | None
) -> tuple[Array, Array]:
    answers = []
    for tree in inner:
        answers.append(_answered(tree, size, live, within, wanted))
        within = answers[-1][0]
    scores = np.zeros(len(answers[-1][0]))
    for documents, of_tree in reversed(answers):
        scores += of_tree[np.searchsorted(documents, answers[-1][0])]
    return answers[-1][0], scores


def _phrase(words: list[Tree], boost: float, within: Array | None) -> tuple[Array, Array]:
    """Where words stand one behind the other: the first ones left are those that the next one follows."""
    found = None
    for step, (_, content, at, count, code, *_) in enumerate(words):
        keys = _occurrences(content, at, count, code) - step
        found = keys if found is None else found[np.isin(found, keys, assume_unique=True)]
    documents = np.unique((np.empty(0, np.int64) if found is None else found) >> 32).astype(np.int32)
    if within is not None:
        documents = documents[np.isin(documents, within, assume_unique=True)]
    scores = np.zeros(len(documents))
    for _, *packed, lengths, weights, idf, of_word in words:
        scores += _listed(packed, lengths, weights[0], idf, of_word, documents)[1]
    return documents, scores * boost


def kept(documents: Array, scores: Array, mask: Array) -> Memory:
    """What a mask holds of what was found."""
    allowed = mask[documents]
    return _memory(documents[allowed], scores[allowed])


def common(
    a: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    b: Array,
    out: Array,
) -> int:
    """The places in a of what is also in b."""
    return _put(np.flatnonzero(np.isin(a, b, assume_unique=True)), out)


def best(
    keys: Array, documents: Array, scores: Array, ranks: Array, part: int, count: int
) -> list[tuple[float, int, int, float]]:
    """(key, part, document, score) of the `count` highest keys, best first; equal ones by rank."""
    places = _highest(keys, ranks[documents], count)
    found = zip(keys[places].tolist(), documents[places].tolist(), scores[places].tolist(), strict=True)
    return [(key, part, document, score) for key, document, score in found]


def _highest(keys: Array, ranks: Array, count: int) -> Array:
    """The places of the `count` highest keys, best first; equal ones by rank, ascending."""
    candidates = np.arange(len(keys))
    if 0 < count < len(keys):
        candidates = np.flatnonzero(keys >= np.partition(keys, len(keys) - count)[len(keys) - count])
    order = np.lexsort((ranks[candidates], -keys[candidates]))
    places: Array = candidates[order][:count]
    return places


def tally(documents: list[Array], columns: tuple[CountedColumn, ...], counts: Array, touched: Array) -> int:
    """Counts the values of documents, given segment by segment; returns how many documents have none.

    What was counted before is cleared. `touched` collects the numbers that have a count, how many there are first.
    """
    counts[touched[1 : touched[0] + 1]] = 0
    missing = sum(_tally_part(found, column, counts) for found, column in zip(documents, columns, strict=True))
    known = np.flatnonzero(counts)
    touched[0] = len(known)
    touched[1 : len(known) + 1] = known
    return missing


def _tally_part(found: Array, column: CountedColumn, counts: Array) -> int:
    rows, _, first, ordinals, _, none, renumbered = column
    of_documents = rows[found]
    if first is None or ordinals is None:
        values = of_documents[of_documents != none]
        missing = len(found) - len(values)
    else:
        begins, ends = first[of_documents].astype(np.int64), first[1:][of_documents].astype(np.int64)
        values = ordinals[ranges(begins, ends - begins)]
        missing = int(np.count_nonzero(begins == ends))
    numbers = values if renumbered is None else renumbered[values]
    counts += np.bincount(numbers, minlength=len(counts)).astype(counts.dtype)
    return missing


def leading(
    counts: Array, touched: Array, ranks: Array, size: int, decoded: Mapping[int, str]
) -> tuple[list[str], list[int], int]:
    """What the numbers of the highest counts stand for, equal ones by rank; these counts; the sum of all counts."""
    numbers = touched[1 : touched[0] + 1]
    chosen = numbers[_highest(counts[numbers], ranks[numbers], size)]
    return [decoded[number] for number in chosen.tolist()], counts[chosen].tolist(), int(counts[numbers].sum())


def span(
    documents: Array,
    rows: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    none: int,
) -> tuple[int, int, int]:
    """The first and the last row of documents, -1 where there is none, and how many documents have none."""
    found = rows[documents]
    known = found[found != none]
    first, last = (int(known.min()), int(known.max())) if len(known) else (-1, -1)
    return first, last, len(found) - len(known)


def dated(
    documents: Array,
    rows: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    periods: Array,
    begin: int,
    counts: Array,
) -> int:
    """Counts documents by period; `periods` has that of each row, -1 for none, `begin` is the first counted."""
    found = periods[rows[documents]]
    counts += np.bincount(found[found >= 0] - begin, minlength=len(counts)).astype(counts.dtype)
    return len(documents)


def extended(rows: list[list[Any]], documents: Array, columns: tuple[ValueColumn, ...]) -> int:
    """Adds to the row of each document what it has in each column; returns how many rows there are."""
    for row, document in zip(rows, documents.tolist(), strict=True):
        row += [decoded[int(of[document])] for of, _, decoded in columns]
    return len(rows)


def pieces(
    content: Array,
    at: Array,
    width: int,  # noqa: ARG001 the compiled loop needs it
    numbers: Array,
    ending: int,
) -> list[bytes]:
    """The pieces of these numbers, each without so many bytes at its end; `at` says where each begins and ends."""
    begins, ends = at[numbers].tolist(), at[numbers + 1].tolist()
    return [content[begin : end - ending].tobytes() for begin, end in zip(begins, ends, strict=True)]


def places(content: Array, at: int, count: int, code: int, within: Array, out: Array) -> int:
    """document << 32 | position of each occurrence in the documents `within`, ascending."""
    keys = _occurrences(content, at, count, code)
    return _put(keys[np.isin(keys >> 32, within)], out)


def _occurrences(content: Array, at: int, count: int, code: int) -> Array:
    """document << 32 | position of each occurrence, ascending."""
    found = np.cumsum(_numbers(content, at, count, code), dtype=np.int64)
    frequency_at = at + count * WIDTHS[code & 3]
    frequencies = _numbers(content, frequency_at, count, code >> 2).astype(np.int64)
    total = int(frequencies.sum())
    positions = _numbers(content, frequency_at + count * WIDTHS[code >> 2 & 3], total, code >> 4)
    keys: Array = np.repeat(found << 32, frequencies) | positions
    return keys


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


def words_in(text: str, surfaces: tuple[str, ...], numbers: tuple[int, ...]) -> tuple[list[Mark], list[Mark]]:
    """Where these surfaces stand in a text, as (start, end, number), in order: those that are words for certain, and
    those of which the signs around them leave a doubt.

    Surfaces are letters below U+0530 and digits, two at least, a letter first. Numbers ascend.
    """
    sure: list[Mark] = []
    unsure: list[Mark] = []
    for surface, number in zip(surfaces, numbers, strict=True):
        start = text.find(surface)
        while start >= 0:
            end = start + len(surface)
            around = {_sign_kind(sign) for sign in (text[start - 1 : start], text[end : end + 1])}
            if "inside" not in around:
                (unsure if "doubtful" in around else sure).append((start, end, number))
            start = text.find(surface, start + 1)
    return sorted(sure), sorted(unsure)


def quoted(text: str, marks: list[Mark], count: int, length: int) -> list[tuple[str, tuple[Span, ...]]]:
    """At most so many fragments of about that length, those that show most of the marks, with where marks are in each.

    Marks are in order, and none is empty.
    """
    return [(snippet.text, snippet.marks) for snippet in chosen(text, marks, count, length)]


def shown(
    text: str, surfaces: tuple[str, ...], numbers: tuple[int, ...], others: tuple[str, ...], count: int, length: int
) -> list[tuple[str, tuple[Span, ...]]] | None:
    """`quoted` of where these surfaces stand in a text.

    None where the signs around one leave a doubt, or one of the other surfaces is in the text.
    """
    sure, unsure = words_in(text, surfaces, numbers)
    return None if unsure or any(other in text for other in others) else quoted(text, sure, count, length)


def _sign_kind(sign: str) -> str:
    """Whether a sign beside a word parts it from others, is inside of one with it, or either."""
    if not sign or "\u2010" <= sign <= "\u2026" or sign in "\xa0«»":
        return "doubtful" if sign == "’" else "separator"
    if sign.isascii():
        return "inside" if sign.isalnum() else "doubtful" if sign == "'" else "separator"
    return "inside" if sign < "\u0530" and sign.isalpha() else "doubtful"


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
