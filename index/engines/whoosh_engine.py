"""The embedded engine: generations of Whoosh indexes in one folder, answered from their columns.

An index folder is trusted like code: Whoosh's table of contents is a pickle.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from index.columnar.commit import Commit, Part
from index.columnar.filters import MaskCache
from index.columnar.searcher import ColumnarSearcher, Columns
from index.columnar.segment import Segment, description
from index.engine import Generation, Limits, Searcher
from index.engines.whoosh_build import WhooshBuild
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_damage import damage_named
from index.engines.whoosh_schema import whoosh_schema
from index.engines.whoosh_search import View
from index.engines.whoosh_searcher import WhooshSearcher
from index.engines.whoosh_toc import newest_toc, open_index, read_toc
from index.engines.whoosh_verify import problems
from index.engines.whoosh_writer import WhooshWriter
from index.errors import CommitGone, IndexDamaged
from index.generations import Generations
from index.schema import Schema

_log = logging.getLogger(__name__)

_OPENING_TRIES = 5
"""A reader that opens files while a commit removes them finds them gone, and finds others when it looks again."""

_SETTLED_NANOSECONDS = 100_000_000
"""A folder that changed less long ago may change again without its time of change showing it."""

_MOST_REPLACED = 4
"""Replaced commits that stay open."""

_COMMIT = re.compile(r"(\d{1,18})\.(\d{1,18})", re.ASCII)

_NO_STATE = (0,)
"""Of folders that there is nothing to ask about."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A commit as all threads share it, and the state of the folders that it was read from."""

    number: int
    commit: str
    columns: Columns | None
    """None where a segment was written by plain Whoosh, and so has no columns."""
    state: tuple[int, ...]
    folders: tuple[str, str]


class _OfThread(threading.local):
    """The searcher of this thread."""

    searcher: Searcher | None = None


class WhooshEngine:
    """See `index.engine.Engine`.

    `without_columns` counts the commits that had to be opened with Whoosh's own matchers.
    """

    def __init__(self, root: Path, schema: Schema, limits: Limits) -> None:
        self.schema = schema
        self.without_columns = 0
        self._limits = limits
        self._generations = Generations(root)
        self._masks = MaskCache()
        self._parts: dict[str, Part] = {}
        self._opened: _Opened | None = None
        self._kept: OrderedDict[str, _Opened] = OrderedDict()
        self._lock = threading.Lock()
        self._of_thread = _OfThread()

    def searcher(self, commit: str | None = None) -> Searcher:
        newest = self._newest_there()
        return newest if commit in (None, newest.commit) else self._searcher(self._replaced(commit))

    def _newest_there(self) -> Searcher:
        tries = _OPENING_TRIES
        while True:
            try:
                return self._newest()
            except IndexDamaged:
                tries -= 1
                if not tries:
                    raise

    def _newest(self) -> Searcher:
        """The searcher of this thread, opened anew where there was a commit or a switch."""
        opened = self._current()
        searcher = self._of_thread.searcher
        if searcher is None or searcher.commit != opened.commit:
            searcher = self._searcher(opened)
            self._of_thread.searcher = searcher
        return searcher

    @contextlib.contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        with self._generations.lock():
            yield WhooshWriter(self._generations.path(self._generations.current()), self.schema)

    @contextlib.contextmanager
    def build(self) -> Iterator[WhooshBuild]:
        with self._generations.lock(), self._generations.new() as (number, folder):
            FileIndex.create(FileStorage(str(folder)), whoosh_schema(self.schema))
            with contextlib.closing(WhooshBuild(folder, self.schema, number, self._generations)) as build:
                yield build

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
        return problems(folder)

    def close(self) -> None:
        self._opened = None
        self._kept.clear()
        self._parts.clear()
        self._of_thread = _OfThread()

    def _current(self) -> _Opened:
        """The newest commit, opened anew only where the folders have changed."""
        opened = self._opened
        state = _state(opened.folders) if opened else _NO_STATE
        if opened is not None and opened.state == state and time.time_ns() - max(state) > _SETTLED_NANOSECONDS:
            return opened
        with self._lock:
            return self._reopened(state)

    def _reopened(self, state: tuple[int, ...]) -> _Opened:
        number = self._generations.current()
        folder = self._generations.path(number)
        newest = newest_toc(folder)
        commit = f"{number}.{newest}"
        if self._opened is None or self._opened.commit != commit:
            columns = self._read(folder, newest)
            self._opened = _Opened(number, commit, columns, state, (str(self._generations.root), str(folder)))
        elif self._opened.state != state:
            self._opened = replace(self._opened, state=state)
        return self._opened

    def _read(self, folder: Path, newest: int) -> Columns | None:
        """The newest commit of a generation."""
        toc = read_toc(folder, newest)
        with damage_named(f"the index in {folder}"):
            columns = self._columns(folder, toc)
        self._parts = {part.segment.name: part for part in columns.commit.parts} if columns else {}
        return columns

    def _replaced(self, commit: str) -> _Opened:
        """A commit that is not the newest; those asked for last are kept open. Raises CommitGone."""
        with self._lock:
            opened = self._kept.pop(commit, None) or self._reread(commit)
            self._kept[commit] = opened
            if len(self._kept) > _MOST_REPLACED:
                self._kept.popitem(last=False)
            return opened

    def _reread(self, commit: str) -> _Opened:
        named = _COMMIT.fullmatch(commit)
        if named is None:
            raise CommitGone(commit)
        number, folder = int(named[1]), self._generations.path(int(named[1]))
        try:
            toc = read_toc(folder, int(named[2]))
            with damage_named(f"the index in {folder}"):
                columns = self._columns(folder, toc)
        except IndexDamaged as error:  # its files were removed
            raise CommitGone(commit) from error
        if columns is None:
            raise CommitGone(commit)
        return _Opened(number, commit, columns, _NO_STATE, (str(self._generations.root), str(folder)))

    def _columns(self, folder: Path, toc: TOC) -> Columns | None:
        if not all(isinstance(segment, ColumnarSegment) for segment in toc.segments):
            self.without_columns += 1
            _log.warning("%s has segments without columns: answering from it is slow until a reindex", folder)
            return None
        parts = [self._part(segment, segment.path(folder)) for segment in toc.segments]
        if any(part.segment.file.facts["fields"] != description(self.schema) for part in parts):
            raise IndexDamaged(f"the index in {folder} was made for other fields: it needs a reindex")
        before = self._opened.columns if self._opened else None
        return Columns(Commit(self.schema, tuple(parts)), self._masks, before)

    def _part(self, noted: ColumnarSegment, path: Path) -> Part:
        """A segment as it is now; what is known of it from the commit before is kept."""
        known = self._parts.get(path.name)
        if known is None:
            return Part.of(Segment(path), noted.deleted)
        return known if known.deleted == noted.deleted else Part.of(known.segment, noted.deleted)

    def _searcher(self, opened: _Opened) -> Searcher:
        if opened.columns is not None:
            return ColumnarSearcher(opened.columns, self._limits, opened.number, opened.commit)
        return plain_searcher(self._generations.path(opened.number), self.schema, self._limits, opened.number)

    def _describe(self, number: int, current: bool) -> Generation:
        folder, note = self._generations.path(number), self._generations.note(number)
        return Generation(
            number=number,
            created=note.created,
            documents=sum(segment.doc_count() for segment in read_toc(folder).segments),
            mark=note.mark,
            current=current,
            size_bytes=sum(file.stat().st_size for file in folder.iterdir()),
        )


def _state(folders: tuple[str, str]) -> tuple[int, ...]:
    """When the folders last changed. Asked before every search, so without `Path`, which takes longer than to ask."""
    try:
        return os.stat(folders[0]).st_mtime_ns, os.stat(folders[1]).st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        return _NO_STATE


def plain_searcher(folder: Path, schema: Schema, limits: Limits, number: int) -> WhooshSearcher:
    """A searcher that answers by Whoosh's own queries and matchers. Raises IndexDamaged."""
    ix = open_index(folder)
    with damage_named(f"the index in {folder}"):
        whoosh_searcher = ix.searcher()
        commit = f"{number}.{whoosh_searcher.reader().generation()}"
        return WhooshSearcher(View(whoosh_searcher, schema, limits), number, commit)
