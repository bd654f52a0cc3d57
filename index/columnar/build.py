"""Documents → one segment file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar import kernel, writing
from index.columnar.file import Array, ColumnFileWriter
from index.columnar.lengths import length_bytes
from index.columnar.segment import description, stored_fields, value_fields
from index.columnar.stored import trained, write_stored
from index.columnar.strings import narrowed, offsets, starts, write_table
from index.columnar.words import Rows, Terms, Words, ranked
from index.document import Document, Value, kept
from index.schema import Kind, Schema

_LISTS = (np.uint32, np.uint32, np.uint8, np.int64, np.uint8)
"""Of what `writing.inverted` gives."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents for one segment, no id twice, field by field: cheap to send to another process."""

    schema: Schema
    ids: list[str]
    languages: list[str | None]
    values: dict[str, list[Value]]

    @classmethod
    def of(cls, schema: Schema, documents: Iterable[Document]) -> Batch:
        """These documents."""
        given = list(documents)
        return cls(
            schema,
            [document.id for document in given],
            [document.language for document in given],
            {field.name: [document.values.get(field.name) for document in given] for field in schema.fields},
        )

    def __len__(self) -> int:
        return len(self.ids)

    def dictionary(self) -> bytes:
        """One to compress the stored values of this batch and its like with; empty where these are too few."""
        return trained(self._stored())

    def write(self, path: Path, dictionary: bytes) -> None:
        """Writes the segment."""
        file = ColumnFileWriter(path)
        facts: dict[str, Any] = {"documents": len(self), "fields": description(self.schema)}
        _write_ids(file, self.ids)
        facts["dictionaries"] = write_stored(file, [self.languages, *self._stored()], dictionary)
        facts["lengths"] = self._write_texts(file)
        for field in value_fields(self.schema):
            _write_values(file, field.name, list(map(kept, self.values[field.name])))
        file.close(facts)

    def _stored(self) -> list[list[Value]]:
        return [[value or None for value in self.values[field.name]] for field in stored_fields(self.schema)]

    def _write_texts(self, file: ColumnFileWriter) -> dict[str, int]:
        """Writes words and the lists of their terms; returns how many terms each form of a field has in all."""
        names = [field.name for field in self.schema.of_kind(Kind.TEXT)]
        words = Words.of([str(text or "") for name in names for text in self.values[name]], self.languages * len(names))
        write_table(file, "exact", words.exact.table)
        write_table(file, "stem", words.stems.table)
        _write_surfaces(file, words)
        lengths, first = {}, 0
        for number, name in enumerate(names):
            counts = words.counts[number * len(self) :][: len(self)]
            last = first + int(counts.sum())
            found = words.found[first:last]
            lengths[name] = _write_text(file, name, found, counts, words.stems, False)
            lengths[f"{name}_exact"] = _write_text(file, f"{name}_exact", found, counts, words.exact, True)
            first = last
        return lengths


def _write_ids(file: ColumnFileWriter, ids: list[str]) -> None:
    table, ranks = ranked(ids)
    order = np.empty(len(ids), np.int32)
    order[ranks] = np.arange(len(ids), dtype=np.int32)
    write_table(file, "id", table)
    file.add("id.ranks", ranks.astype(np.int32))
    file.add("id.order", narrowed(order))


def _write_text(
    file: ColumnFileWriter, name: str, words: Array, counts: Array, terms: Terms, has_positions: bool
) -> int:
    """Writes one form of a text field: so many words of each document; returns how many terms there are in all."""
    present, lengths = _write_lists(file, name, words, counts, terms.of_words, len(terms.table), has_positions)
    file.add(f"{name}.terms", narrowed(present))
    file.add(f"{name}.lengths", length_bytes(lengths))
    return int(lengths.sum())


def _write_lists(
    file: ColumnFileWriter, name: str, words: Array, counts: Array, rows: Rows, terms: int, has_positions: bool
) -> tuple[Array, Array]:
    """Writes the lists of terms, see `writing.inverted`; returns the terms that have one, and documents' lengths."""
    lists, lengths = writing.inverted(words, counts, rows.first, rows.values, terms, has_positions)
    present, of_term, codes, sizes, content = map(np.frombuffer, lists, _LISTS)
    file.add(f"{name}.lists", content)
    file.add(f"{name}.at", offsets(starts(sizes)[:-1]))
    file.add(f"{name}.counts", narrowed(of_term))
    file.add(f"{name}.codes", codes)
    return present, np.frombuffer(lengths, np.uint32)


def _write_values(file: ColumnFileWriter, name: str, column: Sequence[tuple[str, ...]]) -> None:
    """Writes a KEYWORD or DAY field: its values in order, the documents of each value, the values of each document."""
    counts = np.fromiter(map(len, column), np.uint32, len(column))
    values, ordinals = ranked(list(chain.from_iterable(column)))
    write_table(file, name, values)
    every = Rows(np.arange(len(values) + 1, dtype=np.uint32), np.arange(len(values), dtype=np.uint32))
    _write_lists(file, name, ordinals.astype(np.int32), counts, every, len(values), False)
    write_rows(file, name, len(values), counts, ordinals)


def write_rows(file: ColumnFileWriter, name: str, values: int, counts: Array, ordinals: Array) -> None:
    """Writes the values of each document: how many it has, and their numbers; `values` is how many there are in all."""
    narrow = ordinals.astype(np.min_scalar_type(values))
    if (counts <= 1).all():
        rows = np.full(len(counts), values, narrow.dtype)
        rows[counts == 1] = narrow
    else:
        first = starts(counts)
        of_document = kernel.pieces(narrow, first * narrow.itemsize, first.itemsize, np.arange(len(counts)), 0)
        numbers = {row: number for number, row in enumerate(dict.fromkeys(of_document))}
        rows = np.fromiter(map(numbers.__getitem__, of_document), np.int64, len(counts))
        rows = rows.astype(np.min_scalar_type(len(numbers)))
        sizes = np.fromiter(map(len, numbers), np.int64, len(numbers)) // narrow.itemsize
        file.add(f"{name}.ordinals", np.frombuffer(b"".join(numbers), narrow.dtype))
        file.add(f"{name}.first", starts(sizes).astype(np.uint32))
    file.add(f"{name}.rows", rows)


def _write_surfaces(file: ColumnFileWriter, words: Words) -> None:
    """Writes for each exact term how it is written in texts, and for each stem its exact terms."""
    pairs = _pairs(words.exact.of_words, words.surfaces.of_words)
    write_table(file, "surface", words.surfaces.table.chosen(pairs & 0xFFFFFFFF))
    file.add("exact.surfaces", narrowed(starts(np.bincount(pairs >> 32, minlength=len(words.exact.table)))))
    write_relations(file, _pairs(words.stems.of_words, words.exact.of_words), len(words.stems.table))


def _pairs(one: Rows, other: Rows) -> Array:
    """What stands together in a row, in order: each pair once, as number of one << 32 | number of other."""
    counts = np.diff(one.first)
    numbers, of_value = other.some(np.repeat(np.arange(len(counts)), counts))
    pairs = np.repeat(one.values.astype(np.int64), of_value) << 32 | numbers
    pairs.sort()
    is_first: Array = np.diff(pairs, prepend=-1) != 0
    return pairs[is_first]


def write_relations(file: ColumnFileWriter, pairs: Array, terms: int) -> None:
    """Writes the (stem, exact term) pairs, in order, each as stem << 32 | exact term; `terms` counts the stems."""
    file.add("stem.exact", narrowed(pairs & 0xFFFFFFFF))
    file.add("stem.first", narrowed(starts(np.bincount(pairs >> 32, minlength=terms))))
