"""Documents → one segment file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar.file import Array, ColumnFileWriter
from index.columnar.lengths import length_bytes
from index.columnar.lists import Flat, Packed, pack
from index.columnar.segment import description, stored_fields, value_fields
from index.columnar.stored import write_stored
from index.columnar.strings import offsets, starts, write_encoded, write_strings
from index.columnar.words import Rows, Words, ranks
from index.document import Document
from index.schema import Kind, Schema


@dataclass(slots=True)
class _Texts:
    """One TEXT field of the documents so far: pieces of text, and how many each document has."""

    pieces: array[int] = field(default_factory=lambda: array("i"))
    counts: array[int] = field(default_factory=lambda: array("I"))


class SegmentBuilder:
    """Takes documents, no id twice, and writes them as a segment file."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._words = Words()
        self._texts = {text.name: _Texts() for text in schema.of_kind(Kind.TEXT)}
        self._values: dict[str, list[tuple[str, ...]]] = {column.name: [] for column in value_fields(schema)}
        self._ids: list[str] = []
        self._rows: list[list[Any]] = []

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: Document) -> None:
        """Takes a document."""
        self._ids.append(document.id)
        for name, texts in self._texts.items():
            before = len(texts.pieces)
            texts.pieces.extend(self._words.pieces(str(document.values.get(name) or ""), document.language))
            texts.counts.append(len(texts.pieces) - before)
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
        words = self._words
        exact, exact_places = ranks(words.exact)
        stems, stem_places = ranks(words.stems)
        write_strings(file, "exact", exact)
        write_strings(file, "stem", stems)
        _write_surfaces(file, words, exact_places, stem_places)
        lengths = {}
        for name, texts in self._texts.items():
            counts = np.array(texts.counts, np.int64)
            found, places = words.of_pieces(np.array(texts.pieces, np.int64))
            documents = np.repeat(np.arange(len(counts)), counts)[places]
            occurrences = _Occurrences(found, documents, _positions(documents, len(counts)), len(counts))
            lengths[name] = occurrences.write(file, name, words.stems_of, stem_places, has_positions=False)
            exact_name = f"{name}_exact"
            lengths[exact_name] = occurrences.write(file, exact_name, words.exact_of, exact_places, has_positions=True)
        return lengths


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


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """The words of one text field, in order: number, document and position of each."""

    words: Array
    documents: Array
    positions: Array
    count: int
    """How many documents there are."""

    def write(self, file: ColumnFileWriter, name: str, terms_of: Rows, places: Array, has_positions: bool) -> int:
        """Writes the lists of the terms of the words; returns how many terms there are in all.

        One sort builds all lists: of numbers that are the term in their upper half, and the place of the word in their
        lower half, which is in the order of documents and positions already.
        """
        terms, at = terms_of.of(self.words)
        keys = places[terms].astype(np.uint64) << np.uint64(32) | at.astype(np.uint64)
        keys.sort()
        at = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        terms = (keys >> np.uint64(32)).astype(np.int64)
        documents = self.documents[at]
        lengths = np.bincount(documents, minlength=self.count)
        is_first = np.ones(len(keys), np.bool_)
        is_first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        first = np.flatnonzero(is_first)
        frequencies = np.diff(first, append=len(keys))
        present, counts = np.unique(terms[first], return_counts=True)
        positions = self.positions[at] if has_positions else None
        write_lists(file, name, pack(Flat(counts, documents[first], frequencies, positions)))
        file.add(f"{name}.terms", present.astype(np.uint32))
        file.add(f"{name}.lengths", length_bytes(lengths))
        return int(lengths.sum())


def _positions(documents: Array, count: int) -> Array:
    """The position of each word in its document."""
    first = starts(np.bincount(documents, minlength=count))[:-1]
    return np.arange(len(documents)) - first[documents]


def _write_surfaces(file: ColumnFileWriter, words: Words, exact_places: Array, stem_places: Array) -> None:
    """Writes for each exact term how it is written in texts, and for each stem its exact terms."""
    every_word = np.arange(len(words.surfaces))
    exact, of_word = words.exact_of.of(every_word)
    first: dict[str, int] = {}  # a surface that texts of several languages have is several words
    same = np.array([first.setdefault(surface, word) for word, surface in enumerate(words.surfaces)], np.int64)
    pairs = np.unique(exact_places[exact] << 32 | same[of_word]).tolist()
    written = ((pair >> 32, words.surfaces[pair & 0xFFFFFFFF].encode()) for pair in pairs)
    write_surfaces(file, written, len(exact_places))
    stems, of_word = words.stems_of.of(every_word)
    exact, of_stem = words.exact_of.of(of_word)
    write_relations(file, np.unique(stem_places[stems[of_stem]] << 32 | exact_places[exact]), len(stem_places))


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
