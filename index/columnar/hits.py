"""Documents as they are given back: values from their columns, the rest from what is stored with them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import repeat
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
        names = [field.name for field in self._fields]
        columns = [self._column(field, numbers) for field in self._fields]
        rows = zip(*columns, strict=True) if columns else repeat((), len(documents))
        ids = self._segment.ids.some(self._segment.ranks[numbers])
        found = []
        for document_id, (language, *stored), row in zip(ids, self._stored.read(numbers), rows, strict=True):
            values = dict(zip(self._stored_names, stored, strict=True))
            values.update(zip(names, row, strict=True))
            found.append(Given(document_id, values, language))
        return found

    def _column(self, field: Field, documents: Array) -> list[Any]:
        """The value or values of each document in one field."""
        column = self._segment.values[field.name]
        rows = column.of(documents)
        if field.multiple:
            return rows
        values = [row[0] if row else None for row in rows]
        if field.kind is Kind.DAY:
            return [datetime.date.fromisoformat(value) if value else None for value in values]
        return values
