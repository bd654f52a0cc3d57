"""The embedded engine: generations of Whoosh indexes in one folder.

An index folder is trusted like code: Whoosh's table of contents is a pickle.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from whoosh import writing
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.document import Document
from index.engine import Generation, Limits
from index.engines.whoosh_damage import damage_named
from index.engines.whoosh_schema import whoosh_fields, whoosh_schema
from index.engines.whoosh_search import View
from index.engines.whoosh_searcher import WhooshSearcher
from index.errors import EngineError, IndexDamaged, VerificationFailed
from index.generations import Generations, Note, read_note, write_note
from index.query import Everything, Query
from index.schema import Schema

_OPENING_TRIES = 5
"""A reader that opens files while a commit removes them finds them gone, and finds others when it looks again."""

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
        added = [whoosh_fields(document, self.schema) for document in self._pending.values() if document is not None]
        with damage_named(f"the index in {self.folder}"):
            writer = FileIndex(FileStorage(str(self.folder))).writer()
            try:
                for document_id in self._pending:
                    writer.delete_by_term("id", document_id)
                for fields in added:
                    writer.add_document(**fields)
                writer.commit()
            except OSError as error:
                raise EngineError(f"the index in {self.folder} cannot be written: {error}") from error
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
        for _ in range(_OPENING_TRIES - 1):
            with contextlib.suppress(IndexDamaged):
                return self._newest()
        return self._newest()

    def _newest(self) -> WhooshSearcher:
        """The searcher of this thread, opened anew where there was a commit or a switch."""
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
        try:
            folder = self._generations.path(self._generations.current())
        except IndexDamaged as error:
            return (str(error),)
        return _problems(folder, self.schema)

    def close(self) -> None:
        self._opened = _Opened()

    def _describe(self, number: int, current: bool) -> Generation:
        folder, note = self._generations.path(number), self._generations.note(number)
        return Generation(
            number=number,
            created=note.created,
            documents=_document_count(folder),
            mark=note.mark,
            current=current,
            size_bytes=sum(file.stat().st_size for file in folder.iterdir()),
        )


def _open(folder: Path) -> FileIndex:
    with damage_named(f"the index in {folder}"):
        return FileIndex(FileStorage(str(folder)))


def _document_count(folder: Path) -> int:
    ix = _open(folder)
    with damage_named(f"the index in {folder}"):
        count: int = ix.doc_count()
        return count


def _searcher(ix: FileIndex, schema: Schema, limits: Limits, number: int) -> WhooshSearcher:
    with damage_named(f"the index in {ix.storage.folder}"):
        whoosh_searcher = ix.searcher()
        commit = f"{number}.{whoosh_searcher.reader().generation()}"
        return WhooshSearcher(View(whoosh_searcher, schema, limits), number, commit)


def _problems(folder: Path, schema: Schema, documents: int | None = None) -> tuple[str, ...]:
    """Reads every document and posting of an index; what is wrong with it, a sentence each."""
    try:
        read_note(folder)
        ix = _open(folder)
        read = sum(1 for _ in _searcher(ix, schema, Limits(), 0).scan(Query(Everything())))
        with damage_named(f"the index in {folder}"):
            _read_postings(ix)
    except IndexDamaged as error:
        return (str(error),)
    if documents is not None and read != documents:
        return (f"the index in {folder} holds {read:,} documents, not {documents:,}",)
    return ()


def _read_postings(ix: FileIndex) -> None:
    """Reads every term and each of its postings."""
    with ix.reader() as reader:
        for field, term in reader.all_terms():
            deque(reader.postings(field, term).items_as("weight"), maxlen=0)


def _let_go(writer: writing.SegmentWriter) -> None:
    """Gives up what was not committed; a failed Whoosh commit would keep its lock."""
    if not writer.is_closed:
        writer.cancel()
    if writer.writelock is not None and writer.writelock.fd is not None:
        writer.writelock.release()
