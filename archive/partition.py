"""A part of all sources: what one of several ingests at work on the same catalogue takes in."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partition:
    """The `part`-th of `parts` parts into which the sources are divided.

    A source is whole in one of them, because its furniture is learned from its own pages.
    """

    part: int
    parts: int

    @classmethod
    def parse(cls, text: str) -> Partition:
        """The partition that `2/8` names; raises ValueError."""
        part, _, parts = text.partition("/")
        partition = cls(int(part), int(parts))
        if not 1 <= partition.part <= partition.parts:
            raise ValueError(f"{text!r} names no part: they are 1/{parts} to {parts}/{parts}")
        return partition

    def holds(self, source: str) -> bool:
        """Whether the source is in this part."""
        return zlib.crc32(source.encode()) % self.parts == self.part - 1


WHOLE = Partition(1, 1)
