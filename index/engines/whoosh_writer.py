"""Writes generations: each commit is one new segment of columns, and one commit of Whoosh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from index.columnar.build import Batch
from index.columnar.commit import Part
from index.columnar.merge import merge
from index.columnar.policy import worth_merging
from index.columnar.segment import Segment
from index.columnar.stored import dictionary_of
from index.document import Document
from index.engine import COMMITS_KEPT_SECONDS
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_damage import damage_named
from index.engines.whoosh_toc import open_index, replace_segments
from index.errors import EngineError
from index.generations import Note, read_note, write_note
from index.schema import Schema


@dataclass(slots=True)
class WhooshWriter:
    """See `index.engine.Writer`. Changes wait in memory until the commit."""

    folder: Path
    schema: Schema
    _pending: dict[str, Document | None] = field(default_factory=dict)

    def put(self, document: Document) -> None:
        self._pending.pop(document.id, None)
        self._pending[document.id] = document

    def delete(self, document_id: str) -> None:
        self._pending[document_id] = None

    def commit(self, mark: str | None = None) -> None:
        note = read_note(self.folder)
        if self._pending:
            with damage_named(f"the index in {self.folder}"):
                self._change()
        if mark is not None:  # written last: a crash before it only has changes applied twice
            write_note(self.folder, Note(note.created, mark))

    def _change(self) -> None:
        try:
            self._write()
            self._merge()
        except OSError as error:
            raise EngineError(f"the index in {self.folder} cannot be written: {error}") from error

    def _write(self) -> None:
        ix = open_index(self.folder)
        segments = ix._segments()
        for segment in segments:
            delete_from(ix, segment, self._pending)
        documents = [document for document in self._pending.values() if document is not None]
        if documents:
            batch = Batch.of(self.schema, documents)
            dictionary = _shared(ix, segments) or batch.dictionary()
            segments.append(write_segment(self.folder, ix.indexname, batch, dictionary))
        replace_segments(ix, [segment for segment in segments if segment.doc_count()], COMMITS_KEPT_SECONDS)
        self._pending.clear()

    def _merge(self) -> None:
        """Makes one segment of several where that is worth it: a commit of its own, so nothing waits for it."""
        ix = open_index(self.folder)
        segments = [segment for segment in ix._segments() if isinstance(segment, ColumnarSegment)]
        places = worth_merging(
            [segment.size for segment in segments], [segment.deleted_count() for segment in segments]
        )
        if places:
            chosen = [segments[place] for place in places]
            merged = merge_segments(self.folder, ix.indexname, chosen)
            others = [segment for segment in ix._segments() if segment not in chosen]
            replace_segments(ix, [merged, *others], COMMITS_KEPT_SECONDS)


def write_segment(folder: Path, name: str, batch: Batch, dictionary: bytes) -> ColumnarSegment:
    """Writes documents as a segment that no table of contents has yet."""
    segment = ColumnarSegment(name, len(batch))
    batch.write(segment.path(folder), dictionary)
    return segment


def merge_segments(folder: Path, name: str, segments: Sequence[ColumnarSegment]) -> ColumnarSegment:
    """Writes one segment of several, which no table of contents has yet."""
    merged = ColumnarSegment(name)
    parts = [Part.of(Segment(segment.path(folder)), segment.deleted) for segment in segments]
    merged.size = merge(parts, merged.path(folder))
    return merged


def delete_from(ix: FileIndex, segment: ColumnarSegment, ids: Iterable[str]) -> None:
    """Marks the documents with these ids as deleted in a segment, whoever wrote it."""
    if isinstance(segment, ColumnarSegment):
        columns = Segment(segment.path(Path(ix.storage.folder)))
        found = [columns.document(document_id) for document_id in ids]
    else:
        reader = SegmentReader(ix.storage, ix.schema, segment)
        found = [reader.first_id("id", document_id) for document_id in ids if ("id", document_id) in reader]
    for document in found:
        if document is not None:
            segment.delete_document(document)


def _shared(ix: FileIndex, segments: Sequence[ColumnarSegment]) -> bytes:
    """The dictionary of the largest segment: those that share one can share it after a merge too."""
    ours = [segment for segment in segments if isinstance(segment, ColumnarSegment)]
    if not ours:
        return b""
    largest = max(ours, key=ColumnarSegment.doc_count_all)
    return dictionary_of(Segment(largest.path(Path(ix.storage.folder))).file)
