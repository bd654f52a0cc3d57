"""One way to ask the cluster, and what its faults mean in our words."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any, TypeAlias

import orjson
from opensearchpy import OpenSearch, exceptions
from opensearchpy.serializer import JSONSerializer

from index.engine import Access
from index.engines.opensearch.address import Address
from index.errors import EngineError, EngineUnavailable, IndexDamaged, IndexMissing, QueryError, SearchError

Json: TypeAlias = dict[str, Any]

MAJOR_VERSIONS = ("2", "3")
"""Versions of OpenSearch that this engine knows."""

BUSY = (429, 502, 503, 504)
"""Statuses after which the same request may succeed."""

BLOCKED = "cluster_block_exception"

BACK_OFF_SECONDS = (0.1, 0.3, 1.0, 3.0)
"""Waits before a request is sent again to a cluster that is busy, or is electing or promoting."""

logging.getLogger("opensearch").setLevel(logging.ERROR)  # what it warns of is raised here, or is expected

_LOST = (
    "node_disconnected_exception",
    "node_not_connected_exception",
    "no_shard_available_action_exception",
    "search_context_missing_exception",
)
QUICK_SECONDS = 5.0
"""How long what a node answers at once is waited for."""

_LOST_REASONS = ("no node found for id", "this Analyzer is closed")
"""What a point in time is refused with, as an error of the request, that names a node known to be dead, or one from
which a shard has moved away."""

_TIMEOUT_SECONDS = 60.0


class Refused(EngineError):
    """The cluster answered with an error that is nobody's outage; `status` and `type` are its own."""

    def __init__(self, message: str, status: int, type_: str) -> None:
        super().__init__(message)
        self.status = status
        self.type = type_


class TimedOut(EngineUnavailable):
    """The cluster did not answer in time."""


class Busy(EngineUnavailable):
    """The cluster has too much to do, or is electing or promoting."""


class Lost(EngineUnavailable):
    """A node died, or let go of what it kept for a point in time; another node may have the same."""


class _Serializer(JSONSerializer):
    """Reads answers in a third of the time that the standard library takes."""

    def loads(self, s: str) -> Any:
        return orjson.loads(s)


class Client:
    """Connections to one cluster, shared by threads; opened at the first question."""

    def __init__(self, address: Address, access: Access) -> None:
        self.address = address
        self._connections = OpenSearch(
            list(address.hosts),
            http_auth=(access.user, access.password) if access.user else None,
            verify_certs=True,
            ca_certs=access.ca_file,
            serializer=_Serializer(),
            max_retries=max(1, len(address.hosts) - 1),  # a node that is dead or hangs, and then the others
            retry_on_status=(),
            retry_on_timeout=True,
            pool_maxsize=32,
        )
        self._trusted = f"the authorities in {access.ca_file}" if access.ca_file else "the usual authorities"
        self._is_known = False

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        params: Mapping[str, object] | None = None,
        timeout_seconds: float | None = None,
    ) -> Json:
        """The cluster's answer; one that is busy, or is getting over the loss of a node, is asked again a few times.

        Raises EngineUnavailable, IndexMissing, or Refused for every other error.
        """
        for wait in BACK_OFF_SECONDS:
            try:
                return self.ask_once(method, path, body, params, timeout_seconds)
            except (Busy, Lost):
                time.sleep(wait)
        return self.ask_once(method, path, body, params, timeout_seconds)

    def ask_once(
        self,
        method: str,
        path: str,
        body: object = None,
        params: Mapping[str, object] | None = None,
        timeout_seconds: float | None = None,
    ) -> Json:
        """The same for those who know better what to do about Busy and Lost."""
        if not self._is_known:
            self._check_version(self._perform("GET", "/", None, {}, QUICK_SECONDS)["version"])
        return self._perform(method, path, body, dict(params or {}), timeout_seconds)

    def close(self) -> None:
        """Closes the connections."""
        self._connections.close()

    def _perform(self, method: str, path: str, body: object, params: Json, timeout_seconds: float | None) -> Json:
        timeout = timeout_seconds or _TIMEOUT_SECONDS
        try:
            answer: Json = self._connections.transport.perform_request(method, path, params, body, timeout)
        except exceptions.TransportError as error:
            raise self._meaning(error) from error
        return answer

    def _check_version(self, version: Json) -> None:
        """Refuses a server whose answers this engine cannot vouch for."""
        is_ours = version.get("distribution") == "opensearch"
        if not is_ours or version["number"].partition(".")[0] not in MAJOR_VERSIONS:
            name = f"{version.get('distribution', 'elasticsearch')} {version['number']}"
            known = " and ".join(f"{major}.x" for major in MAJOR_VERSIONS)
            raise EngineError(f"the server at {self.address} is {name}, which this engine does not know: use {known}")
        self._is_known = True

    def _meaning(self, error: exceptions.TransportError) -> SearchError:
        """What an error of the client says in our words."""
        where = f"OpenSearch at {self.address}"
        if isinstance(error, exceptions.ConnectionTimeout):
            return TimedOut(f"{where} did not answer in time")
        if isinstance(error, exceptions.SSLError):
            return EngineError(f"{where} has no certificate that {self._trusted} vouch for: name its authority")
        if isinstance(error, exceptions.ConnectionError):
            return EngineUnavailable(f"{where} cannot be reached: {_cause(error)}")
        status, type_, reason = int(error.status_code), str(error.error), _reason(error)
        if _is_blocked(error):
            return EngineUnavailable(blocked(self.address, reason))
        if "maxClauseCount" in reason:
            return QueryError("this question has more words than indices.query.bool.max_clause_count of the cluster")
        if status in (401, 403):
            return EngineError(f"{where} refuses this user: check user and password in the settings")
        if type_ == "index_not_found_exception":
            return IndexMissing(f"{where} has no such index: {reason}")
        if _root_type(error) in _LOST or any(lost in str(error.info) for lost in _LOST_REASONS):
            return Lost(f"{where} has lost a node: {reason}")
        if type_ == "search_phase_execution_exception" and status in BUSY:
            return Busy(f"{where} could not search every shard: {reason}")
        if status in BUSY:
            return Busy(f"{where} is too busy or not ready: {reason}")
        return Refused(f"{where} refused the request: {type_}: {reason}", status, _root_type(error) or type_)


def only_one(answer: Json, what: str) -> tuple[str, Json]:
    """The one index that an answer speaks of; raises IndexDamaged where there are several."""
    if len(answer) != 1:
        raise IndexDamaged(f"the alias {what} stands for {len(answer)} indexes: {', '.join(sorted(answer))}")
    return next(iter(answer.items()))


def blocked(address: Address, reason: str) -> str:
    """What to say where an index takes no changes."""
    return (
        f"OpenSearch at {address} takes no changes: {reason}. It does so when a disk is nearly full: free some space, "
        "or set index.blocks.read_only and index.blocks.read_only_allow_delete of the index and "
        "cluster.blocks.create_index to null"
    )


def _cause(error: exceptions.ConnectionError) -> str:
    """The reason at the bottom of a failed connection, such as `Connection refused`."""
    text = str(error.info or error.error)
    return text.rpartition("] ")[2].rstrip("')>") if "] " in text else text


def _is_blocked(error: exceptions.TransportError) -> bool:
    """Whether changes are refused until somebody mends something, and not just while the cluster starts or elects."""
    return error.error == BLOCKED and error.status_code not in (502, 503, 504)


def _details(error: exceptions.TransportError) -> Json:
    info = error.info
    found = info.get("error") if isinstance(info, dict) else None
    return found if isinstance(found, dict) else {}


def _reason(error: exceptions.TransportError) -> str:
    details = _details(error)
    causes = details.get("root_cause") or [details]
    return str(causes[0].get("reason") or details.get("reason") or error.error)


def _root_type(error: exceptions.TransportError) -> str:
    details = _details(error)
    causes = [*(details.get("root_cause") or []), *(shard["reason"] for shard in details.get("failed_shards") or [])]
    return str(causes[-1]["type"]) if causes else ""
