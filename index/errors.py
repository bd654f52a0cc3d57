"""Everything that can go wrong in an index, as one readable list.

SearchError
├── QueryError            the question cannot be asked of this index
│   ├── UnknownField
│   ├── UnsupportedFeature
│   ├── TooManyTerms
│   ├── TooManyBuckets
│   └── BadCursor
├── QueryTimeout          the question took longer than it may
└── EngineError           the index cannot answer or be written
    ├── IndexMissing
    ├── IndexDamaged
    ├── IndexLocked
    ├── CommitGone
    ├── EngineUnavailable
    └── VerificationFailed
"""

from __future__ import annotations


class SearchError(Exception):
    """Root of every error that this package raises on purpose."""


class QueryError(SearchError):
    """The question cannot be asked of this index; nothing was searched."""


class UnknownField(QueryError):
    """A query, sort or facet names a field that the schema does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no field {name!r}; the fields are {', '.join(known)}")
        self.name = name
        self.known = known


class UnsupportedFeature(QueryError):
    """The engine cannot do what was asked; it never does something else instead."""


class TooManyTerms(QueryError):
    """A prefix, wildcard or fuzzy word stands for more terms than may be expanded."""

    def __init__(self, typed: str, count: int, limit: int) -> None:
        super().__init__(f"{typed!r} stands for {count:,} words, more than the limit of {limit:,}: type more letters")
        self.typed = typed
        self.count = count
        self.limit = limit


class TooManyBuckets(QueryError):
    """A timeline would have more periods than may be answered."""

    def __init__(self, interval: str, count: int, limit: int) -> None:
        super().__init__(
            f"a timeline by {interval} would have {count:,} periods, more than the limit of {limit:,}: "
            "ask for a coarser interval or a shorter range"
        )
        self.interval = interval
        self.count = count
        self.limit = limit


class BadCursor(QueryError):
    """A cursor that this index did not give out, or gave out for another sort."""


class QueryTimeout(SearchError):
    """The question took longer than it may; the answer would have been partial, so there is none."""

    def __init__(self, timeout_seconds: float) -> None:
        super().__init__(f"the search was stopped after {timeout_seconds:g} s: ask a narrower question")
        self.timeout_seconds = timeout_seconds


class EngineError(SearchError):
    """The index cannot answer or cannot be written."""


class IndexMissing(EngineError):
    """There is no index yet where one was expected."""


class IndexDamaged(EngineError):
    """The index is there but cannot be read."""


class IndexLocked(EngineError):
    """Another process is writing the index."""

    def __init__(self, holder: str, since: str) -> None:
        super().__init__(f"the index is being written by {holder} since {since}")
        self.holder = holder
        self.since = since


class CommitGone(EngineError):
    """A commit was asked for that is no longer kept, or never was."""

    def __init__(self, commit: str) -> None:
        super().__init__(f"commit {commit!r} is no longer kept")
        self.commit = commit


class EngineUnavailable(EngineError):
    """The engine does not answer; the same question may succeed later."""


class VerificationFailed(EngineError):
    """A new generation does not hold what it should; the current one was left in place."""
