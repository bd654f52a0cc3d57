"""Documents as they were given: what is not in other columns, compressed one by one with a trained dictionary.

    stored.content        each document's values as a JSON array, compressed (zstandard)
    stored.at             where each begins, and at the end where the last one ends
    stored.dictionaries   the dictionaries, one behind the other

Fact `dictionaries`: [first document, size of the dictionary] for each run of documents that shares one; size 0 is
none. A merged segment keeps the runs of its parts, so that nothing is compressed twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import orjson
import zstandard

from index.columnar.file import ColumnFile, ColumnFileWriter
from index.columnar.strings import starts

_LEVEL = 3
_DICTIONARY_BYTES = 112_640
_SAMPLES = 4_000
_ENOUGH = 500
"""Documents below which a dictionary would not be worth its own size."""


def write_stored(file: ColumnFileWriter, rows: Sequence[Any], dictionary: bytes) -> list[tuple[int, int]]:
    """Writes the values of documents; returns the fact. A dictionary is trained where none is given."""
    encoded = [orjson.dumps(row) for row in rows]
    dictionary = dictionary or _train(encoded)
    trained = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    compressor = zstandard.ZstdCompressor(_LEVEL, dict_data=trained, write_checksum=False, write_dict_id=False)
    compressed = [compressor.compress(row) for row in encoded]
    file.add("stored.content", np.frombuffer(b"".join(compressed), np.uint8))
    file.add("stored.at", starts(np.fromiter(map(len, compressed), np.int64, len(compressed))))
    file.add("stored.dictionaries", np.frombuffer(dictionary, np.uint8))
    return [(0, len(dictionary))]


def dictionary_of(file: ColumnFile) -> bytes:
    """The last dictionary in a file, for the next one to share; empty where there is none."""
    size = file.facts["dictionaries"][-1][1]
    return file.array("stored.dictionaries").tobytes()[-size:] if size else b""


class Stored:
    """Reads the documents of one file; belongs to one thread, as decompressors do."""

    def __init__(self, file: ColumnFile) -> None:
        self._content = memoryview(file.array("stored.content"))
        self._at = file.array("stored.at")
        runs: list[tuple[int, int]] = file.facts["dictionaries"]
        self._first = [first for first, _ in runs]
        self._decompressors = list(_decompressors(file.array("stored.dictionaries").data, [size for _, size in runs]))

    def __getitem__(self, document: int) -> list[Any]:
        decompressor = self._decompressors[bisect_right(self._first, document) - 1]
        row: list[Any] = orjson.loads(decompressor.decompress(self._content[self._at[document] : self._at[document + 1]]))
        return row


def _decompressors(dictionaries: memoryview, sizes: Iterable[int]) -> Iterable[zstandard.ZstdDecompressor]:
    at = 0
    for size in sizes:
        dictionary = zstandard.ZstdCompressionDict(dictionaries[at : at + size]) if size else None
        at += size
        yield zstandard.ZstdDecompressor(dict_data=dictionary)


def _train(encoded: Sequence[bytes]) -> bytes:
    if len(encoded) < _ENOUGH:
        return b""
    samples = list(encoded[:: max(1, len(encoded) // _SAMPLES)])
    return zstandard.train_dictionary(_DICTIONARY_BYTES, samples).as_bytes()
