"""Documents → one segment file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar import writing
from index.columnar.file import Array, ColumnFileWriter
from index.columnar.lengths import length_bytes
from index.columnar.lists import Flat, Packed, pack
from index.columnar.segment import description, stored_fields, value_fields
from index.columnar.stored import write_stored
from index.columnar.strings import offsets, starts, write_encoded, write_strings
from index.columnar.words import Rows, Terms, Words, ranks
from index.document import Document
from index.schema import Kind, Schema

_LISTS = (np.uint32, np.uint32, np.uint8, np.int64, np.uint8)
"""Of what `writing.inverted` gives."""


class SegmentBuilder:
    """Takes documents, no id twice, and writes them as a segment file."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._texts: dict[str, list[str]] = {text.name: [] for text in schema.of_kind(Kind.TEXT)}
        self._values: dict[str, list[tuple[str, ...]]] = {column.name: [] for column in value_fields(schema)}
        self._ids: list[str] = []
        self._languages: list[str | None] = []
        self._rows: list[list[Any]] = []

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: Document) -> None:
        """Takes a document."""
        self._ids.append(document.id)
        self._languages.append(document.language)
        for name, texts in self._texts.items():
            texts.append(str(document.values.get(name) or ""))
        for name, column in self._values.items():
            column.append(document.kept(name))
        values = [document.values.get(stored.name) or None for stored in stored_fields(self._schema)]
        self._rows.append([document.language, *values])

    def write(self, path: Path, dictionary: bytes = b"") -> dict[str, int]:
        """Writes the file; returns the length of each text field over all documents, in terms."""
        file = ColumnFileWriter(path)
        facts: dict[str, Any] = {"documents": len(self), "fields": description(self._schema)}
        self._write_ids(file)
        facts["dictionaries"] = write_stored(file, self._rows, dictionary)
        facts["lengths"] = self._write_texts(file)
        for name, column in self._values.items():
            write_values(file, name, column)
        file.close(facts)
        lengths: dict[str, int] = facts["lengths"]
        return lengths

    def _write_ids(self, file: ColumnFileWriter) -> None:
        ordered, places = ranks(self._ids)
        write_strings(file, "id", ordered)
        file.add("id.ranks", places.astype(np.int32))
        file.add("id.order", np.argsort(places).astype(np.int32))

    def _write_texts(self, file: ColumnFileWriter) -> dict[str, int]:
        """Writes the words of texts and the lists of their terms; see `write` for what it returns."""
        words = Words.of([text for texts in self._texts.values() for text in texts], self._languages * len(self._texts))
        write_strings(file, "exact", words.exact.ordered)
        write_strings(file, "stem", words.stems.ordered)
        _write_surfaces(file, words)
        lengths, first = {}, 0
        for name, counts in zip(self._texts, np.split(words.counts, len(self._texts)), strict=True):
            last = first + int(counts.sum())
            found = words.found[first:last]
            lengths[name] = _write_text(file, name, found, counts, words.stems, has_positions=False)
            lengths[f"{name}_exact"] = _write_text(
                file, f"{name}_exact", found, counts, words.exact, has_positions=True
            )
            first = last
        return lengths


def _write_text(
    file: ColumnFileWriter, name: str, words: Array, counts: Array, terms: Terms, has_positions: bool
) -> int:
    """Writes one form of a text field: so many words of each document; returns how many terms there are in all."""
    rows = terms.of_words
    lists, of_document = writing.inverted(words, counts, rows.first, rows.values, len(terms.ordered), has_positions)
    of_text, postings, codes, sizes, content = map(np.frombuffer, lists, _LISTS)
    write_lists(file, name, Packed(content, sizes, postings, codes))
    lengths = np.frombuffer(of_document, np.uint32)
    file.add(f"{name}.terms", of_text)
    file.add(f"{name}.lengths", length_bytes(lengths))
    return int(lengths.sum())


def write_lists(file: ColumnFileWriter, name: str, packed: Packed) -> None:
    """Writes packed lists."""
    file.add(f"{name}.lists", packed.content)
    file.add(f"{name}.at", offsets(starts(packed.sizes)[:-1]))
    file.add(f"{name}.counts", packed.counts)
    file.add(f"{name}.codes", packed.codes)


def write_values(file: ColumnFileWriter, name: str, column: list[tuple[str, ...]]) -> None:
    """Writes a KEYWORD or DAY field: its values in order, the documents of each value, the values of each document."""
    values = sorted({value for row in column for value in row})
    numbers = {value: number for number, value in enumerate(values)}
    counts = np.fromiter(map(len, column), np.int64, len(column))
    ordinals = np.fromiter((numbers[value] for row in column for value in row), np.int64, int(counts.sum()))
    write_strings(file, name, values)
    write_ordinals(file, name, len(values), counts, ordinals)


def write_ordinals(file: ColumnFileWriter, name: str, values: int, counts: Array, ordinals: Array) -> None:
    """Writes the values of each document, both ways: see `index.columnar` for the arrays."""
    documents = np.repeat(np.arange(len(counts)), counts)
    order = np.argsort(ordinals, kind="stable")
    of_value = np.bincount(ordinals, minlength=values)
    write_lists(file, name, pack(Flat(of_value, documents[order], None, None)))
    write_rows(file, name, values, counts, ordinals)


def write_rows(file: ColumnFileWriter, name: str, values: int, counts: Array, ordinals: Array) -> None:
    """Writes the values of each document: how many it has, and their numbers; `values` is how many there are in all."""
    dtype = np.min_scalar_type(values)
    if (counts <= 1).all():
        dense = np.full(len(counts), values, dtype)
        dense[counts == 1] = ordinals
        file.add(f"{name}.ordinals", dense)
    else:
        file.add(f"{name}.ordinals", ordinals.astype(dtype))
        file.add(f"{name}.first", starts(counts).astype(np.uint32))


def _write_surfaces(file: ColumnFileWriter, words: Words) -> None:
    """Writes for each exact term how it is written in texts, and for each stem its exact terms."""
    surfaces = [surface.encode() for surface in words.surfaces.ordered]
    pairs = _pairs(words.exact.of_words, words.surfaces.of_words)
    written = zip((pairs >> 32).tolist(), [surfaces[number] for number in (pairs & 0xFFFFFFFF).tolist()], strict=True)
    write_surfaces(file, written, len(words.exact.ordered))
    write_relations(file, _pairs(words.stems.of_words, words.exact.of_words), len(words.stems.ordered))


def _pairs(one: Rows, other: Rows) -> Array:
    """What stands together in a row, in order: each pair once, as number of one << 32 | number of other."""
    counts = np.diff(one.first)
    numbers, of_value = other.some(np.repeat(np.arange(len(counts)), counts))
    pairs = np.repeat(one.values.astype(np.int64), of_value) << 32 | numbers
    pairs.sort()
    is_first: Array = np.diff(pairs, prepend=-1) != 0
    return pairs[is_first]


def write_surfaces(file: ColumnFileWriter, pairs: Iterable[tuple[int, bytes]], terms: int) -> None:
    """Writes the (exact term, surface) pairs, by exact term; `terms` is the number of exact terms."""
    numbers, surfaces = array("I"), []
    for number, surface in pairs:
        numbers.append(number)
        surfaces.append(surface)
    write_encoded(file, "surface", surfaces)
    file.add("exact.surfaces", starts(np.bincount(numbers, minlength=terms)).astype(np.uint32))


def write_relations(file: ColumnFileWriter, pairs: Array, terms: int) -> None:
    """Writes the (stem, exact term) pairs, in order, each as stem << 32 | exact term; `terms` counts the stems."""
    file.add("stem.exact", pairs.astype(np.uint32))
    file.add("stem.first", starts(np.bincount(pairs >> 32, minlength=terms)).astype(np.uint32))
