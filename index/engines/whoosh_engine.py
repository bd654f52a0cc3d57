"""The embedded engine: generations of Whoosh indexes in one folder.

An index folder is trusted like code: Whoosh's table of contents is a pickle.
"""

from __future__ import annotations

import contextlib
import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from whoosh import writing
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshError

from index.document import Document
from index.engine import Generation, Limits
from index.engines.whoosh_schema import whoosh_fields, whoosh_schema
from index.engines.whoosh_search import View
from index.engines.whoosh_searcher import WhooshSearcher
from index.errors import IndexDamaged, SearchError, VerificationFailed
from index.generations import Generations, Note, read_note, write_note
from index.query import Everything, Query
from index.schema import Schema

_UNREADABLE = (OSError, EOFError, ValueError, KeyError, pickle.UnpicklingError, WhooshError)
"""What Whoosh raises over files that are missing, cut short or not its own."""

_FLUSH_EVERY = 20_000
"""Documents of a build that wait in memory at most."""


@dataclass(slots=True)
class WhooshWriter:
    """See `index.engine.Writer`. Changes wait in memory until the commit, which is one commit of Whoosh."""

    folder: Path
    schema: Schema
    _pending: dict[str, Document | None] = field(default_factory=dict)

    def put(self, document: Document) -> None:
        self._pending[document.id] = document

    def delete(self, document_id: str) -> None:
        self._pending[document_id] = None

    def commit(self, mark: str | None = None) -> None:
        note = read_note(self.folder)
        if self._pending:
            self._write()
        if mark is not None:  # written last: a crash before it only has changes applied twice
            write_note(self.folder, Note(note.created, mark))

    def _write(self) -> None:
        writer = _open(self.folder).writer()
        try:
            for document_id in self._pending:
                writer.delete_by_term("id", document_id)
            for document in self._pending.values():
                if document is not None:
                    writer.add_document(**whoosh_fields(document, self.schema))
            writer.commit()
        finally:
            _let_go(writer)
        self._pending.clear()


@dataclass(slots=True)
class WhooshBuild(WhooshWriter):
    """See `index.engine.Build`. Nobody sees it, so it is flushed as it grows."""

    number: int = 0
    generations: Generations = field(kw_only=True)
    _verified: bool = False

    def put(self, document: Document) -> None:
        WhooshWriter.put(self, document)
        if len(self._pending) >= _FLUSH_EVERY:
            self.commit()

    def verify(self, documents: int) -> None:
        self.commit()
        problems = _problems(self.folder, self.schema, documents)
        if problems:
            raise VerificationFailed("; ".join(problems))
        self._verified = True

    def switch(self) -> None:
        if not self._verified:
            raise VerificationFailed(f"generation {self.number} was not verified")
        self.generations.adopt(self.number, self.folder)
        self.generations.switch(self.number)


class _Opened(threading.local):
    """The searcher of this thread: Whoosh's are not safe to share."""

    searcher: WhooshSearcher | None = None


class WhooshEngine:
    """See `index.engine.Engine`."""

    def __init__(self, root: Path, schema: Schema, limits: Limits) -> None:
        self.schema = schema
        self._limits = limits
        self._generations = Generations(root)
        self._opened = _Opened()

    def searcher(self) -> WhooshSearcher:
        number = self._generations.current()
        folder = self._generations.path(number)
        ix = _open(folder)
        commit = f"{number}.{ix.latest_generation()}"
        opened = self._opened.searcher
        if opened is None or opened.commit != commit:
            opened = _searcher(ix, self.schema, self._limits, number)
            self._opened.searcher = opened
        return opened

    @contextlib.contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        with self._generations.lock():
            yield WhooshWriter(self._generations.path(self._generations.current()), self.schema)

    @contextlib.contextmanager
    def build(self) -> Iterator[WhooshBuild]:
        with self._generations.lock(), self._generations.new() as (number, folder):
            FileIndex.create(FileStorage(str(folder)), whoosh_schema(self.schema))
            yield WhooshBuild(folder, self.schema, number=number, generations=self._generations)

    def generations(self) -> tuple[Generation, ...]:
        numbers = self._generations.numbers()
        current = self._generations.current() if numbers else 0
        return tuple(self._describe(number, number == current) for number in numbers)

    def switch(self, number: int) -> None:
        with self._generations.lock():
            self._generations.switch(number)

    def prune(self, keep: int) -> tuple[int, ...]:
        with self._generations.lock():
            return self._generations.prune(keep)

    def check(self) -> tuple[str, ...]:
        return _problems(self._generations.path(self._generations.current()), self.schema)

    def close(self) -> None:
        self._opened = _Opened()

    def _describe(self, number: int, current: bool) -> Generation:
        folder, note = self._generations.path(number), self._generations.note(number)
        return Generation(
            number=number,
            created=note.created,
            documents=_open(folder).doc_count(),
            mark=note.mark,
            current=current,
            size_bytes=sum(file.stat().st_size for file in folder.iterdir()),
        )


def _open(folder: Path) -> FileIndex:
    try:
        return FileIndex(FileStorage(str(folder)))
    except _UNREADABLE as error:
        raise IndexDamaged(f"the index in {folder} cannot be read: {error}") from error


def _searcher(ix: FileIndex, schema: Schema, limits: Limits, number: int) -> WhooshSearcher:
    try:
        whoosh_searcher = ix.searcher()
        commit = f"{number}.{whoosh_searcher.reader().generation()}"
        return WhooshSearcher(View(whoosh_searcher, schema, limits), number, commit)
    except _UNREADABLE as error:
        raise IndexDamaged(f"the index in {ix.storage.folder} cannot be read: {error}") from error


def _problems(folder: Path, schema: Schema, documents: int | None = None) -> tuple[str, ...]:
    """Reads every document and term of an index; what is wrong with it, a sentence each."""
    try:
        searcher = _searcher(_open(folder), schema, Limits(), 0)
        read = sum(1 for _ in searcher.scan(Query(Everything())))
        searcher.spellings("", None)
    except (*_UNREADABLE, SearchError) as error:
        return (f"the index in {folder} cannot be read whole: {error}",)
    if documents is not None and read != documents:
        return (f"the index in {folder} holds {read:,} documents, not {documents:,}",)
    return ()


def _let_go(writer: writing.SegmentWriter) -> None:
    """Gives up what was not committed; a failed Whoosh commit would keep its lock."""
    if not writer.is_closed:
        writer.cancel()
    if writer.writelock is not None and writer.writelock.fd is not None:
        writer.writelock.release()
