"""The segments of a Whoosh index: read from its table of contents, and replaced there in one commit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex, clean_files

from index.engines.whoosh_damage import damage_named

INDEX_NAME: str = _DEF_INDEX_NAME
"""How Whoosh calls the one index of a folder."""


def open_index(folder: Path) -> FileIndex:
    """The Whoosh index in a folder. Raises IndexDamaged."""
    with damage_named(f"the index in {folder}"):
        return FileIndex(FileStorage(str(folder)))


def read_toc(folder: Path) -> TOC:
    """The newest table of contents. Raises IndexDamaged."""
    ix = open_index(folder)
    with damage_named(f"the index in {folder}"):
        return ix._read_toc()


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
