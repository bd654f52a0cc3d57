"""Documents as they are given back: values from their columns, the rest from what is stored with them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

import numpy as np

from index.columnar.file import Array
from index.columnar.segment import Segment, value_fields
from index.columnar.stored import Stored
from index.document import Value
from index.schema import Field, Kind, Schema


class Given(NamedTuple):
    """One document: its stored values and the language that it was analysed in."""

    id: str
    values: dict[str, Value]
    language: str | None


class DocumentReader:
    """Reads documents of one segment; belongs to one thread, as decompressors do."""

    def __init__(self, segment: Segment, schema: Schema) -> None:
        self._segment = segment
        self._stored = Stored(segment.file)
        self._stored_names = [field.name for field in segment.stored_fields]
        self._fields = [field for field in value_fields(schema) if field.stored]

    def read(self, documents: Sequence[int]) -> list[Given]:
        """The documents, in the order given."""
        numbers = np.array(documents, np.int64)
        columns = [self._column(field, numbers) for field in self._fields]
        names = [field.name for field in self._fields]
        ranks = self._segment.ranks[numbers].tolist()
        found = []
        rows = zip(*columns, strict=True) if columns else repeat((), len(documents))
        for rank, (language, *stored), values in zip(ranks, self._stored.read(numbers), rows, strict=True):
            given: dict[str, Value] = dict(zip(self._stored_names, stored, strict=True))
            given.update(zip(names, values, strict=True))
            found.append(Given(self._segment.ids[rank], given, language))
        return found

    def _column(self, field: Field, documents: Array) -> Iterator[Any]:
        """The value or values of each document in one field."""
        column = self._segment.values[field.name]
        counts, ordinals = column.spread(documents)
        values: Iterator[Any] = map(column.decoded.__getitem__, ordinals.tolist())
        if field.multiple:
            return (tuple(islice(values, count)) for count in counts.tolist())
        if field.kind is Kind.DAY:
            values = map(datetime.date.fromisoformat, values)
        return (next(values) if count else None for count in counts.tolist())
