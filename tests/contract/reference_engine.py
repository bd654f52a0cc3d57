"""The oracle: an engine in memory, with its generations, that looks at every document for every question."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from index import (
    CommitGone,
    Document,
    Generation,
    IndexLocked,
    IndexMissing,
    Limits,
    Schema,
    VerificationFailed,
)
from tests.contract.reference_searcher import ReferenceSearcher


@dataclass(frozen=True)
class Stored:
    """What one commit of a generation holds."""

    created: datetime.datetime
    documents: dict[str, Document] = field(default_factory=dict)
    commits: int = 0
    mark: str | None = None


class ReferenceWriter:
    """See `index.engine.Build`, of which a writer to the current generation is a part."""

    def __init__(self, engine: ReferenceEngine, number: int, stored: Stored) -> None:
        self.number = number
        self._engine, self._stored = engine, stored
        self._pending: dict[str, Document | None] = {}
        self._verified = False

    @property
    def mark(self) -> str | None:
        return self._stored.mark

    def put(self, document: Document) -> None:
        self._pending[document.id] = document

    def delete(self, document_id: str) -> None:
        self._pending[document_id] = None

    def commit(self, mark: str | None = None) -> None:
        changed = self._stored.documents | self._pending
        documents = {name: document for name, document in changed.items() if document is not None}
        before = self._stored
        self._stored = Stored(before.created, documents, before.commits + bool(self._pending), mark or before.mark)
        self._pending = {}
        if self.number in self._engine.stored:
            self._engine.stored[self.number] = self._stored

    def verify(self, documents: int) -> None:
        self.commit()
        if len(self._stored.documents) != documents:
            raise VerificationFailed(f"{len(self._stored.documents)} documents, not {documents}")
        self._verified = True

    def switch(self) -> None:
        if not self._verified:
            raise VerificationFailed(f"generation {self.number} was not verified")
        self._engine.stored[self.number] = self._stored
        self._engine.current = self.number


class ReferenceEngine:
    """See `index.engine.Engine`."""

    def __init__(self, schema: Schema, limits: Limits | None = None) -> None:
        self.schema = schema
        self.stored: dict[int, Stored] = {}
        self.current: int | None = None
        self._limits = limits or Limits()
        self._locked_since: str | None = None
        self._seen: dict[str, tuple[int, Stored]] = {}

    def searcher(self, commit: str | None = None) -> ReferenceSearcher:
        number = self._current()
        stored = self.stored[number]
        newest = f"{number}.{stored.commits}"
        if commit in (None, newest):
            self._seen[newest] = number, stored
            return self._view(newest)
        if commit not in self._seen:
            raise CommitGone(commit)
        return self._view(commit)

    def _view(self, commit: str) -> ReferenceSearcher:
        number, stored = self._seen[commit]
        return ReferenceSearcher(stored.documents.values(), number, commit, self.schema, self._limits)

    @contextlib.contextmanager
    def writer(self) -> Iterator[ReferenceWriter]:
        with self._lock():
            number = self._current()
            yield ReferenceWriter(self, number, self.stored[number])

    @contextlib.contextmanager
    def build(self) -> Iterator[ReferenceWriter]:
        with self._lock():
            yield ReferenceWriter(self, max(self.stored, default=0) + 1, Stored(datetime.datetime.now(datetime.UTC)))

    def generations(self) -> tuple[Generation, ...]:
        return tuple(
            Generation(number, stored.created, len(stored.documents), stored.mark, number == self.current, 0)
            for number, stored in sorted(self.stored.items())
        )

    def switch(self, number: int) -> None:
        with self._lock():
            if number not in self.stored:
                raise IndexMissing(f"there is no generation {number}")
            self.current = number

    def prune(self, keep: int) -> tuple[int, ...]:
        if keep < 1:
            raise ValueError("at least one generation must be kept")
        with self._lock():
            others = sorted(set(self.stored) - {self._current()})
            doomed = others[: max(0, len(others) - keep + 1)]
            for number in doomed:
                del self.stored[number]
            return tuple(doomed)

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        """Holds nothing open."""

    def _current(self) -> int:
        if self.current is None:
            raise IndexMissing("there is no index yet")
        return self.current

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        if self._locked_since is not None:
            raise IndexLocked(f"process {os.getpid()}", self._locked_since)
        self._locked_since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        try:
            yield
        finally:
            self._locked_since = None
