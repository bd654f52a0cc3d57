"""The tables of a catalogue, and how its file is opened."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from archive.catalogue.records import CatalogueDamaged, CatalogueError, CatalogueTooNew, CatalogueTooOld

VERSION = 2
BUSY_SECONDS = 60.0
_AGAIN_SECONDS = 0.01

TABLES = """
-- Every state of every article; a row without an article is a tombstone. Numbers are never used twice.
CREATE TABLE revision (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    article BLOB,
    source TEXT,
    path TEXT,
    kind TEXT,
    encoding TEXT,
    given TEXT,
    page TEXT REFERENCES page (digest)
);
CREATE INDEX revision_of_id ON revision (id);

-- Source pages, compressed, each kept once.
CREATE TABLE page (digest TEXT PRIMARY KEY, body BLOB NOT NULL);

-- Which revision is the newest of its id; one without a source is deleted.
CREATE TABLE entry (
    id TEXT PRIMARY KEY,
    change INTEGER NOT NULL UNIQUE REFERENCES revision (change),
    source TEXT,
    text_digest TEXT
) WITHOUT ROWID;
CREATE INDEX entry_of_text ON entry (source, text_digest);

-- Where else a source had the very same article.
CREATE TABLE duplicate (
    id TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- What was read at each path, and by which extractor, so that an unchanged page is skipped.
CREATE TABLE seen (
    source TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, extractor TEXT NOT NULL,
    PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE TABLE skipped (
    source TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- Actors under the values that articles have for them, and every form and word of their names.
CREATE TABLE actor (value TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE actor_surface (value TEXT NOT NULL, surface TEXT NOT NULL, PRIMARY KEY (value, surface)) WITHOUT ROWID;
CREATE TABLE actor_word (word TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (word, value)) WITHOUT ROWID;

-- Which articles name which actor.
CREATE TABLE mention (value TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (value, id)) WITHOUT ROWID;
CREATE INDEX mention_of_id ON mention (id);

-- Which of those values stand for another actor; without a label, for themselves.
CREATE TABLE alias (
    alias TEXT PRIMARY KEY, value TEXT NOT NULL, label TEXT, type TEXT NOT NULL, why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alias_of_value ON alias (value);

-- Fingerprints of texts, by which near-duplicates find each other.
CREATE TABLE band (band INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (band, id)) WITHOUT ROWID;
CREATE INDEX band_of_id ON band (id);

-- What the archive learned: each source's furniture, and of what state of the archive the aliases are.
CREATE TABLE learned (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def connect(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection that waits its turn to write; transactions are begun explicitly. Raises CatalogueError."""
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    try:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.OperationalError as error:
        raise CatalogueError(f"the catalogue at {path} cannot be opened: {error}") from error
    except sqlite3.DatabaseError as error:
        raise CatalogueDamaged(path, str(error)) from error
    return connection


def prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    """Makes the tables where there are none; raises CatalogueTooNew, CatalogueTooOld or CatalogueDamaged."""
    try:
        version = _version(connection)
        if version > VERSION:
            raise CatalogueTooNew(path, version, VERSION)
        if 0 < version < VERSION:
            raise CatalogueTooOld(path, version, VERSION)
        if version == 0 and not read_only:
            _create(connection)
    except sqlite3.DatabaseError as error:
        raise CatalogueDamaged(path, str(error)) from error


def _version(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _create(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        if _version(connection) == 0:
            for statement in TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches to a write-ahead log. For this SQLite does not wait until no one else has the file, so we do."""
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                raise
            time.sleep(_AGAIN_SECONDS)
        else:
            return
