"""The values of one field over all segments of a commit, numbered so that counts of segments can be added up.

The largest segment's values keep their numbers; those that only others have come behind them, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.strings import EMPTY, Strings


@dataclass(frozen=True, slots=True)
class Numbering:
    """The values of a field.

    `renumbered[part]` has for each of that segment's values its number here, None where it is the same. `ranks` has
    for each number its place in the order of the values.
    """

    base: Strings
    extra: tuple[str, ...]
    renumbered: tuple[Array | None, ...]
    ranks: Array

    @classmethod
    def of(cls, commit: Commit, field: str) -> Numbering:
        """Numbers the values of a field."""
        tables = [part.segment.values[field].values for part in commit.parts]
        base = max(tables, key=len, default=EMPTY)
        places = [None if table is base else base.places_of(table) for table in tables]
        extra = tuple(sorted(set(_new(tables, places))))
        numbers = {value: len(base) + number for number, value in enumerate(extra)}
        renumbered = [
            None if of_table is None else _renumbered(table, of_table, numbers)
            for table, of_table in zip(tables, places, strict=True)
        ]
        return cls(base, extra, tuple(renumbered), _ranks(base, extra))

    def __len__(self) -> int:
        return len(self.base) + len(self.extra)

    def __getitem__(self, number: int) -> str:
        return self.base[number] if number < len(self.base) else self.extra[number - len(self.base)]

    def __iter__(self) -> Iterator[str]:
        yield from self.base
        yield from self.extra

    def find(self, value: str) -> int | None:
        """The number of a value; None where no segment has it."""
        number = self.base.find(value)
        if number is None and value in self.extra:
            return len(self.base) + self.extra.index(value)
        return number


def _new(tables: list[Strings], places: list[Array | None]) -> Iterator[str]:
    for table, of_table in zip(tables, places, strict=True):
        if of_table is not None:
            yield from (table[number] for number in np.flatnonzero(of_table < 0).tolist())


def _renumbered(table: Strings, places: Array, numbers: dict[str, int]) -> Array:
    found = places.astype(np.int32)
    for number in np.flatnonzero(places < 0).tolist():
        found[number] = numbers[table[number]]
    return found


def _ranks(base: Strings, extra: tuple[str, ...]) -> Array:
    before = np.array([base.place(value) for value in extra], np.int64)
    numbers = np.arange(len(base))
    of_base = numbers + np.searchsorted(before, numbers, "right")
    return np.concatenate([of_base, before + np.arange(len(extra))]).astype(np.int32)
