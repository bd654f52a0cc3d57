"""JSON lines: an article, or a text dump, on each line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archive.catalogue import PageKind, Skipped
from archive.sources.item import BadGiven, SourceItem
from archive.sources.place import Place, TooLarge, parse_object


def read_json_lines(place: Place) -> Iterator[SourceItem | Skipped]:
    """The lines that are JSON objects with a `text`; each of the others with its number and what is wrong with it.

    A line with a `title` is taken as the article itself; without one it is a dump, whose title has to be found.
    """
    number = 0
    try:
        with place.open() as stream:
            while line := _next_line(stream, place.max_bytes):
                number += 1
                if line.strip():
                    yield _read_line(place, number, line)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Skipped(_source(place), f"{place.path}#{number + 1}", "is in a damaged part of a gzip file")
    if number == 0:
        yield Skipped(_source(place), place.path, "is empty")


def _next_line(stream: IO[bytes], limit: int) -> bytes:
    """The next line; of one that is too long, a little more than the limit, and the rest is passed over."""
    line = stream.readline(limit + 1)
    rest = line
    while len(rest) > limit and not rest.endswith(b"\n"):
        rest = stream.readline(limit + 1)
    return line


def _read_line(place: Place, number: int, line: bytes) -> SourceItem | Skipped:
    path = f"{place.path}#{number}"
    if len(line) > place.max_bytes:
        return Skipped(_source(place), path, str(TooLarge(place.max_bytes)))
    try:
        given = dict(parse_object(line))
        text = given.pop("text", None)
        if not isinstance(text, str) or not text.strip():
            raise BadGiven("has no `text`")
    except BadGiven as error:
        return Skipped(_source(place), path, str(error))
    kind: PageKind = "article" if (given.get("title") or "").strip() else "dump"
    return SourceItem((given.get("source") or "").strip() or _source(place), path, kind, text.encode(), given)


def _source(place: Place) -> str:
    """The source of lines that do not say theirs: the file's own name."""
    return Path(place.name).stem
