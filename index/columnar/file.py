"""One file of named arrays, written once and then read in place.

    8 bytes   magic, b"COLUMNS\\n"
    ...       the arrays' bytes, each beginning at a multiple of 64
    header    JSON: {"version", "facts", "arrays": {name: [dtype, offset, items, crc32]}}
    20 bytes  trailer: offset and length of the header (two uint64), its crc32 (uint32), little-endian

The trailer stands last, so a file cut short is never taken for a whole one.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import orjson

from index.errors import IndexDamaged

Array = npt.NDArray[Any]

FORMAT_VERSION = 3

_MAGIC = b"COLUMNS\n"
_TRAILER = struct.Struct("<QQI")
_ALIGNMENT = 64


class ColumnFileWriter:
    """Writes one file; it is whole once `close` has returned."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("xb")
        self._file.write(_MAGIC)
        self._arrays: dict[str, tuple[str, int, int, int]] = {}

    def add(self, name: str, array: Array) -> None:
        """Writes a one-dimensional array."""
        self.add_parts(name, array.dtype, (array,))

    def add_parts(self, name: str, dtype: npt.DTypeLike, parts: Iterable[Array]) -> None:
        """Writes an array that comes in parts, so that it never needs to be in memory whole."""
        offset = self._aligned()
        items = checksum = 0
        for part in parts:
            content = np.ascontiguousarray(part, dtype).data.cast("B") if len(part) else b""
            self._file.write(content)
            checksum = zlib.crc32(content, checksum)
            items += len(part)
        self._arrays[name] = (np.dtype(dtype).str, offset, items, checksum)

    def close(self, facts: Mapping[str, Any]) -> None:
        """Writes what else is known about the arrays. Who makes the file count sees to it that it is on the disk."""
        header = json.dumps({"version": FORMAT_VERSION, "facts": facts, "arrays": self._arrays}).encode()
        offset = self._aligned()
        self._file.write(header + _TRAILER.pack(offset, len(header), zlib.crc32(header)))
        self._file.close()

    def _aligned(self) -> int:
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        return self._file.tell()


class ColumnFile:
    """A file of arrays, mapped into memory; its arrays are read-only views that keep the mapping alive.

    Raises IndexDamaged for a file that is cut short, not ours, or of a version this code does not read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(_MAGIC) + _TRAILER.size:
                raise IndexDamaged(f"{path} is cut short")
            self._content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = self._header(size)
        if header["version"] != FORMAT_VERSION:
            raise IndexDamaged(f"{path} has format {header['version']}; this program reads {FORMAT_VERSION}")
        self.facts: Mapping[str, Any] = header["facts"]
        self._arrays: dict[str, tuple[str, int, int, int]] = header["arrays"]

    def names(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._arrays)

    def array(self, name: str) -> Array:
        """The array of that name."""
        dtype, offset, items, _ = self._arrays[name]
        return np.frombuffer(self._content, dtype, items, offset)

    def verify(self) -> None:
        """Reads every byte; raises IndexDamaged where an array is not what was written."""
        for name, (dtype, offset, items, checksum) in self._arrays.items():
            end = offset + items * np.dtype(dtype).itemsize
            if zlib.crc32(memoryview(self._content)[offset:end]) != checksum:
                raise IndexDamaged(f"{self._path} is damaged: {name} is not what was written")

    def _header(self, size: int) -> dict[str, Any]:
        offset, length, checksum = _TRAILER.unpack(self._content[size - _TRAILER.size :])
        header = self._content[offset : offset + length]
        is_whole = header and len(header) == length and zlib.crc32(header) == checksum
        if self._content[: len(_MAGIC)] != _MAGIC or not is_whole:
            raise IndexDamaged(f"{self._path} is damaged or cut short")
        loaded: dict[str, Any] = orjson.loads(header)
        return loaded
