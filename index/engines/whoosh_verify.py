"""Reads an index back, every byte and every document, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.columnar.commit import Commit, Part
from index.columnar.filters import MaskCache
from index.columnar.searcher import ColumnarSearcher, Columns
from index.columnar.segment import Segment
from index.engine import Limits
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_damage import damage_named
from index.engines.whoosh_toc import read_toc
from index.errors import IndexDamaged
from index.generations import read_note
from index.query import Query
from index.schema import Schema


def problems(folder: Path, schema: Schema, documents: int | None = None) -> tuple[str, ...]:
    """What is wrong with the index in a folder, a sentence each; it should hold so many documents, if given."""
    try:
        read_note(folder)
        with damage_named(f"the index in {folder}"):
            read = _read(read_toc(folder).segments, folder, schema)
    except IndexDamaged as error:
        return (str(error),)
    if documents is not None and read != documents:
        return (f"the index in {folder} holds {read:,} documents, not {documents:,}",)
    return ()


def _read(segments: Sequence[Any], folder: Path, schema: Schema) -> int:
    """Reads every segment; returns the number of documents."""
    ours = [segment for segment in segments if isinstance(segment, ColumnarSegment)]
    parts = [Part.of(Segment(segment.path(folder)), segment.deleted) for segment in ours]
    for part in parts:
        part.segment.file.verify()
    searcher = ColumnarSearcher(Columns(Commit(schema, tuple(parts)), MaskCache()), Limits(), 0, "")
    read = sum(1 for _ in searcher.scan(Query()))
    foreign = [segment for segment in segments if segment not in ours]
    return read + sum(int(segment.doc_count()) for segment in foreign)
