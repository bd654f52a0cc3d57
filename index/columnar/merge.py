"""Several segments → one, without their deleted documents and without analysing anything again.

Documents keep their order. Lists are merged some terms at a time, so memory does not grow with the segments. Terms
that only deleted documents had stay in the tables of strings, without a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.columnar import merging
from index.columnar.build import write_relations, write_rows
from index.columnar.commit import Part
from index.columnar.file import Array, ColumnFileWriter
from index.columnar.lists import Lists
from index.columnar.plain_merging import Source
from index.columnar.segment import Segment
from index.columnar.stored import copy_stored
from index.columnar.strings import Strings, narrowed, offsets, starts, write_table

_POSTINGS_AT_ONCE = 500_000

_WIDEST = 4
"""Bytes that a number takes at most."""


@dataclass(frozen=True)
class _Source:
    """One of the segments, and where its documents go."""

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
            return np.arange(self.first, self.first + self.segment.size, dtype=np.int32)
        return np.where(self.part.live, np.cumsum(self.part.live) - 1 + self.first, -1).astype(np.int32)

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
    _merge_ids(file, sources)
    facts["dictionaries"] = copy_stored(file, [(source.segment.file, source.kept) for source in sources])
    facts["lengths"] = _merge_texts(file, sources)
    _merge_values(file, sources)
    file.close(facts)
    return int(first[-1])


def _merge_ids(file: ColumnFileWriter, sources: Sequence[_Source]) -> None:
    wanted = [_mask(len(s.segment.ids), s.segment.ranks[s.kept]) for s in sources]
    ids, numbers = _united([source.segment.ids for source in sources], wanted)
    ranks = np.concatenate([of_id[s.segment.ranks[s.kept]] for of_id, s in zip(numbers, sources, strict=True)])
    order = np.empty(len(ids), np.int32)
    order[ranks] = np.arange(len(ranks), dtype=np.int32)
    write_table(file, "id", ids)
    file.add("id.ranks", ranks.astype(np.int32))
    file.add("id.order", narrowed(order))


def _merge_values(file: ColumnFileWriter, sources: Sequence[_Source]) -> None:
    """Values that only deleted documents had are left out."""
    for field in sources[0].segment.value_fields:
        columns = [source.segment.values[field.name] for source in sources]
        spread = [column.spread(source.kept) for column, source in zip(columns, sources, strict=True)]
        wanted = [_mask(len(column.values), found) for column, (_, found) in zip(columns, spread, strict=True)]
        merged, numbers = _united([column.values for column in columns], wanted)
        write_table(file, field.name, merged)
        lists = [column.lists.some(mask) for column, mask in zip(columns, wanted, strict=True)]
        _merge_lists(file, field.name, sources, lists, [of[mask] for of, mask in zip(numbers, wanted, strict=True)])
        ordinals = np.concatenate([of[found] for of, (_, found) in zip(numbers, spread, strict=True)])
        write_rows(file, field.name, len(merged), np.concatenate([counts for counts, _ in spread]), ordinals)


def _mask(size: int, numbers: Array) -> Array:
    """Which of so many there are among these numbers."""
    mask = np.zeros(size, np.bool_)
    mask[numbers] = True
    return mask


def _merge_texts(file: ColumnFileWriter, sources: Sequence[_Source]) -> dict[str, int]:
    exact, of_exact = _united([source.segment.exact for source in sources])
    stems, of_stems = _united([source.segment.stems for source in sources])
    write_table(file, "exact", exact)
    write_table(file, "stem", stems)
    _merge_surfaces(file, sources, of_exact, len(exact))
    write_relations(file, _relations(sources, of_exact, of_stems), len(stems))
    lengths = {}
    for form, text in sources[0].segment.texts.items():
        texts = [source.segment.texts[form] for source in sources]
        numbers = of_exact if text.terms is sources[0].segment.exact else of_stems
        terms = [of_table[of.numbers] for of_table, of in zip(numbers, texts, strict=True)]
        lists = [of.lists for of in texts]
        merged, lengths[form] = _merge_lists(file, form, sources, lists, terms)
        file.add(f"{form}.terms", narrowed(merged))
        file.add(f"{form}.lengths", np.concatenate([of.lengths[s.kept] for of, s in zip(texts, sources, strict=True)]))
    return lengths


def _merge_surfaces(file: ColumnFileWriter, sources: Sequence[_Source], exact: list[Array], count: int) -> None:
    tables = [source.segment.surfaces for source in sources]
    first = [source.segment.file.array("exact.surfaces").astype(np.uint32) for source in sources]
    content, places = _room(tables)
    of_term = np.empty(count + 1, np.uint32)
    given = zip(tables, first, exact, strict=True)
    size = merging.gathered(tuple((t.content, t.offsets, *others) for t, *others in given), content, places, of_term)
    write_table(file, "surface", _cut(content, places, size))
    file.add("exact.surfaces", narrowed(of_term))


def _relations(sources: Sequence[_Source], exact: list[Array], stems: list[Array]) -> Array:
    """The (stem, exact term) pairs of all segments, in order: stem << 32 | exact term."""
    pairs = []
    for source, of_exact, of_stems in zip(sources, exact, stems, strict=True):
        file = source.segment.file
        counts: Array = np.diff(file.array("stem.first").astype(np.int64))
        pairs.append(np.repeat(of_stems, counts) << 32 | of_exact[file.array("stem.exact")])
    every: Array = np.sort(np.concatenate(pairs))
    is_first: Array = np.diff(every, prepend=-1) != 0
    return every[is_first]


def _united(tables: Sequence[Strings], wanted: Sequence[Array] = ()) -> tuple[Strings, list[Array]]:
    """One table of all strings that are wanted, and for each table the new number of each string."""
    numbers = [np.empty(len(table), np.int64) for table in tables]
    content, places = _room(tables)
    given = zip_longest(tables, wanted, numbers)
    size = merging.united(tuple((t.content, t.offsets, *others) for t, *others in given), content, places)
    return _cut(content, places, size), numbers


def _room(tables: Sequence[Strings]) -> tuple[Array, Array]:
    """Room for the strings of all tables."""
    content = np.empty(sum(len(table.content) for table in tables), np.uint8)
    return content, np.empty(sum(map(len, tables)) + 1, np.uint32)


def _cut(content: Array, places: Array, size: int) -> Strings:
    """The table of so many strings that was put there."""
    return Strings(content[: places[size]], places[: size + 1])


class _Written(NamedTuple):
    """What there is to know of some lists that were written."""

    terms: Array
    sizes: Array
    counts: Array
    codes: Array


def _merge_lists(
    file: ColumnFileWriter, name: str, sources: Sequence[_Source], lists: Sequence[Lists], terms: Sequence[Array]
) -> tuple[Array, int]:
    """Writes the lists of all segments, given the new number of each list's term.

    Returns the terms that have a list then, and how many occurrences all lists have together.
    """
    written: list[_Written] = []
    length = 0

    def contents() -> Iterator[Array]:
        nonlocal length
        for begin, end in _chunks(lists, terms):
            some = [_slice(*given, begin, end) for given in zip(sources, lists, terms, strict=True)]
            content, chunk, occurrences = _joined(some)
            written.append(chunk)
            length += occurrences
            yield content

    file.add_parts(f"{name}.lists", np.uint8, contents())
    found = _Written(*map(np.concatenate, zip(*written, strict=True)))
    file.add(f"{name}.at", offsets(starts(found.sizes)[:-1]))
    file.add(f"{name}.counts", narrowed(found.counts))
    file.add(f"{name}.codes", found.codes)
    return found.terms, length


def _chunks(lists: Sequence[Lists], terms: Sequence[Array]) -> Iterator[tuple[int, int]]:
    """Ranges of terms with about so many postings each."""
    last = max((int(of_lists[-1]) for of_lists in terms if len(of_lists)), default=-1)
    postings = np.zeros(last + 1, np.int64)
    for of_source, of_lists in zip(lists, terms, strict=True):
        postings[of_lists] += of_source.counts
    ends = np.cumsum(postings) // _POSTINGS_AT_ONCE
    return pairwise([0, *(np.flatnonzero(np.diff(ends)) + 1).tolist(), last + 1])


def _slice(source: _Source, lists: Lists, terms: Array, begin: int, end: int) -> Source:
    """The lists of the terms from begin to before end."""
    first, last = np.searchsorted(terms, (begin, end)).tolist()
    some, at = slice(first, last), lists.at[first : last + 1].astype(np.int64)
    content = lists.content[at[0] : at[-1] if last < len(lists) else None] if last > first else lists.content[:0]
    counts = lists.counts[some].astype(np.uint32)
    return content, at[: last - first] - at[:1], counts, lists.codes[some], terms[some], source.documents


def _joined(sources: Sequence[Source]) -> tuple[Array, _Written, int]:
    """The lists of all sources, what there is to know of them, and how many occurrences they have."""
    most = sum(len(counts) for _, _, counts, *_ in sources)
    room = sum(2 * int(counts.sum()) + len(content) for content, _, counts, *_ in sources) * _WIDEST
    content, occurrences = np.empty(room, np.uint8), np.empty(most, np.int64)
    found = _Written(*(np.empty(most, dtype) for dtype in (np.int64, np.int64, np.uint32, np.uint8)))
    count = merging.joined(tuple(sources), content, occurrences, *found)
    written = _Written(*(array[:count] for array in found))
    return content[: int(written.sizes.sum())], written, int(occurrences[:count].sum())
