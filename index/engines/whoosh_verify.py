"""Reads an index back, every byte and every document, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from whoosh.index import FileIndex

from index.columnar.commit import Commit, Part
from index.columnar.filters import MaskCache
from index.columnar.searcher import ColumnarSearcher, Columns
from index.columnar.segment import Segment
from index.engine import Limits
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_toc import UNREADABLE, open_index
from index.errors import SearchError
from index.query import Query
from index.schema import Schema


def problems(folder: Path, schema: Schema, documents: int | None = None) -> tuple[str, ...]:
    """What is wrong with the index in a folder, a sentence each; it should hold so many documents, if given."""
    try:
        read = _read(open_index(folder), folder, schema)
    except (*UNREADABLE, SearchError) as error:
        return (f"the index in {folder} cannot be read whole: {error}",)
    if documents is not None and read != documents:
        return (f"the index in {folder} holds {read:,} documents, not {documents:,}",)
    return ()


def _read(ix: FileIndex, folder: Path, schema: Schema) -> int:
    """Reads every segment; returns the number of documents."""
    segments = ix._segments()
    ours = [segment for segment in segments if isinstance(segment, ColumnarSegment)]
    parts = [Part.of(Segment(segment.path(folder)), segment.deleted) for segment in ours]
    for part in parts:
        part.segment.file.verify()
    searcher = ColumnarSearcher(Columns(Commit(schema, tuple(parts)), MaskCache()), Limits(), 0, "")
    read = sum(1 for _ in searcher.scan(Query()))
    foreign = [segment for segment in segments if segment not in ours]
    return read + sum(int(segment.doc_count()) for segment in foreign)
