"""Documents as they are given back: values from their columns, the rest from what is stored with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from index.columnar.damage import damage_named
from index.columnar.segment import Segment
from index.columnar.stored import Stored
from index.document import Value

_DAMAGE_NAMED = damage_named()


class Given(NamedTuple):
    """One document: its stored values and the language that it was analysed in."""

    id: str
    values: Mapping[str, Value]
    language: str | None


class LazyValues(Mapping[str, Value]):
    """The stored values of a document. A long one is known by its size, and read when it is asked for."""

    __slots__ = ("_document", "_known", "_stored")

    def __init__(self, known: dict[str, Any], stored: Stored, document: int) -> None:
        self._known = known
        self._stored = stored
        self._document = document

    def __getitem__(self, name: str) -> Value:
        value = self._known[name]
        return self._long(name) if isinstance(value, int) else value

    def get(self, name: str, default: Any = None) -> Any:
        """As of every mapping, without an exception in between."""
        value = self._known.get(name, default)
        return self._long(name) if isinstance(value, int) else value

    def _long(self, name: str) -> str:
        before = 0
        for other, value in self._known.items():
            if other == name:
                break
            before += value if isinstance(value, int) else 0
        with _DAMAGE_NAMED:
            return self._stored.long_value(self._document, before, self._known[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Value]], tuple[dict[str, Value]]]:
        """Other processes get the values themselves."""
        return dict, (dict(self),)


class DocumentReader:
    """Reads documents of one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._stored = segment.stored
        self._columns = [segment.values[field.name] for field in segment.value_fields if field.stored]
        names = [field.name for field in segment.stored_fields]
        self._names = [*names, *(column.field.name for column in self._columns)]

    def read(self, documents: Sequence[int]) -> list[Given]:
        """The documents, in the order given."""
        numbers = np.array(documents, np.int64)
        ids = self._segment.ids.some(self._segment.ranks[numbers])
        stored = self._stored.rows(numbers)
        columns = [column.of(numbers) for column in self._columns]
        given = []
        for document_id, document, row, *of_columns in zip(ids, documents, stored, *columns, strict=True):
            known = dict(zip(self._names, row[1:] + of_columns, strict=True))
            given.append(Given(document_id, LazyValues(known, self._stored, document), row[0]))
        return given
