"""A sorted table of distinct strings that is searched where it lies, without being decoded.

NAME.bytes     the strings in UTF-8, in the order of their bytes (which is that of their code points),
               each followed by a zero byte
NAME.offsets   where each begins; one more than there are strings
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array, ColumnFile, ColumnFileWriter
from index.columnar.plain import ranges


@dataclass(frozen=True, slots=True)
class Strings:
    """The table; a string's number is its place in the order."""

    content: Array
    offsets: Array

    @classmethod
    def read(cls, file: ColumnFile, name: str) -> Strings:
        """The table of that name in a file."""
        return cls(file.array(f"{name}.bytes"), file.array(f"{name}.offsets"))

    @classmethod
    def of(cls, strings: Sequence[bytes]) -> Strings:
        """A table, not in a file, of strings in UTF-8 that are sorted and distinct."""
        lengths = np.fromiter(map(len, strings), np.int64, len(strings)) + 1
        content = b"".join(_ended(strings))
        return cls(np.frombuffer(content, np.uint8), starts(lengths).astype(np.uint32))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> str:
        return self.encoded(number).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.slice(0, len(self)))

    def encoded(self, number: int) -> bytes:
        """The bytes of one string."""
        return self.content[int(self.offsets[number]) : int(self.offsets[number + 1]) - 1].tobytes()

    def slice(self, first: int, last: int) -> list[str]:
        """The strings from first to before last."""
        return [encoded.decode() for encoded in self.encoded_slice(first, last)]

    def encoded_slice(self, first: int, last: int) -> list[bytes]:
        """The bytes of the strings from first to before last."""
        if first >= last:
            return []
        begin, end = int(self.offsets[first]), int(self.offsets[last])
        strings = self.content[begin : end - 1].tobytes().split(b"\0")
        return strings if len(strings) == last - first else list(map(self.encoded, range(first, last)))

    def some(self, numbers: Array) -> list[str]:
        """The strings of these numbers."""
        encoded = kernel.pieces(self.content, self.offsets, self.offsets.itemsize, numbers.astype(np.int64), 1)
        return list(map(bytes.decode, encoded))

    def chosen(self, numbers: Array) -> Strings:
        """The strings of these numbers, in the order given, as a table of their own."""
        begins, lengths = self.offsets[numbers].astype(np.int64), np.diff(self.offsets)[numbers].astype(np.int64)
        return Strings(self.content[ranges(begins, lengths)], starts(lengths).astype(np.uint32))

    def find(self, string: str) -> int | None:
        """The number of a string; None where it is not in the table."""
        number: int = kernel.find(self.content, self.offsets, string.encode("utf-8", "surrogatepass"))
        return number if number >= 0 else None

    def place(self, string: str) -> int:
        """How many strings of the table come before this one."""
        number: int = kernel.find(self.content, self.offsets, string.encode("utf-8", "surrogatepass"))
        return number if number >= 0 else ~number

    def places_of(self, other: Strings) -> Array:
        """For each string of another table its number here; where it is not here, ~ the place where it would stand."""
        out = np.empty(len(other), np.int64)
        kernel.matched(self.content, self.offsets, other.content, other.offsets, out)
        return out

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The numbers, from first to before last, of the strings that begin so."""
        if not prefix:
            return 0, len(self)
        encoded = prefix.encode("utf-8", "surrogatepass")
        first: int = kernel.find(self.content, self.offsets, encoded)
        last: int = kernel.find(self.content, self.offsets, encoded + b"\xff")  # no UTF-8 has this byte
        return (first if first >= 0 else ~first), ~last


EMPTY = Strings(np.empty(0, np.uint8), np.zeros(1, np.uint32))


def write_table(file: ColumnFileWriter, name: str, table: Strings) -> None:
    """Writes a table."""
    file.add(f"{name}.bytes", table.content)
    file.add(f"{name}.offsets", table.offsets)


def starts(lengths: Array) -> Array:
    """Where each of consecutive pieces begins, and at the end where the last one ends."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def offsets(at: Array) -> Array:
    """Places of pieces, as narrow as can be."""
    return at.astype(np.uint32 if not len(at) or at[-1] < 1 << 32 else np.uint64)


def narrowed(numbers: Array) -> Array:
    """Numbers in one, two or four bytes, whatever the largest needs."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _ended(strings: Iterable[bytes]) -> Iterator[bytes]:
    for string in strings:
        yield string
        yield b"\0"
