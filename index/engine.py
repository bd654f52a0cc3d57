"""The contract of an engine. Every engine passes the same suite, `tests/contract/`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from index.document import Document
from index.query import Clause, Filter, Query
from index.result import Hit, Result
from index.schema import Schema

COMMITS_KEPT_SECONDS = 600
"""How long after the next commit one can still be asked for by name, if not too many come one after the other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost.

    `terms`: words that one prefix, wildcard or fuzzy word may stand for; `buckets`: periods of a timeline;
    `timeout_seconds`: time for one search, None for no limit.
    """

    terms: int = 2_000
    buckets: int = 4_000
    timeout_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """With which rights an engine is asked over the network: user, password, and the certificate authority to trust.

    Kept apart from the engine's URL, which is logged.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """A numbered complete build of the index.

    `mark` is what the last commit was marked with: how far the source had been applied.
    """

    number: int
    created: datetime.datetime
    documents: int
    mark: str | None
    current: bool
    size_bytes: int


class Writer(Protocol):
    """Changes one generation. Nothing is seen before `commit`, and a commit is all or nothing."""

    def put(self, document: Document) -> None:
        """Adds the document, in place of the one with the same id if there is one; the last put of an id wins."""

    def delete(self, document_id: str) -> None:
        """Removes the document; one that is not there is no error."""

    def commit(self, mark: str | None = None) -> None:
        """Makes every change visible to the next searcher; the writer can go on. None keeps the earlier mark."""


class Build(Writer, Protocol):
    """A new generation being filled, unseen until `switch`."""

    number: int

    @property
    def mark(self) -> str | None:
        """How far it is filled, by the mark of its last commit; at first None, unless it was begun by one that died."""

    def verify(self, documents: int) -> None:
        """Reads the new generation back; raises VerificationFailed unless it is sound and holds so many documents."""

    def switch(self) -> None:
        """Makes the verified generation the current one, atomically; raises VerificationFailed where it was not."""


class Searcher(Protocol):
    """An immutable view of one commit of one generation. Belongs to the thread that asked for it."""

    generation: int
    commit: str
    """Names the commit: equal strings give equal answers."""

    def search(self, query: Query) -> Result:
        """Answers the whole question. Raises QueryError before searching, QueryTimeout while."""

    def count(self, text: Clause, filters: tuple[Filter, ...] = ()) -> int:
        """How many documents match."""

    def scan(self, query: Query) -> Iterator[Hit]:
        """Every hit in order, whatever offset and limit say, in memory that does not grow with their number."""

    def get(self, document_id: str) -> Hit | None:
        """The stored values of one document, with score 0; None when it is not there."""

    def ids(self) -> Iterator[str]:
        """The id of every document, in no order."""

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        """Every value of a KEYWORD field with the number of documents that have it, by value."""

    def spellings(self, word: str, field: str | None = None, limit: int = 5) -> tuple[tuple[str, int], ...]:
        """The indexed (folded) words nearest to this one, each with its number of documents; nearest first."""

    def document_count(self) -> int:
        """How many documents there are."""


class Engine(Protocol):
    """One index, with its generations."""

    schema: Schema

    def searcher(self, commit: str | None = None) -> Searcher:
        """A view of the newest commit of the current generation, for this thread; or of the commit of that name.

        A commit is kept for a while after the next one, see `COMMITS_KEPT_SECONDS`. Raises IndexMissing, IndexDamaged,
        EngineUnavailable or CommitGone.
        """

    def writer(self) -> AbstractContextManager[Writer]:
        """Changes to the current generation; what was not committed when the block ends is dropped.

        Raises IndexLocked, IndexMissing.
        """

    def build(self) -> AbstractContextManager[Build]:
        """A new generation; one that was not switched to when the block ends is removed. Raises IndexLocked.

        An engine may instead keep what a build that died or was interrupted had filled, for the next to go on with.
        """

    def generations(self) -> tuple[Generation, ...]:
        """The generations there are, oldest first."""

    def switch(self, number: int) -> None:
        """Makes that generation the current one: roll back, or forward. Raises IndexMissing, IndexLocked."""

    def prune(self, keep: int) -> tuple[int, ...]:
        """Removes the oldest generations but `keep`, never the current one; returns the numbers removed."""

    def check(self) -> tuple[str, ...]:
        """Reads everything and says what is wrong, a sentence each; empty when all is well."""

    def close(self) -> None:
        """Lets go of files and connections."""
