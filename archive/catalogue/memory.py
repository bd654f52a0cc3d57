"""What one ingest remembers for the next: what was read, what gave no article, what was learned."""

from __future__ import annotations

from archive.catalogue.database import Database
from archive.catalogue.records import Skipped


class IngestMemory:
    """Keyed by source and path, the same wherever the pages lie."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, source: str, path: str) -> tuple[str, str] | None:
        """The digest of what was last read at this path, and the extractor that read it."""
        row = self._database.row("SELECT digest, extractor FROM seen WHERE source = ? AND path = ?", source, path)
        return (row[0], row[1]) if row else None

    def note_seen(self, source: str, path: str, digest: str, extractor: str) -> None:
        """Remembers what was read at this path."""
        with self._database.transaction():
            self._database.write("REPLACE INTO seen VALUES (?, ?, ?, ?)", source, path, digest, extractor)
            self._database.write("DELETE FROM skipped WHERE source = ? AND path = ?", source, path)

    def skipped(self) -> tuple[Skipped, ...]:
        """Every page that gave no article, by source and path."""
        rows = self._database.rows("SELECT source, path, reason FROM skipped ORDER BY source, path")
        return tuple(Skipped(*row) for row in rows)

    def note_skipped(self, skipped: Skipped) -> None:
        """Remembers that a page gave no article, until it is read again."""
        self._database.write("REPLACE INTO skipped VALUES (?, ?, ?)", skipped.source, skipped.path, skipped.reason)

    def duplicates(self, id: str) -> tuple[str, ...]:
        """The other paths at which its source had the article."""
        rows = self._database.rows("SELECT path FROM duplicate WHERE id = ? ORDER BY path", id)
        return tuple(path for (path,) in rows)

    def note_duplicate(self, id: str, source: str, path: str) -> None:
        """Remembers that the source had the article at this path too."""
        self._database.write("REPLACE INTO duplicate VALUES (?, ?, ?)", id, source, path)

    def forget_duplicates(self, id: str) -> None:
        """Lets the other paths of the article be read again: its text has changed, they may be articles now."""
        places = "SELECT source, path FROM duplicate WHERE id = ?"
        with self._database.transaction():
            self._database.write(f"DELETE FROM seen WHERE (source, path) IN ({places})", id)  # noqa: S608
            self._database.write("DELETE FROM duplicate WHERE id = ?", id)

    def learned(self, name: str) -> str | None:
        """What was learned under that name; None when nothing was."""
        row = self._database.row("SELECT value FROM learned WHERE name = ?", name)
        return row[0] if row else None

    def learned_names(self) -> tuple[str, ...]:
        """Every name under which something was learned."""
        return tuple(name for (name,) in self._database.rows("SELECT name FROM learned ORDER BY name"))

    def learn(self, name: str, value: str) -> None:
        """Keeps what was learned under that name."""
        self._database.write("REPLACE INTO learned VALUES (?, ?)", name, value)
