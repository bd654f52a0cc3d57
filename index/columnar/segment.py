"""A segment read in place: its text fields, its columns of values, its ids. Immutable, so threads share it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array, ColumnFile
from index.columnar.lists import Lists
from index.columnar.memo import Memo
from index.columnar.plain import ranges
from index.columnar.stored import Stored
from index.columnar.strings import Strings
from index.schema import Field, Kind, Schema


def value_fields(schema: Schema) -> tuple[Field, ...]:
    """The fields whose values are columns of their own."""
    return tuple(column for column in schema.fields if column.kind in (Kind.KEYWORD, Kind.DAY))


def stored_fields(schema: Schema) -> tuple[Field, ...]:
    """The fields whose values are kept with the document alone, in the order in which they are."""
    return tuple(kept for kept in schema.fields if kept.kind in (Kind.TEXT, Kind.STORED) and kept.stored)


def description(schema: Schema) -> list[list[str | bool]]:
    """What a segment file says about its fields."""
    return [[field.name, field.kind.value, field.multiple, field.stored] for field in schema.fields]


def _field(name: str, kind: str, multiple: bool, stored: bool) -> Field:
    return Field(name, Kind(kind), multiple=multiple, stored=stored)


class TextField:
    """The lists of one TEXT field in one form: `title` for its stems, `title_exact` for its exact terms."""

    def __init__(self, file: ColumnFile, name: str, terms: Strings) -> None:
        self.terms = terms
        self.lists = Lists.read(file, name)
        self.lengths = file.array(f"{name}.lengths")
        self.length: int = file.facts["lengths"][name]
        self.numbers = file.array(f"{name}.terms")

    def find(self, term: str) -> int | None:
        """The number of the list of a term; None where the field does not have it."""
        return self.list_of(self.terms.find(term)) if len(self.numbers) else None

    def list_of(self, term: int | None) -> int | None:
        """The number of the list of the n-th term of the segment; None where the field does not have it."""
        if term is None:
            return None
        place: int = kernel.place(self.numbers, self.numbers.itemsize, term)
        return place if place >= 0 else None

    def lists_of(self, terms: Array) -> Array:
        """The numbers of the lists of those of these terms that the field has; both ascending."""
        out = np.empty(min(len(terms), len(self.numbers)), np.int32)
        return out[: kernel.common(self.numbers, self.numbers.itemsize, terms, out)]

    def count(self, number: int | None) -> int:
        """How many documents are in a list; none where there is no list."""
        return 0 if number is None else int(self.lists.counts[number])

    def places(self, number: int, within: Array) -> Array:
        """Where a term stands in these documents: document << 32 | position, ascending."""
        at, count, code = self.lists.extent(number)
        end = int(self.lists.at[number + 1]) if number + 1 < len(self.lists) else len(self.lists.content)
        out = np.empty(max(0, end - at), np.int64)  # every occurrence takes a byte at least
        found = kernel.places(self.lists.content, at, count, code, within, out)
        return out[:found]


@dataclass(frozen=True)
class Values:
    """One KEYWORD or DAY field: which document has which values.

    Documents with the same values share a row: `rows` has the row of each. A row is
    ordinals[first[row]:first[row + 1]], numbers of `values`. Where no document has two values there are no rows but
    these: `first` is None, a row is the number of a value, and `none` stands for no value. `lists` has the documents of
    each value.
    """

    field: Field
    values: Strings
    lists: Lists
    rows: Array
    first: Array | None
    ordinals: Array | None

    @classmethod
    def read(cls, file: ColumnFile, field: Field) -> Values:
        """The column of that field in a file."""
        name, names = field.name, file.names()
        first, ordinals = (
            file.array(part) if part in names else None for part in (f"{name}.first", f"{name}.ordinals")
        )
        return cls(field, Strings.read(file, name), Lists.read(file, name), file.array(f"{name}.rows"), first, ordinals)

    @cached_property
    def none(self) -> int:
        """The row that stands for no value where `first` is None."""
        return len(self.values)

    @cached_property
    def decoded(self) -> Mapping[int, Any]:
        """What is given back for each row: a value or None, or a tuple where the field may have several."""
        given = datetime.date.fromisoformat if self.field.kind is Kind.DAY else str
        if self.field.multiple:
            return Memo(lambda row: tuple(self.values[number] for number in self._row(row)))
        return Memo(lambda row: next((given(self.values[number]) for number in self._row(row)), None))

    @cached_property
    def counted(self) -> tuple[Array, int, Array | None, Array | None, int, int]:
        """What facets count: see `plain.CountedColumn`."""
        width = 0 if self.ordinals is None else self.ordinals.itemsize
        return self.rows, self.rows.itemsize, self.first, self.ordinals, width, self.none

    def spread(self, documents: Array) -> tuple[Array, Array]:
        """How many values each of the documents has, and their ordinals one behind the other."""
        rows = self.rows[documents]
        if self.first is None or self.ordinals is None:
            has_one = rows != self.none
            return has_one.astype(np.int64), rows[has_one]
        first = self.first.astype(np.int64)
        counts = np.diff(first)[rows]
        return counts, self.ordinals[ranges(first[rows], counts)]

    def missing(self) -> Array:
        """A mask of the documents without a value."""
        if self.first is None:
            return np.asarray(self.rows == self.none)
        return np.asarray((np.diff(self.first) == 0)[self.rows])

    @cached_property
    def missing_count(self) -> int:
        """How many documents are without a value."""
        return int(np.count_nonzero(self.missing()))

    def _row(self, row: int) -> list[int]:
        if self.first is None or self.ordinals is None:
            return [] if row == self.none else [row]
        found: list[int] = self.ordinals[self.first[row] : self.first[row + 1]].tolist()
        return found


class Segment:
    """One segment file; it knows what its fields are. Raises IndexDamaged."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.file = ColumnFile(path)
        self.size: int = self.file.facts["documents"]
        self.exact = Strings.read(self.file, "exact")
        self.stems = Strings.read(self.file, "stem")
        self.ids = Strings.read(self.file, "id")
        self.ranks = self.file.array("id.ranks")
        self.by_id = self.file.array("id.order")
        self.schema = Schema(tuple(_field(*described) for described in self.file.facts["fields"]))

    @property
    def value_fields(self) -> tuple[Field, ...]:
        """The fields whose values are columns of their own."""
        return value_fields(self.schema)

    @property
    def stored_fields(self) -> tuple[Field, ...]:
        """The fields whose values are kept with the document alone, in the order in which they are."""
        return stored_fields(self.schema)

    @cached_property
    def texts(self) -> dict[str, TextField]:
        """The TEXT fields by the name of their form: NAME for stems, NAME_exact for exact terms."""
        forms = {}
        for field in self.schema.of_kind(Kind.TEXT):
            forms[field.name] = TextField(self.file, field.name, self.stems)
            forms[f"{field.name}_exact"] = TextField(self.file, f"{field.name}_exact", self.exact)
        return forms

    @cached_property
    def values(self) -> dict[str, Values]:
        """The KEYWORD and DAY fields."""
        return {field.name: Values.read(self.file, field) for field in self.value_fields}

    @cached_property
    def calendar(self) -> dict[str, Array]:
        """For each DAY field its values as ordinals of the calendar, and behind them 0, for none."""
        return {field.name: _ordinals(self.values[field.name]) for field in self.schema.of_kind(Kind.DAY)}

    @cached_property
    def stored(self) -> Stored:
        """What is given back with documents."""
        return Stored(self.file)

    @cached_property
    def surfaces(self) -> Strings:
        """The words as they are written in texts, by exact term."""
        return Strings.read(self.file, "surface")

    def id_of(self, document: int) -> str:
        """The id of a document."""
        return self.ids[int(self.ranks[document])]

    def document(self, document_id: str) -> int | None:
        """The document with that id; None where there is none here."""
        rank = self.ids.find(document_id)
        return None if rank is None else int(self.by_id[rank])

    def surfaces_of(self, exact: Iterable[int]) -> Iterator[str]:
        """How exact terms are written in texts."""
        first = self.file.array("exact.surfaces")
        for number in exact:
            yield from self.surfaces.slice(int(first[number]), int(first[number + 1]))

    def exact_of(self, stem: str) -> list[int]:
        """The exact terms that have a stem."""
        number = self.stems.find(stem)
        if number is None:
            return []
        first = self.file.array("stem.first")
        found: list[int] = self.file.array("stem.exact")[first[number] : first[number + 1]].tolist()
        return found


def _ordinals(column: Values) -> Array:
    if column.first is not None:
        raise ValueError("a document has more than one day")
    days = [datetime.date.fromisoformat(value).toordinal() for value in column.values]
    return np.array([*days, 0], np.int32)
