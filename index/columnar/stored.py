"""Documents as they were given: what is not in other columns, compressed one by one with a trained dictionary.

    stored.content        each document's values as a JSON array, compressed (zstandard)
    stored.at             where each begins, and at the end where the last one ends
    stored.dictionaries   the dictionaries, one behind the other

Fact `dictionaries`: [first document, size of the dictionary] for each run of documents that shares one; size 0 is
none. A merged segment keeps the runs of its parts, so that nothing is compressed twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import orjson
import zstandard

from index.columnar.file import Array, ColumnFile, ColumnFileWriter
from index.columnar.plain import ranges
from index.columnar.strings import starts

_LEVEL = 3
_DICTIONARY_BYTES = 65_536
_SAMPLES = 1_000
_COPIED_AT_ONCE = 10_000
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


def copy_stored(file: ColumnFileWriter, sources: Sequence[tuple[ColumnFile, Array]]) -> list[tuple[int, int]]:
    """Writes documents of other files as they are there; returns the fact. A source is a file and its documents."""
    file.add_parts("stored.content", np.uint8, (part for source in sources for part in _copies(*source)))
    lengths = [np.diff(other.array("stored.at"))[documents] for other, documents in sources]
    file.add("stored.at", starts(np.concatenate(lengths)))
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


def _copies(other: ColumnFile, documents: Array) -> Iterator[Array]:
    content, at = other.array("stored.content"), other.array("stored.at")
    for begin in range(0, len(documents), _COPIED_AT_ONCE):
        some = documents[begin : begin + _COPIED_AT_ONCE]
        yield content[ranges(at[some], at[some + 1] - at[some])]


def dictionary_of(file: ColumnFile) -> bytes:
    """The last dictionary in a file, for the next one to share; empty where there is none."""
    return _runs(file)[-1][1]


class Stored:
    """Reads the documents of one file; belongs to one thread, as decompressors do."""

    def __init__(self, file: ColumnFile) -> None:
        self._content = file.array("stored.content").data
        self._at = file.array("stored.at")
        runs = _runs(file)
        self._first = [first for first, _ in runs]
        self._decompressors = [_decompressor(dictionary) for _, dictionary in runs]

    def read(self, documents: Array) -> Iterator[list[Any]]:
        """The rows of documents, in the order given."""
        begins, ends = self._at[documents].tolist(), self._at[documents + 1].tolist()
        for document, begin, end in zip(documents.tolist(), begins, ends, strict=True):
            decompressor = self._decompressors[bisect_right(self._first, document) - 1]
            yield orjson.loads(decompressor.decompress(self._content[begin:end]))


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


def _train(encoded: Sequence[bytes]) -> bytes:
    if len(encoded) < _ENOUGH:
        return b""
    samples: list[bytes | bytearray | memoryview[int]] = [*encoded[:: max(1, len(encoded) // _SAMPLES)]]
    return zstandard.train_dictionary(_DICTIONARY_BYTES, samples).as_bytes()
