"""Documents as they were given: what is not in other columns.

    stored.rows           each document's values as a JSON array, its language first
    stored.rows_at        where each begins, and at the end where the last one ends
    stored.texts          the long ones among the values, compressed one by one (zstandard) with a trained dictionary
    stored.texts_at       where those of each document begin, and at the end where the last one ends
    stored.dictionaries   the dictionaries, one behind the other

In a row the number of its compressed bytes stands for a long value. Such a value is read only when it is asked for: a
list of hits shows titles, not texts. (Tables of PostgreSQL do the same, by the name of TOAST.)

Fact `dictionaries`: [first document, size of the dictionary] for each run of documents that shares one; size 0 is
none. A merged segment keeps the runs of its parts, so that nothing is compressed twice.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson
import zstandard

from index.columnar import kernel
from index.columnar.damage import DAMAGE, damaged
from index.columnar.file import Array, ColumnFile, ColumnFileWriter
from index.columnar.memo import Memo
from index.columnar.strings import offsets, starts

_LEVEL = 3
_DICTIONARY_BYTES = 65_536
_SAMPLES = 500
_SEGMENT_BYTES = 200
"""Of samples, what a dictionary is made of: left to be found out, training takes some times as long for no gain."""

_ENOUGH = 500
"""Long values below which a dictionary would not be worth its own size."""

_LONG = 256
"""Characters from which a value is long."""


def trained(columns: Iterable[Sequence[Any]]) -> bytes:
    """A dictionary to compress such values with; empty where they are too few for one."""
    long = [value for column in columns for value in column if isinstance(value, str) and len(value) >= _LONG]
    if len(long) < _ENOUGH:
        return b""
    samples: list[bytes | bytearray | memoryview[int]] = [text.encode() for text in long[:: len(long) // _SAMPLES]]
    return zstandard.train_dictionary(_DICTIONARY_BYTES, samples, k=_SEGMENT_BYTES, d=8).as_bytes()


def write_stored(file: ColumnFileWriter, columns: Sequence[Sequence[Any]], dictionary: bytes) -> list[tuple[int, int]]:
    """Writes the values of documents, given column by column and compressed with a dictionary; returns the fact."""
    data = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    compressor = zstandard.ZstdCompressor(_LEVEL, dict_data=data, write_checksum=False, write_dict_id=False)
    compressed: list[list[bytes]] = [[] for _ in columns[0]]
    shortened = [list(column) for column in columns]
    for column in shortened:
        for document, value in enumerate(column):
            if isinstance(value, str) and len(value) >= _LONG:
                text = compressor.compress(value.encode())
                compressed[document].append(text)
                column[document] = len(text)
    _write_pieces(file, "stored.rows", list(map(orjson.dumps, zip(*shortened, strict=True))))
    _write_pieces(file, "stored.texts", list(map(b"".join, compressed)))
    file.add("stored.dictionaries", np.frombuffer(dictionary, np.uint8))
    return [(0, len(dictionary))]


def _write_pieces(file: ColumnFileWriter, name: str, pieces: Sequence[bytes]) -> None:
    file.add(name, np.frombuffer(b"".join(pieces), np.uint8))
    file.add(f"{name}_at", offsets(starts(np.fromiter(map(len, pieces), np.int64, len(pieces)))))


def copy_stored(file: ColumnFileWriter, sources: Sequence[tuple[ColumnFile, Array]]) -> list[tuple[int, int]]:
    """Writes documents of other files as they are there; returns the fact. A source is a file and its documents."""
    for name in ("stored.rows", "stored.texts"):
        file.add_parts(name, np.uint8, (part for source in sources for part in _copies(name, *source)))
        lengths = [np.diff(other.array(f"{name}_at").astype(np.int64))[documents] for other, documents in sources]
        file.add(f"{name}_at", offsets(starts(np.concatenate(lengths))))
    runs: list[tuple[int, int]] = []
    dictionaries: list[bytes] = []
    at = 0
    for other, documents in sources:
        for first, dictionary in _runs(other):
            if not dictionaries or dictionary != dictionaries[-1]:  # most segments share one
                runs.append((at + int(np.searchsorted(documents, first)), len(dictionary)))
                dictionaries.append(dictionary)
        at += len(documents)
    file.add("stored.dictionaries", np.frombuffer(b"".join(dictionaries), np.uint8))
    return runs


def _copies(name: str, other: ColumnFile, documents: Array) -> Iterator[Array]:
    """What is stored of these documents: a piece for all that stand side by side."""
    content, at = other.array(name), other.array(f"{name}_at")
    for together in np.split(documents, np.flatnonzero(np.diff(documents) != 1) + 1):
        if len(together):
            yield content[at[together[0]] : at[together[-1] + 1]]


def dictionary_of(file: ColumnFile) -> bytes:
    """The last dictionary in a file, for the next one to share; empty where there is none."""
    return _runs(file)[-1][1]


class _OfThread(threading.local):
    """Decompressors, which threads must not share, by the number of their run."""

    def __init__(self, dictionaries: Sequence[bytes]) -> None:
        self.decompressors: Memo[int, zstandard.ZstdDecompressor] = Memo(lambda run: _decompressor(dictionaries[run]))


class Stored:
    """Reads the documents of one file."""

    def __init__(self, file: ColumnFile) -> None:
        self._rows = file.array("stored.rows")
        self._rows_at = file.array("stored.rows_at")
        self._texts = file.array("stored.texts").data
        self._texts_at = file.array("stored.texts_at").data
        runs = _runs(file)
        self._run_starts = [first for first, _ in runs]
        self._of_thread = _OfThread([dictionary for _, dictionary in runs])

    def rows(self, documents: Array) -> list[list[Any]]:
        """The rows of documents, in the order given; numbers stand for long values."""
        pieces = kernel.pieces(self._rows, self._rows_at, self._rows_at.itemsize, documents, 0)
        rows: list[list[Any]] = orjson.loads(b"[%b]" % b",".join(pieces))
        return rows

    def long_value(self, document: int, row: list[Any], place: int) -> str:
        """The long value at a place of a document's row. Raises IndexDamaged."""
        begin = 0
        for value in row[:place]:
            if isinstance(value, int):
                begin += value
        try:
            begin += self._texts_at[document]
            decompressor = self._of_thread.decompressors[bisect_right(self._run_starts, document) - 1]
            text: bytes = decompressor.decompress(self._texts[begin : begin + row[place]])
            return text.decode()
        except DAMAGE as error:
            raise damaged(error) from error


def _runs(file: ColumnFile) -> list[tuple[int, bytes]]:
    """The first document of each run, and the dictionary of the run."""
    dictionaries, at = file.array("stored.dictionaries").tobytes(), 0
    runs = []
    for first, size in file.facts["dictionaries"]:
        runs.append((first, dictionaries[at : at + size]))
        at += size
    return runs


def _decompressor(dictionary: bytes) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(dictionary) if dictionary else None)
