"""The engine over one alias of one cluster."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Iterator

from index.engine import Access, Generation, Limits
from index.engines.opensearch.address import Address
from index.engines.opensearch.client import Client
from index.engines.opensearch.generations import Generations, Note
from index.engines.opensearch.lock import Lock
from index.engines.opensearch.searcher import OpenSearchSearcher
from index.engines.opensearch.soundness import problems
from index.engines.opensearch.view import View
from index.engines.opensearch.words import Words
from index.engines.opensearch.writer import OpenSearchBuild, OpenSearchWriter
from index.errors import CommitGone, EngineUnavailable
from index.schema import Schema

_MOST_REPLACED = 4
"""Commits that this process was reading before, and that can still be asked for while their point in time lives."""


class OpenSearchEngine:
    """See `index.engine.Engine`."""

    def __init__(self, address: Address, access: Access, schema: Schema, limits: Limits) -> None:
        self.schema = schema
        self._address = address
        self._limits = limits
        self._client = Client(address, access)
        self._generations = Generations(self._client, address.name)
        self._opened: OpenSearchSearcher | None = None
        self._replaced: deque[OpenSearchSearcher] = deque(maxlen=_MOST_REPLACED)
        self._opening = threading.Lock()
        self._looks_again = 0.0

    def searcher(self, commit: str | None = None) -> OpenSearchSearcher:
        newest = self._newest()
        if commit is None:
            return newest
        found = self._known(commit)
        if found is None:  # another process may have seen it first
            self._looks_again = 0.0
            self._newest()
            found = self._known(commit)
        if found is None:
            raise CommitGone(commit)
        return found

    def _known(self, commit: str) -> OpenSearchSearcher | None:
        """The searcher of that commit, if this process has one and the cluster still keeps its point in time."""
        if self._opened is not None and self._opened.commit == commit:
            return self._opened
        return next((kept for kept in self._replaced if kept.commit == commit and kept.is_kept), None)

    def _newest(self) -> OpenSearchSearcher:
        opened = self._opened
        if opened is not None and time.monotonic() < self._looks_again:
            return opened
        note = self._generations.current()
        with self._opening:
            self._looks_again = time.monotonic() + self._address.refresh_seconds
            if self._opened is None or self._opened.note != note:
                if self._opened is not None:
                    self._replaced.append(self._opened)  # it may be in use: its point in time goes by itself
                self._opened = self._open(note)
            return self._opened

    @contextlib.contextmanager
    def writer(self) -> Iterator[OpenSearchWriter]:
        with self._locked() as lock:
            yield OpenSearchWriter(self._generations, self.schema, lock, self._generations.current())

    @contextlib.contextmanager
    def build(self) -> Iterator[OpenSearchBuild]:
        with self._locked() as lock:
            note = self._generations.begin(self.schema, self._address.shards)
            build = OpenSearchBuild(
                self._generations, self.schema, lock, note, number=note.number, replicas=self._address.replicas
            )
            is_over = True
            try:
                yield build
            except (EngineUnavailable, KeyboardInterrupt):
                is_over = False  # the next build goes on with what was filled
                raise
            finally:
                if is_over and not build.note.complete:
                    self._generations.remove(note.number)

    def generations(self) -> tuple[Generation, ...]:
        return self._generations.describe()

    def switch(self, number: int) -> None:
        with self._locked():
            self._generations.switch(number)

    def prune(self, keep: int) -> tuple[int, ...]:
        with self._locked():
            return self._generations.prune(keep)

    def check(self) -> tuple[str, ...]:
        return problems(self._generations, self._generations.current(), self.schema)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        self._replaced.clear()
        self._client.close()

    def _open(self, note: Note) -> OpenSearchSearcher:
        words = Words(self._client, self._generations.words(note.number), self._limits.terms)
        view = View(self._generations, note, self._limits.timeout_seconds)
        return OpenSearchSearcher(view, words, self.schema, self._limits)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Lock]:
        lock = Lock(self._client, self._address.name)
        with lock.held():
            yield lock
        self._looks_again = 0.0  # what was written here is seen here at once
