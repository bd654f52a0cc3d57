"""What a catalogue takes and gives, as frozen values, and what can go wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from archive.article import ActorType, Article

PageKind: TypeAlias = Literal["dump", "html", "article"]
PutOutcome: TypeAlias = Literal["added", "updated", "unchanged"]


class CatalogueError(Exception):
    """The catalogue cannot be used; the message says what to do."""


class CatalogueMissing(CatalogueError):
    """There is no catalogue where one was to be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no catalogue at {path}: run `archive ingest PATH` first")


class CatalogueTooNew(CatalogueError):
    """A later version of this program wrote the catalogue."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"the catalogue at {path} has format {found}, this program reads up to {known}: upgrade news-archive"
        )


class CatalogueTooOld(CatalogueError):
    """An earlier version of this program wrote the catalogue."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"the catalogue at {path} has format {found}, this program reads {known}: take its pages in again"
        )


class CatalogueDamaged(CatalogueError):
    """The file is no catalogue, or SQLite finds it broken."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the catalogue at {path} cannot be read ({reason}): restore it from a backup")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as its source gave it: enough to extract the article again.

    `kind` says how it is read: a text `dump` with furniture, `html`, or the `article` itself. `body` is in `encoding`;
    `given` is what the source said beside it (title, date, URL, …). `digest` covers both.
    """

    source: str
    path: str
    kind: PageKind
    body: bytes
    encoding: str
    digest: str
    given: Mapping[str, Any] = field(default_factory=dict)
    ingested_at: datetime.datetime | None = None

    @property
    def text(self) -> str:
        """The page as decoded; what cannot be decoded shows as U+FFFD."""
        return self.body.decode(self.encoding, "replace")


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of an article; `article` is None where it was deleted."""

    change: int
    recorded_at: datetime.datetime
    article: Article | None


@dataclass(frozen=True, slots=True)
class Change:
    """The newest state of an id that changed; `article` is None when it is deleted."""

    change: int
    id: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class ActorLabel:
    """How an actor is shown."""

    label: str
    type: ActorType


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source with its number of articles."""

    source: str
    articles: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that gave no article, and why."""

    source: str
    path: str
    reason: str
