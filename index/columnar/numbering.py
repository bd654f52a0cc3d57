"""The values of one field over all segments of a commit, numbered so that counts of segments can be added up.

The largest segment's values keep their numbers; those that only others have come behind them. A commit goes on with
the numbers of the one before, so that an article more costs what is new in it. Values that are gone stay numbered,
and are never counted, until another segment is the largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.strings import EMPTY, Strings


@dataclass(frozen=True, slots=True)
class _Extra:
    """The values that the largest segment does not have: their numbers, and how many of its values come before each."""

    numbers: Mapping[str, int]
    names: tuple[str, ...]
    places: Array

    def before(self, value: str, place: int) -> int:
        """How many of these come before a value that is none of them, given its place among the largest segment's."""
        beside = np.flatnonzero(self.places == place).tolist()
        return int(np.count_nonzero(self.places < place)) + sum(self.names[number] < value for number in beside)


_NO_EXTRA = _Extra({}, (), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Numbering:
    """The values of a field.

    `renumbered[part]` has for each of that segment's values its number here, None where it is the same. `ranks` has
    for each number its place in the order of the values.
    """

    base: Strings
    extra: _Extra
    tables: tuple[Strings, ...]
    renumbered: tuple[Array | None, ...]
    ranks: Array

    @classmethod
    def of(cls, commit: Commit, field: str, before: Numbering | None = None) -> Numbering:
        """Numbers the values of a field; `before` is how the commit before did it."""
        tables = tuple(part.segment.values[field].values for part in commit.parts)
        base = max(tables, key=len, default=EMPTY)
        if before is None or before.base is not base:
            before = cls(base, _NO_EXTRA, (base,), (None,), np.arange(len(base), dtype=np.int32))
        places = {number: base.places_of(table) for number, table in enumerate(tables) if not before._has(table)}
        new = {
            value: place
            for number, of_table in places.items()
            for value, place in _missing(tables[number], of_table)
            if value not in before.extra.numbers
        }
        extra, ranks = before._extended(new) if new else (before.extra, before.ranks)
        renumbered = tuple(
            _renumbered(table, places[number], extra.numbers) if number in places else before._renumbering(table)
            for number, table in enumerate(tables)
        )
        return cls(base, extra, tables, renumbered, ranks)

    def __len__(self) -> int:
        return len(self.base) + len(self.extra.names)

    def __getitem__(self, number: int) -> str:
        return self.base[number] if number < len(self.base) else self.extra.names[number - len(self.base)]

    def find(self, value: str) -> int | None:
        """The number of a value; None where no segment has it."""
        number = self.base.find(value)
        return self.extra.numbers.get(value) if number is None else number

    def _has(self, table: Strings) -> bool:
        return any(known is table for known in self.tables)

    def _renumbering(self, table: Strings) -> Array | None:
        return next(numbers for known, numbers in zip(self.tables, self.renumbered, strict=True) if known is table)

    def _extended(self, new: Mapping[str, int]) -> tuple[_Extra, Array]:
        """More values, given the place of each among the largest segment's, and the ranks of all."""
        names = sorted(new)
        numbers = {name: number for number, name in enumerate(names, len(self))}
        places = np.array([new[name] for name in names], np.int64)
        behind = places + [self.extra.before(name, new[name]) for name in names]
        ranks = np.concatenate(
            [self.ranks + np.searchsorted(behind, self.ranks, "right"), behind + np.arange(len(new))]
        )
        extra = _Extra(
            {**self.extra.numbers, **numbers}, (*self.extra.names, *names), np.append(self.extra.places, places)
        )
        return extra, ranks.astype(np.int32)


def _missing(table: Strings, places: Array) -> Sequence[tuple[str, int]]:
    """The strings of a table that another one does not have, with their places there."""
    numbers = np.flatnonzero(places < 0)
    return list(zip(table.some(numbers), (~places[numbers]).tolist(), strict=True)) if len(numbers) else []


def _renumbered(table: Strings, places: Array, extra: Mapping[str, int]) -> Array:
    found = places.astype(np.int32)
    numbers = np.flatnonzero(places < 0)
    found[numbers] = [extra[value] for value in table.some(numbers)] if len(numbers) else []
    return found
