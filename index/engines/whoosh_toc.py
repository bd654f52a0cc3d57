"""The segments of a Whoosh index: read from its table of contents, and replaced there in one commit."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex, clean_files
from whoosh.index import IndexError as WhooshError

from index.errors import IndexDamaged

INDEX_NAME: str = _DEF_INDEX_NAME
"""How Whoosh calls the one index of a folder."""

UNREADABLE = (OSError, EOFError, ValueError, KeyError, AssertionError, pickle.UnpicklingError, WhooshError)
"""What Whoosh raises over files that are missing, cut short or not its own."""


def open_index(folder: Path) -> FileIndex:
    """The Whoosh index in a folder. Raises IndexDamaged."""
    try:
        return FileIndex(FileStorage(str(folder)))
    except UNREADABLE as error:
        raise IndexDamaged(f"the index in {folder} cannot be read: {error}") from error


def replace_segments(ix: FileIndex, segments: Sequence[Any]) -> None:
    """Makes these the segments of the index: one commit. Files of others are removed when it is on the disk."""
    before = ix._read_toc()
    toc = TOC(before.schema, list(segments), before.generation + 1)
    toc.write(ix.storage, ix.indexname)
    folder = Path(ix.storage.folder)
    for written in (folder / TOC._filename(ix.indexname, toc.generation), folder):
        _sync(written)
    clean_files(ix.storage, ix.indexname, toc.generation, toc.segments)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
