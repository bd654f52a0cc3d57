"""What a reader yields: a page with what its source said beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import orjson

from archive.catalogue import PageKind

KEYS = ("id", "url", "source", "title", "date", "dateline", "language", "credit")
MAX_DEPTH = 32


class BadGiven(ValueError):
    """What a source says beside a page has the wrong shape."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a JSON line or a sidecar says of an article; keys without a meaning here are kept in `extra`."""

    id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    date: str | None = None
    dateline: str | None = None
    language: str | None = None
    credit: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Sorts keys into fields and extra; raises BadGiven for one that is no text, or is nested too deep."""
        texts = {key: _text(key, mapping[key]) for key in KEYS if mapping.get(key) is not None}
        extra = {key: value for key, value in mapping.items() if key not in KEYS}
        if _depth(extra) > MAX_DEPTH:
            raise BadGiven(f"is nested deeper than {MAX_DEPTH} levels")
        return cls(**{key: text for key, text in texts.items() if text}, extra=extra)


@dataclass(frozen=True)
class SourceItem:
    """One page as read, not decoded yet.

    `path` is relative to the folder that was ingested, with `#n` for the n-th page of a file of many. `charset` is what
    the transport declared. `warnings` say what was wrong without losing the page.
    """

    source: str
    path: str
    kind: PageKind
    body: bytes
    given: Mapping[str, Any] = field(default_factory=dict)
    charset: str | None = None
    warnings: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the page and what was given with it."""
        return hashlib.sha256(self.body + orjson.dumps(dict(self.given), option=orjson.OPT_SORT_KEYS)).hexdigest()


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadGiven(f"has a `{key}` that is no text")
    return value.strip()


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level := [inner for outer in level for inner in _inside(outer)]:
        depth += 1
        if depth > MAX_DEPTH:
            break
    return depth


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
