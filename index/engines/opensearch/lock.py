"""One writer at a time: a document that says who is writing and since when, renewed while the writer lives.

A writer that dies leaves its document behind; once it has not been renewed for `EXPIRES_SECONDS`, the next may take
its place. Every change of the document is conditional on nobody else's, so two writers never both hold it.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.engines.opensearch.client import Client, Json, Refused
from index.errors import EngineUnavailable, IndexLocked

EXPIRES_SECONDS = 60.0
_RENEW_SECONDS = 10.0
_NEW: Json = {"op_type": "create"}
"""The condition that nobody holds the lock."""

_MISSING, _CONFLICT = 404, 409


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the document says; `version` is the condition that it still says so."""

    holder: str
    since: str
    age_seconds: float
    version: Json


@dataclass(slots=True)
class Lock:
    """The lock on the generations of one name, for one writer."""

    client: Client
    name: str
    _version: Json = field(default_factory=lambda: _NEW)
    _since: str = field(default_factory=lambda: _now().isoformat(timespec="seconds"))
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lock for a block; raises IndexLocked, saying who holds it and since when."""
        self._take()
        stop = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(stop,), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()
            self._release()

    def confirm(self) -> None:
        """Renews the lock; raises IndexLocked where another writer took this one for dead.

        Called before anything is made visible.
        """
        with self._guard:
            if not self._write(self._version):
                raise self._refusal()

    def _take(self) -> None:
        if self._write(_NEW):
            return
        entry = self._read()
        version = _NEW if entry is None else entry.version  # nobody: released just now
        if entry is not None and entry.age_seconds <= EXPIRES_SECONDS:
            raise IndexLocked(entry.holder, entry.since)
        if not self._write(version):
            raise self._refusal()

    def _refusal(self) -> IndexLocked:
        entry = self._read()
        return IndexLocked(entry.holder, entry.since) if entry else IndexLocked("another process", "just now")

    def _keep(self, stop: threading.Event) -> None:
        """Renews the lock until told to stop, or until it is lost: then `confirm` says so to the writer."""
        while not stop.wait(_RENEW_SECONDS):
            try:
                self.confirm()
            except EngineUnavailable:
                continue
            except IndexLocked:
                return

    def _release(self) -> None:
        try:
            self.client.ask("DELETE", self._path, params=self._version)
        except Refused as error:
            if error.status not in (_MISSING, _CONFLICT):  # lost to another writer: not ours to remove
                raise

    def _write(self, condition: Json) -> bool:
        """Writes the document where the condition still holds; whether it did."""
        holder = f"process {os.getpid()} on {socket.gethostname()}"
        body = {"holder": holder, "since": self._since, "renewed": _now().isoformat()}
        try:
            answer = self.client.ask("PUT", self._path, body, condition)
        except Refused as error:
            if error.status != _CONFLICT:
                raise
            return False
        self._version = _version(answer)
        return True

    def _read(self) -> _Entry | None:
        try:
            answer = self.client.ask("GET", self._path)
        except Refused as error:
            if error.status != _MISSING:
                raise
            return None
        source = answer["_source"]
        renewed = datetime.datetime.fromisoformat(source["renewed"])
        return _Entry(source["holder"], source["since"], (_now() - renewed).total_seconds(), _version(answer))

    @property
    def _path(self) -> str:
        return f"/{self.name}-lock/_doc/lock"


def _version(answer: Json) -> Json:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
