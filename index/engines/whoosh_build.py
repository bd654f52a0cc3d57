"""Fills a new generation: segments are written by several processes and adopted in one commit."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from pathlib import Path

from index.columnar.build import Batch
from index.document import Document
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_toc import INDEX_NAME, open_index, replace_segments
from index.engines.whoosh_verify import problems
from index.engines.whoosh_writer import delete_from, merge_segments, write_segment
from index.errors import VerificationFailed
from index.generations import Generations, Note, read_note, write_note
from index.schema import Schema

_FLUSH_DOCUMENTS = 5_000
_FLUSH_CHARACTERS = 30_000_000
"""What a segment holds at most when it is first written: this bounds the memory of a build."""

_MERGED_DOCUMENTS = 1_000_000
"""Documents of a segment that a build leaves behind, at most: what a merge keeps in memory of each adds up."""


@dataclass(slots=True)
class _Pending:
    """Documents for one segment."""

    documents: dict[str, Document] = field(default_factory=dict)
    characters: int = 0

    def add(self, document: Document) -> None:
        self.documents.pop(document.id, None)
        self.documents[document.id] = document
        self.characters += sum(len(value) for value in document.values.values() if isinstance(value, str))

    @property
    def is_full(self) -> bool:
        return len(self.documents) >= _FLUSH_DOCUMENTS or self.characters >= _FLUSH_CHARACTERS


@dataclass(slots=True)
class WhooshBuild:
    """See `index.engine.Build`."""

    folder: Path
    schema: Schema
    number: int
    generations: Generations
    mark: str | None = None
    _pending: _Pending = field(default_factory=_Pending)
    _seen: set[int] = field(default_factory=set)
    _replaced: dict[str, int] = field(default_factory=dict)
    """For each id put or deleted again: the batches before this one must not keep it."""
    _dictionaries: dict[str | None, bytes] = field(default_factory=dict)
    """For each language one to compress texts with."""
    _written: list[Future[ColumnarSegment]] = field(default_factory=list)
    _pool: ProcessPoolExecutor | None = None
    _verified: bool = False

    def put(self, document: Document) -> None:
        self._forget(document.id)
        self._seen.add(hash(document.id))
        self._pending.add(document)
        if self._pending.is_full:
            self._flush()

    def delete(self, document_id: str) -> None:
        self._forget(document_id)
        self._pending.documents.pop(document_id, None)

    def commit(self, mark: str | None = None) -> None:
        note = read_note(self.folder)
        self._adopt()
        if mark is not None:
            write_note(self.folder, Note(note.created, mark))
            self.mark = mark

    def verify(self, documents: int) -> None:
        self._adopt()
        if found := problems(self.folder, documents):
            raise VerificationFailed("; ".join(found))
        self._verified = True

    def switch(self) -> None:
        if not self._verified:
            raise VerificationFailed(f"generation {self.number} was not verified")
        self.generations.adopt(self.number, self.folder)
        self.generations.switch(self.number)

    def close(self) -> None:
        """Ends the processes of the build."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _forget(self, document_id: str) -> None:
        if hash(document_id) in self._seen:
            self._replaced[document_id] = len(self._written)
        self._verified = False

    def _flush(self) -> None:
        """Has the batch written by another process, and waits where those are behind."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                _processes(), _context(), initializer=gc.disable
            )  # a batch makes no cycles
        waiting = [future for future in self._written if not future.done()]
        if len(waiting) > _processes():
            waiting[0].result()
        self._written.append(self._pool.submit(write_segment, *self._batch()))

    def _batch(self) -> tuple[Path, str, Batch, bytes]:
        """What is pending, as `write_segment` takes it; nothing is then.

        Batches that are mostly in one language share a dictionary.
        """
        batch, self._pending = Batch.of(self.schema, self._pending.documents.values()), _Pending()
        ((language, _),) = Counter(batch.languages).most_common(1)
        if not self._dictionaries.get(language):
            self._dictionaries[language] = batch.dictionary()
        return self.folder, INDEX_NAME, batch, self._dictionaries[language]

    def _adopt(self) -> None:
        """Makes what was put and deleted one commit."""
        if self._pending.documents and self._pool is not None:
            self._flush()
        elif self._pending.documents:
            self._written.append(_done(write_segment(*self._batch())))
        segments = [future.result() for future in self._written]
        for number, segment in enumerate(segments):
            if replaced := [document_id for document_id, before in self._replaced.items() if number < before]:
                delete_from(open_index(self.folder), segment, replaced)
        self._replaced.clear()
        self._written = [_done(segment) for segment in self._merged(segments)]
        replace_segments(open_index(self.folder), [future.result() for future in self._written])

    def _merged(self, segments: Sequence[ColumnarSegment]) -> Iterator[ColumnarSegment]:
        """Few segments of many."""
        some: list[ColumnarSegment] = []
        for segment in filter(ColumnarSegment.doc_count, segments):
            if some and sum(map(ColumnarSegment.doc_count, some)) + segment.doc_count() > _MERGED_DOCUMENTS:
                yield from self._one_of(some)
                some = []
            some.append(segment)
        yield from self._one_of(some)

    def _one_of(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        return [merge_segments(self.folder, INDEX_NAME, segments)] if len(segments) > 1 else segments


def _done(segment: ColumnarSegment) -> Future[ColumnarSegment]:
    future: Future[ColumnarSegment] = Future()
    future.set_result(segment)
    return future


def _context() -> BaseContext:
    """A process without other threads can be forked as it is; else one is that has nothing but our imports, which takes
    half a second more."""
    if threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([write_segment.__module__])
    return context


def _processes() -> int:
    return len(os.sched_getaffinity(0))
