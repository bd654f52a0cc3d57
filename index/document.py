"""A document as given to an engine."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = str | tuple[str, ...] | datetime.date | None
"""TEXT and STORED: a string. KEYWORD: a string, or a tuple where the field is multiple. DAY: a date. None: no value."""


@dataclass(frozen=True, slots=True)
class Document:
    """An id and field values; `language` (ISO 639-1) says how its TEXT fields are stemmed.

    A field left out has no value, and an empty or a repeated one among several values is left out. A document put under
    an id that is there already replaces it whole.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    language: str | None = None

    def kept(self, name: str) -> tuple[str, ...]:
        """The values of a KEYWORD or DAY field as strings, in the order given: none of them empty, none twice."""
        return kept(self.values.get(name))


def kept(value: Value) -> tuple[str, ...]:
    """A value of a KEYWORD or DAY field as `Document.kept` gives it."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, datetime.date):
        return (value.isoformat(),)
    return tuple(dict.fromkeys(filter(None, value))) if value else ()
