"""Files that are one page: text dumps and HTML."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Any

from archive.catalogue import PageKind, Skipped
from archive.sources.item import BadGiven, SourceItem
from archive.sources.place import BadGzip, Place, TooLarge

_UNICODE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_BINARY = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
)


def read_dump(place: Place) -> Iterator[SourceItem | Skipped]:
    """A text dump: what a scraper saw on one page, furniture and all."""
    yield _read_page(place, "dump")


def read_html(place: Place) -> Iterator[SourceItem | Skipped]:
    """An HTML page."""
    yield _read_page(place, "html")


def _read_page(place: Place, kind: PageKind) -> SourceItem | Skipped:
    try:
        body = place.read()
    except (TooLarge, BadGzip) as error:
        return Skipped(place.source, place.path, str(error))
    if reason := _not_text(body):
        return Skipped(place.source, place.path, reason)
    given, warnings = _given(place)
    return SourceItem(given.get("source") or place.source, place.path, kind, body, given, warnings=warnings)


def _not_text(body: bytes) -> str | None:
    if not body.strip():
        return "is empty"
    for magic, name in _BINARY:
        if body.startswith(magic):
            return f"is a {name} file, not text"
    if b"\0" in body and not body.startswith(_UNICODE_MARKS):
        return "is a binary file, not text"
    return None


def _given(place: Place) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    try:
        return place.sidecar(), ()
    except (BadGiven, OSError) as error:
        return {}, (f"has a sidecar that {error}; read without it",)
