"""Several segments → one, without their deleted documents and without analysing anything again.

Documents keep their order. Lists are merged some terms at a time, so memory does not grow with the segments. Terms
that only deleted documents had stay in the tables of strings, without a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.columnar.build import write_ordinals, write_relations, write_surfaces
from index.columnar.commit import Part
from index.columnar.file import Array, ColumnFileWriter
from index.columnar.lists import Flat, Packed, ones, pack, unpack
from index.columnar.plain import ranges
from index.columnar.segment import Segment, TextField
from index.columnar.stored import copy_stored
from index.columnar.strings import Strings, offsets, starts, write_encoded

_POSTINGS_AT_ONCE = 500_000
_TERMS_AT_ONCE = 50_000


@dataclass(frozen=True)
class _Source:
    """One of the segments, and where its documents and terms go."""

    part: Part
    first: int
    """The new number of its first document."""

    @property
    def segment(self) -> Segment:
        return self.part.segment

    @cached_property
    def documents(self) -> Array:
        """For each document its new number, -1 for a deleted one."""
        if self.part.live is None:
            return np.arange(self.first, self.first + self.segment.size)
        return np.where(self.part.live, np.cumsum(self.part.live) - 1 + self.first, -1)

    @property
    def kept(self) -> Array:
        """The documents that are not deleted."""
        return self.part.documents


def merge(parts: Sequence[Part], path: Path) -> int:
    """Writes the segments as one file; returns how many documents it has."""
    first = starts(np.array([part.segment.size - len(part.deleted) for part in parts])).tolist()
    sources = [_Source(part, at) for part, at in zip(parts, first[:-1], strict=True)]
    file = ColumnFileWriter(path)
    facts: dict[str, Any] = {"documents": first[-1], "fields": parts[0].segment.file.facts["fields"]}
    _merge_ids(file, sources, first[-1])
    facts["dictionaries"] = copy_stored(file, [(source.segment.file, source.kept) for source in sources])
    facts["lengths"] = _merge_texts(file, sources)
    _merge_values(file, sources)
    file.close(facts)
    return int(first[-1])


def _merge_ids(file: ColumnFileWriter, sources: Sequence[_Source], size: int) -> None:
    ids: list[bytes] = []
    for source in sources:
        by_rank = source.segment.ids.encoded_slice(0, len(source.segment.ids))
        ids += [by_rank[rank] for rank in source.segment.ranks[source.kept].tolist()]
    order = sorted(range(size), key=ids.__getitem__)
    write_encoded(file, "id", [ids[document] for document in order])
    by_id = np.array(order, np.int32)
    ranks = np.empty(size, np.int32)
    ranks[by_id] = np.arange(size, dtype=np.int32)
    file.add("id.ranks", ranks)
    file.add("id.order", by_id)


def _merge_values(file: ColumnFileWriter, sources: Sequence[_Source]) -> None:
    for field in sources[0].segment.value_fields:
        columns = [source.segment.values[field.name] for source in sources]
        merged, numbers = _united([column.values for column in columns])
        counts, ordinals = [], []
        for source, column, renumbered in zip(sources, columns, numbers, strict=True):
            of_source, found = column.spread(source.kept)
            counts.append(of_source)
            ordinals.append(renumbered[found])
        used, narrowed = np.unique(np.concatenate(ordinals), return_inverse=True)
        write_encoded(file, field.name, [merged[number] for number in used.tolist()])
        write_ordinals(file, field.name, len(used), np.concatenate(counts), narrowed)


def _merge_texts(file: ColumnFileWriter, sources: Sequence[_Source]) -> dict[str, int]:
    exact_count, exact = _merge_strings(file, "exact", [source.segment.exact for source in sources])
    stem_count, stems = _merge_strings(file, "stem", [source.segment.stems for source in sources])
    write_surfaces(file, _surfaces(sources, exact, exact_count), exact_count)
    write_relations(file, _relations(sources, exact, stems), stem_count)
    lengths = {}
    for form, text in sources[0].segment.texts.items():
        is_exact = text.terms is sources[0].segment.exact
        lengths[form] = _merge_form(file, form, sources, exact if is_exact else stems)
    return lengths


def _merge_strings(file: ColumnFileWriter, name: str, tables: Sequence[Strings]) -> tuple[int, list[Array]]:
    """Writes one table of all; returns its size, and for each table the new number of each string."""
    merged, numbers = _united(tables)
    write_encoded(file, name, merged)
    return len(merged), numbers


def _united(tables: Sequence[Strings]) -> tuple[list[bytes], list[Array]]:
    """The strings of all tables, in order, and for each table the new number of each string."""
    merged = sorted(set().union(*(table.encoded_slice(0, len(table)) for table in tables)))
    whole = Strings.of(merged)
    return merged, [whole.places_of(table) for table in tables]


def _surfaces(sources: Sequence[_Source], exact: list[Array], count: int) -> Iterator[tuple[int, bytes]]:
    """The (exact term, surface) pairs of all segments, in order."""
    for begin in range(0, count, _TERMS_AT_ONCE):
        pairs: set[tuple[int, bytes]] = set()
        for source, numbers in zip(sources, exact, strict=True):
            first, last = np.searchsorted(numbers, (begin, begin + _TERMS_AT_ONCE)).tolist()
            rows: Array = source.segment.file.array("exact.surfaces")[first : last + 1].astype(np.int64)
            counts: Array = rows[1:] - rows[:-1]
            surfaces = source.segment.surfaces.encoded_slice(int(rows[0]), int(rows[-1]))
            pairs.update(zip(np.repeat(numbers[first:last], counts).tolist(), surfaces, strict=True))
        yield from sorted(pairs)


def _relations(sources: Sequence[_Source], exact: list[Array], stems: list[Array]) -> Array:
    """The (stem, exact term) pairs of all segments, in order: stem << 32 | exact term."""
    pairs = []
    for source, of_exact, of_stems in zip(sources, exact, stems, strict=True):
        file = source.segment.file
        counts: Array = np.diff(file.array("stem.first").astype(np.int64))
        pairs.append(np.repeat(of_stems, counts) << 32 | of_exact[file.array("stem.exact")])
    return np.unique(np.concatenate(pairs))


def _merge_form(file: ColumnFileWriter, form: str, sources: Sequence[_Source], numbers: list[Array]) -> int:
    """Writes the lists of one form of a text field; returns how many terms there are in all."""
    texts = [source.segment.texts[form] for source in sources]
    terms = [of_table[text.numbers] for text, of_table in zip(texts, numbers, strict=True)]
    written: list[tuple[Array, Packed]] = []
    length = 0

    def contents() -> Iterator[Array]:
        nonlocal length
        for begin, end in _chunks(texts, terms):
            present, flat = _merged(sources, texts, terms, begin, end)
            packed = pack(flat)
            length += int(ones(flat).sum())
            written.append((present, Packed(packed.content[:0], packed.sizes, packed.counts, packed.codes)))
            yield packed.content

    file.add_parts(f"{form}.lists", np.uint8, contents())
    file.add(f"{form}.terms", _joined([present for present, _ in written], np.uint32))
    file.add(f"{form}.at", offsets(starts(_joined([packed.sizes for _, packed in written], np.int64))[:-1]))
    file.add(f"{form}.counts", _joined([packed.counts for _, packed in written], np.uint32))
    file.add(f"{form}.codes", _joined([packed.codes for _, packed in written], np.uint8))
    file.add(f"{form}.lengths", np.concatenate([t.lengths[s.kept] for t, s in zip(texts, sources, strict=True)]))
    return length


def _chunks(texts: Sequence[TextField], terms: Sequence[Array]) -> Iterator[tuple[int, int]]:
    """Ranges of terms with about so many postings each."""
    last = max((int(of_text[-1]) for of_text in terms if len(of_text)), default=-1)
    postings = np.zeros(last + 1, np.int64)
    for text, of_text in zip(texts, terms, strict=True):
        postings[of_text] += text.lists.counts
    ends = np.cumsum(postings) // _POSTINGS_AT_ONCE
    borders = [0, *(np.flatnonzero(np.diff(ends)) + 1).tolist(), last + 1]
    return pairwise(borders)


def _merged(
    sources: Sequence[_Source], texts: Sequence[TextField], terms: Sequence[Array], begin: int, end: int
) -> tuple[Array, Flat]:
    """The lists of the terms from begin to before end: the terms that have one, and their lists spread out."""
    pieces = [
        _piece(source, text, of_text, *np.searchsorted(of_text, (begin, end)).tolist())
        for source, text, of_text in zip(sources, texts, terms, strict=True)
    ]
    counts = np.zeros((len(pieces), end - begin), np.int64)
    occurrences = np.zeros_like(counts)
    for row, piece in enumerate(pieces):
        counts[row, piece.terms - begin] = piece.counts
        occurrences[row, piece.terms - begin] = _sums(piece.frequencies, piece.counts)
    of_term = counts.sum(axis=0)
    present = np.flatnonzero(of_term)
    return present + begin, Flat(
        of_term[present],
        _interleaved(counts, [piece.documents for piece in pieces]),
        _interleaved(counts, [piece.frequencies for piece in pieces]),
        _interleaved(occurrences, [piece.positions for piece in pieces]) if pieces[0].has_positions else None,
    )


class _Piece(NamedTuple):
    """Some lists of one segment, with the new numbers of terms and documents; see `Flat`."""

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array
    has_positions: bool


def _piece(source: _Source, text: TextField, terms: Array, first: int, last: int) -> _Piece:
    flat = unpack(text.lists, first, last)
    has_positions = flat.positions is not None or text.terms is source.segment.exact
    counts, documents, frequencies = flat.counts, source.documents[flat.documents], ones(flat)
    positions = flat.positions if flat.positions is not None else np.empty(0, np.int64)
    if source.part.live is not None:
        kept = documents >= 0
        positions = positions[np.repeat(kept, frequencies)] if has_positions else positions
        counts, documents, frequencies = _sums(kept, counts), documents[kept], frequencies[kept]
    return _Piece(terms[first:last], counts, documents, frequencies, positions, has_positions)


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


def _joined(arrays: list[Array], dtype: Any) -> Array:
    return np.concatenate([np.empty(0, dtype), *arrays]).astype(dtype)
