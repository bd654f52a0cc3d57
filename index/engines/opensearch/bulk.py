"""Changes to indexes, sent together: sized, sent again where the cluster was busy, and never half-reported."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from index.engines.opensearch.client import BACK_OFF_SECONDS, BLOCKED, BUSY, Client, Json, blocked
from index.errors import EngineError, EngineUnavailable

BYTES = 8 << 20
"""How much is sent in one request, about."""

_SHOWN = 5
"""Refused documents that an error names; it counts the others."""

_EXISTS = 409


class DocumentsRefused(EngineError):
    """Some documents cannot be indexed as they are; `reasons` says why, by id. The others were taken."""

    def __init__(self, reasons: dict[str, str]) -> None:
        shown = "; ".join(f"{document_id}: {reason}" for document_id, reason in [*reasons.items()][:_SHOWN])
        more = f"; and {len(reasons) - _SHOWN:,} more" if len(reasons) > _SHOWN else ""
        number = "1 document was" if len(reasons) == 1 else f"{len(reasons):,} documents were"
        super().__init__(f"{number} refused: {shown}{more}")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a bulk request: to `put`, `add` (unless it is there) or `remove` a document of an index."""

    index: str
    id: str
    lines: bytes
    """The action and the source, as newline-delimited JSON."""

    @classmethod
    def put(cls, index: str, document_id: str, source: Json) -> Change:
        """Adds the document, in place of the one with that id."""
        return cls(index, document_id, _lines("index", index, document_id, source))

    @classmethod
    def add(cls, index: str, document_id: str, source: Json) -> Change:
        """Adds the document unless there is one with that id."""
        return cls(index, document_id, _lines("create", index, document_id, source))

    @classmethod
    def remove(cls, index: str, document_id: str) -> Change:
        """Removes the document if it is there."""
        return cls(index, document_id, _lines("delete", index, document_id))


def send(client: Client, changes: Sequence[Change]) -> None:
    """Sends the changes, in order and in requests of about `BYTES`.

    Raises DocumentsRefused when all were sent, or EngineUnavailable where the cluster stayed busy.
    """
    reasons: dict[str, str] = {}
    batch: list[Change] = []
    size = 0
    for change in changes:
        batch.append(change)
        size += len(change.lines)
        if size >= BYTES:
            reasons |= _settle(client, batch)
            batch, size = [], 0
    if batch:
        reasons |= _settle(client, batch)
    if reasons:
        raise DocumentsRefused(reasons)


def _settle(client: Client, batch: list[Change]) -> dict[str, str]:
    """Sends one request, again for those that found the cluster busy; why documents were refused, by id."""
    reasons: dict[str, str] = {}
    waiting = batch
    for wait in (*BACK_OFF_SECONDS, None):
        busy: list[Change] = []
        for change, outcome in zip(waiting, _outcomes(client, waiting), strict=True):
            if outcome.get("error", {}).get("type") == BLOCKED:
                raise EngineUnavailable(blocked(client.address, outcome["error"]["reason"]))
            if outcome["status"] in BUSY:
                busy.append(change)
            elif outcome.get("error") and outcome["status"] != _EXISTS:
                reasons[change.id] = _reason(outcome["error"])
        if not busy:
            return reasons
        if wait is None:
            raise EngineUnavailable(f"OpenSearch at {client.address} is too busy: {len(busy):,} changes were not taken")
        time.sleep(wait)
        waiting = busy
    return reasons


def _outcomes(client: Client, changes: list[Change]) -> list[Json]:
    body = b"".join(change.lines for change in changes)
    path = "items.*.status,items.*.error"
    answer = client.ask("POST", "/_bulk", body, {"filter_path": path})
    return [next(iter(outcome.values())) for outcome in answer["items"]]


def _reason(error: Json) -> str:
    cause = error.get("caused_by") or {}
    return ": ".join(str(part) for part in (error.get("reason"), cause.get("reason")) if part)


def _lines(action: str, index: str, document_id: str, source: Json | None = None) -> bytes:
    head = orjson.dumps({action: {"_index": index, "_id": document_id}})
    return b"%b\n%b\n" % (head, orjson.dumps(source)) if source is not None else b"%b\n" % head
