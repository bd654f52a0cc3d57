"""The catalogue's file: connections, transactions, statements."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from archive.catalogue import schema

Value: TypeAlias = str | int | bytes | None


class _OfThread(threading.local):
    """The connection of a thread, and the process that opened it: a fork must not go on with it."""

    connection: sqlite3.Connection
    process = 0


class Database:
    """One SQLite file. Every thread and process gets a connection of its own, because they cannot share one."""

    def __init__(self, path: Path, read_only: bool) -> None:
        """Raises CatalogueError."""
        self.read_only = read_only
        self._path = path
        self._of_thread = _OfThread()
        self._opened: list[tuple[int, sqlite3.Connection]] = []
        schema.prepare(self.connection, path, read_only)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        of_thread, process = self._of_thread, os.getpid()
        if of_thread.process != process:
            of_thread.connection, of_thread.process = schema.connect(self._path, self.read_only), process
            self._opened.append((process, of_thread.connection))
        return of_thread.connection

    @property
    def version(self) -> int:
        """Is another one whenever someone else has changed the file; of this thread's connection alone."""
        return self.number("PRAGMA data_version")

    def close(self) -> None:
        """Closes every connection of this process; those inherited by a fork are the parent's."""
        for process, connection in self._opened:
            if process == os.getpid():
                connection.close()
        self._opened = []
        self._of_thread = _OfThread()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Groups writes: all of them are kept, or none. Inside another one it is part of that."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Groups reads: all of them see the catalogue as it was at the first."""
        connection = self.connection
        connection.execute("BEGIN")
        with connection:
            yield

    def rows(self, statement: str, *values: Value) -> sqlite3.Cursor:
        """Every row of the answer, one at a time."""
        return self.connection.execute(statement, values)

    def row(self, statement: str, *values: Value) -> tuple[Any, ...] | None:
        """The first row of the answer; None when there is none."""
        row: tuple[Any, ...] | None = self.rows(statement, *values).fetchone()
        return row

    def number(self, statement: str, *values: Value) -> int:
        """The number that the answer consists of."""
        number: int = self.rows(statement, *values).fetchone()[0]
        return number

    def write(self, statement: str, *values: Value) -> int | None:
        """Changes something; returns the number of the row that was inserted."""
        with self.transaction():
            return self.connection.execute(statement, values).lastrowid

    def write_many(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """Changes something for each of the rows."""
        with self.transaction():
            self.connection.executemany(statement, rows)
