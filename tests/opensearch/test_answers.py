"""What the engine makes of answers that a cluster in good health does not give."""

from __future__ import annotations

import pytest

from index import Access, EngineError, EngineUnavailable, IndexDamaged, open_engine
from index.engines.opensearch import client
from tests.contract.corpus import SCHEMA
from tests.opensearch.stub import answering


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy server is not waited for."""
    monkeypatch.setattr(client, "BACK_OFF_SECONDS", (0.01,))


def asked(address: str) -> None:
    open_engine(f"opensearch:{address}/news", SCHEMA, access=Access("me", "secret")).searcher()


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ({"number": "8.11.0"}, "elasticsearch 8.11.0"),
        ({"distribution": "opensearch", "number": "1.3.2"}, "opensearch 1.3.2"),
        ({"distribution": "opensearch", "number": "20.0.0"}, "opensearch 20.0.0"),
    ],
)
def test_an_unknown_version_is_refused_by_name(version: dict[str, str], name: str) -> None:
    with answering(200, {}, {"version": version}) as address, pytest.raises(EngineError, match=f"is {name}, which"):
        asked(address)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_user_is_sent_to_the_settings(status: int) -> None:
    error = {"error": {"type": "security_exception", "reason": "no permissions for me"}, "status": status}
    with answering(status, error) as address, pytest.raises(EngineError, match="refuses this user") as refusal:
        asked(address)
    assert "secret" not in str(refusal.value)


def test_a_cluster_that_stays_busy_is_unavailable() -> None:
    error = {"error": {"type": "rejected_execution_exception", "reason": "queue is full"}, "status": 429}
    with (
        answering(429, error) as address,
        pytest.raises(EngineUnavailable, match="too busy or not ready: queue is full"),
    ):
        asked(address)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];"),
        (429, "index [news-000001] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];"),
    ],
)
def test_a_cluster_whose_disks_are_full_says_how_to_write_again(status: int, reason: str) -> None:
    error = {"error": {"type": "cluster_block_exception", "reason": reason}, "status": status}
    with (
        answering(status, error) as address,
        pytest.raises(EngineUnavailable, match=r"takes no changes.*blocked.*free some space"),
    ):
        asked(address)


def test_a_cluster_that_has_just_started_is_asked_again_and_then_unavailable() -> None:
    error = {"error": {"type": "cluster_block_exception", "reason": "state not recovered"}, "status": 503}
    with answering(503, error) as address, pytest.raises(EngineUnavailable, match="not ready: state not recovered"):
        asked(address)


@pytest.mark.parametrize(
    ("status", "type_", "reason"),
    [
        (500, "illegal_state_exception", "no node found for id: 9IQ9iQ"),
        (400, "query_shard_exception", "failed to create query: this Analyzer is closed"),
    ],
)
def test_a_point_in_time_on_a_node_that_died_or_gave_its_shard_away_is_lost(
    status: int, type_: str, reason: str
) -> None:
    cause = {"type": type_, "reason": reason}
    error = {"error": {"type": "search_phase_execution_exception", "root_cause": [cause]}, "status": status}
    with answering(status, error) as address, pytest.raises(EngineUnavailable, match=f"has lost a node: {reason}"):
        asked(address)


def test_an_alias_of_two_indexes_is_damage() -> None:
    both = {"news-000001": {"mappings": {}}, "news-000002": {"mappings": {}}}
    with answering(200, both) as address, pytest.raises(IndexDamaged, match="news-000001, news-000002"):
        asked(address)


def test_an_index_of_somebody_else_is_damage() -> None:
    with (
        answering(200, {"news-of-others": {"mappings": {}}}) as address,
        pytest.raises(IndexDamaged, match="none of ours"),
    ):
        asked(address)


def test_tls_with_a_server_that_has_none_is_an_error_about_certificates() -> None:
    with answering(200, {}) as address, pytest.raises(EngineError, match="certificate"):
        asked(address.replace("http:", "https:"))
