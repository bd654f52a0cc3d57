"""What fields documents have, and how each is indexed: declared once, compiled by every engine."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import UnknownField


class Kind(enum.StrEnum):
    """How a field's values are indexed."""

    TEXT = "text"
    """Prose: analysed into words, in the document's language and in its exact (folded, unstemmed) form."""
    KEYWORD = "keyword"
    """One or several exact values; countable as a facet."""
    DAY = "day"
    """One calendar day, or none; countable by day, month and year."""
    STORED = "stored"
    """Kept with the document and given back with a hit; not searchable."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a document.

    `boost` multiplies the score of a TEXT field. A TEXT field that is `searched` is looked in when a person names no
    field. `multiple` says that a KEYWORD field may hold several values. `stored` fields come back with every hit.
    """

    name: str
    kind: Kind
    boost: float = 1.0
    searched: bool = False
    multiple: bool = False
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one index, in order.

    Two schemas with equal fields give equal indexes. Names are unique; a name never ends in `_exact`, which engines
    use for the unstemmed form of a TEXT field.
    """

    fields: tuple[Field, ...]
    _by_name: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"a field is declared twice: {sorted(names)}")
        if reserved := [name for name in names if name.endswith("_exact") or name == "id"]:
            raise ValueError(f"these field names are reserved for engines: {reserved}")
        object.__setattr__(self, "_by_name", {field.name: field for field in self.fields})

    def field(self, name: str) -> Field:
        """The field of that name; raises UnknownField, which names the known ones."""
        found = self._by_name.get(name)
        if found is None:
            raise UnknownField(name, tuple(self._by_name))
        return found

    def of_kind(self, kind: Kind) -> tuple[Field, ...]:
        """The fields of one kind, in order of declaration."""
        return tuple(field for field in self.fields if field.kind is kind)

    @property
    def searched(self) -> tuple[Field, ...]:
        """The TEXT fields that are looked in when no field is named."""
        return tuple(field for field in self.fields if field.searched)
