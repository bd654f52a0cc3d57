"""Documents as they are given back: values from their columns, the rest from what is stored with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from index.columnar import kernel
from index.columnar.segment import Segment
from index.columnar.stored import Stored
from index.document import Value


class LazyValues(Mapping[str, Value]):
    """The stored values of a document. A long one is known by its size, and read when it is asked for."""

    __slots__ = ("_document", "_places", "_row", "_stored")

    def __init__(self, places: Mapping[str, int], row: list[Any], stored: Stored, document: int) -> None:
        self._places = places
        self._row = row
        self._stored = stored
        self._document = document

    @property
    def analysed_in(self) -> str | None:
        """The language that the document was analysed in."""
        language: str | None = self._row[0]
        return language

    def __getitem__(self, name: str) -> Value:
        if name not in self._places:
            raise KeyError(name)
        found: Value = self.get(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """As of every mapping, without an exception in between."""
        place = self._places.get(name)
        if place is None:
            return default
        value = self._row[place]
        return self._stored.long_value(self._document, self._row, place) if isinstance(value, int) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Value]], tuple[dict[str, Value]]]:
        """Other processes get the values themselves."""
        return dict, (dict(self),)


class DocumentReader:
    """Reads documents of one segment."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._stored = segment.stored
        columns = [segment.values[field.name] for field in segment.value_fields if field.stored]
        names = [field.name for field in segment.stored_fields] + [column.field.name for column in columns]
        self._places = {name: place for place, name in enumerate(names, 1)}  # a row begins with its language
        self._columns = tuple((column.rows, column.rows.itemsize, column.decoded) for column in columns)

    def read(self, documents: Sequence[int]) -> tuple[list[str], list[LazyValues]]:
        """The ids and the values of documents, in the order given."""
        numbers = np.array(documents, np.int64)
        rows = self._stored.rows(numbers)
        kernel.extended(rows, numbers, self._columns)
        ids = self.segment.ids.some(self.segment.ranks[numbers])
        places, stored = self._places, self._stored
        return ids, [LazyValues(places, row, stored, document) for row, document in zip(rows, documents, strict=True)]
