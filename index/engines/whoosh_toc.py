"""The segments of a Whoosh index: read from its table of contents, and replaced there in one commit."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex

from index.engines.whoosh_damage import damage_named

INDEX_NAME: str = _DEF_INDEX_NAME
"""How Whoosh calls the one index of a folder."""


def open_index(folder: Path) -> FileIndex:
    """The Whoosh index in a folder. Raises IndexDamaged."""
    with damage_named(f"the index in {folder}"):
        return FileIndex(FileStorage(str(folder)))


def read_toc(folder: Path, number: int | None = None) -> TOC:
    """The table of contents of that number, or the newest. Raises IndexDamaged."""
    with damage_named(f"the index in {folder}"):
        return TOC.read(FileStorage(str(folder)), INDEX_NAME, number)


def newest_toc(folder: Path) -> int:
    """The number of the newest table of contents, without reading it; -1 where there is none. Raises IndexDamaged."""
    with damage_named(f"the index in {folder}"):
        number: int = TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME)
        return number


def replace_segments(ix: FileIndex, segments: Sequence[Any], kept_seconds: float = 0) -> None:
    """Makes these the segments of the index: one commit. Their files are on the disk before the table of contents is.

    When that is there too, files that no commit of the last `kept_seconds` has are removed.
    """
    before = ix._read_toc()
    toc = TOC(before.schema, list(segments), before.generation + 1)
    new = _ids(toc) - _ids(before)
    for path, _, segment in _files(ix):
        if segment in new:
            _sync(path)
    toc.write(ix.storage, ix.indexname)
    folder = Path(ix.storage.folder)
    for written in (folder / TOC._filename(ix.indexname, toc.generation), folder):
        _sync(written)
    _touch(ix, before, toc)
    _remove(ix, toc, time.time() - kept_seconds)


def _touch(ix: FileIndex, before: TOC, newest: TOC) -> None:
    """Gives the files that only the commit before has the time at which it was replaced."""
    gone = _ids(before) - _ids(newest)
    for path, number, segment in _files(ix):
        if number == before.generation or segment in gone:
            os.utime(path)


def _remove(ix: FileIndex, newest: TOC, since: float) -> None:
    """Removes the files that the newest commit does not have and that were replaced before that time."""
    kept = _ids(newest)
    for path, number, segment in _files(ix):
        if number != newest.generation and segment not in kept and path.stat().st_mtime <= since:
            path.unlink()


def _ids(toc: TOC) -> set[str]:
    return {segment.segment_id() for segment in toc.segments}


def _files(ix: FileIndex) -> Iterator[tuple[Path, int | None, str | None]]:
    """The files of an index: tables of contents with their number, and others with the segment that they are of."""
    tables, segments = TOC._pattern(ix.indexname), TOC._segment_pattern(ix.indexname)
    for path in Path(ix.storage.folder).iterdir():
        if table := tables.match(path.name):
            yield path, int(table[1]), None
        elif segment := segments.match(path.name):
            yield path, None, segment[1]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
