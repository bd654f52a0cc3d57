"""Fingerprints of texts, kept so that a new text finds the ones it may be a copy of without reading them all."""

from __future__ import annotations

from collections.abc import Sequence

from archive.catalogue.database import Database

MOST_CANDIDATES = 100


def match(database: Database, id: str, bands: Sequence[int]) -> tuple[str, ...]:
    """Other articles that share a band, those that share most first; at most a hundred."""
    rows = database.rows(
        "SELECT id FROM band WHERE id != ? AND band IN"  # noqa: S608
        f" ({', '.join('?' * len(bands))}) GROUP BY id ORDER BY count(*) DESC, id LIMIT ?",
        id,
        *bands,
        MOST_CANDIDATES,
    )
    return tuple(id for (id,) in rows)


def note(database: Database, id: str, bands: Sequence[int]) -> None:
    """Keeps these bands as the article's, in place of those it had."""
    with database.transaction():
        database.write("DELETE FROM band WHERE id = ?", id)
        database.write_many("INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, id) for band in bands])
