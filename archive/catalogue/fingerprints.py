"""Fingerprints of texts, kept so that a new text finds the ones it may be a copy of without reading them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

MOST_CANDIDATES = 100


def match(connection: sqlite3.Connection, id: str, bands: Sequence[int]) -> tuple[str, ...]:
    """Other articles that share a band, those that share most first; at most a hundred."""
    rows = connection.execute(
        "SELECT id FROM band WHERE id != ? AND band IN"  # noqa: S608
        f" ({', '.join('?' * len(bands))}) GROUP BY id ORDER BY count(*) DESC, id LIMIT ?",
        (id, *bands, MOST_CANDIDATES),
    )
    return tuple(id for (id,) in rows)


def note(connection: sqlite3.Connection, id: str, bands: Sequence[int]) -> None:
    """Keeps these bands as the article's, in place of those it had."""
    connection.execute("DELETE FROM band WHERE id = ?", (id,))
    connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((band, id) for band in bands))
