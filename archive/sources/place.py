"""Where a file lies, and reading it without taking in more than is allowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

import orjson

from archive.sources.item import BadGiven, Given

GZIP = ".gz"
CHUNK_BYTES = 1 << 16


class TooLarge(Exception):
    """More bytes than may be taken in."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"is larger than {limit:,} bytes (setting max_file_bytes)")


class BadGzip(Exception):
    """A gzip file that is cut off or damaged."""

    def __init__(self) -> None:
        super().__init__("is a damaged gzip file")


@dataclass(frozen=True, slots=True)
class Place:
    """A file under the folder that was ingested, both without links in their paths."""

    file: Path
    root: Path
    max_bytes: int
    sidecar_file: Path | None = None

    @property
    def path(self) -> str:
        """The path below the root, with slashes: the same wherever the root lies."""
        return self.file.relative_to(self.root).as_posix()

    @property
    def source(self) -> str:
        """The name of the folder that the file is in."""
        return self.file.parent.name or "unknown"

    @property
    def name(self) -> str:
        """The file's name without the suffix of packing."""
        return self.file.name.removesuffix(GZIP)

    @property
    def suffix(self) -> str:
        """What kind of file it is: its last suffix but that of packing, in small letters."""
        return Path(self.name.lower()).suffix

    def open(self) -> IO[bytes]:
        """The file's content, unpacked where it is packed."""
        if self.file.name.endswith(GZIP):
            return cast(IO[bytes], gzip.open(self.file))
        return self.file.open("rb")

    def read(self) -> bytes:
        """The whole content; raises TooLarge before taking in more than is allowed, BadGzip, or OSError."""
        if self.file.stat().st_size > self.max_bytes:
            raise TooLarge(self.max_bytes)
        with self.open() as stream:
            return read_at_most(stream, self.max_bytes)

    def sidecar(self) -> Mapping[str, Any]:
        """What `NAME.json` beside the file says; empty when there is none. Raises BadGiven or OSError."""
        return _parse_sidecar(self.sidecar_file, self.max_bytes) if self.sidecar_file else {}

    def possible_sidecars(self) -> tuple[Path, Path]:
        """Where a sidecar of the file may lie."""
        return self.file.with_name(f"{self.name}.json"), self.file.with_name(f"{Path(self.name).stem}.json")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_at_most(stream: _Readable, limit: int) -> bytes:
    """All that the stream has; raises TooLarge when that is more than the limit, BadGzip when it cannot be unpacked."""
    chunks, size = [], 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise TooLarge(limit)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadGzip from error
    return b"".join(chunks)


def _parse_sidecar(file: Path, max_bytes: int) -> Mapping[str, Any]:
    if file.stat().st_size > max_bytes:
        raise BadGiven(f"is larger than {max_bytes:,} bytes")
    return parse_object(file.read_bytes())


def parse_object(text: bytes) -> Mapping[str, Any]:
    """A JSON object whose keys are of the right shape; raises BadGiven."""
    try:
        value = orjson.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BadGiven(f"is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadGiven("is not a JSON object")
    Given.from_mapping(value)
    return value
