"""What becomes of changes that a cluster does not take at once."""

from __future__ import annotations

import pytest

from index import EngineUnavailable
from index.engines.opensearch import Address, bulk
from index.engines.opensearch.bulk import Change, DocumentsRefused, send
from index.engines.opensearch.client import Json

TAKEN: Json = {"index": {"status": 201}}
BUSY: Json = {"index": {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "queue is full"}}}
AWAY: Json = {"index": {"status": 503, "error": {"type": "unavailable_shards_exception", "reason": "no primary"}}}
REFUSED: Json = {"index": {"status": 400, "error": {"type": "mapper_parsing_exception", "reason": "too long"}}}


class Cluster:
    """Answers one bulk request after the other as it is told, the last answer for ever; `sent` has their bodies."""

    address = Address(("http://host:9200",), "news")

    def __init__(self, *answers: list[Json]) -> None:
        self.sent: list[bytes] = []
        self._answers = list(answers)

    def ask(self, method: str, path: str, body: bytes, params: Json) -> Json:
        """See `Client`."""
        self.sent.append(body)
        return {"items": self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]}


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy cluster is asked again at once."""
    monkeypatch.setattr(bulk, "BACK_OFF_SECONDS", (0.0, 0.0))


def put(cluster: Cluster, *ids: str) -> None:
    send(cluster, [Change.put("news-000001", id_, {"id": id_}) for id_ in ids])  # type: ignore[arg-type]


def test_what_found_the_cluster_busy_is_sent_again_and_nothing_else() -> None:
    cluster = Cluster([TAKEN, BUSY, AWAY], [BUSY, TAKEN], [TAKEN])
    put(cluster, "a", "b", "c")
    assert [[id_ for id_ in "abc" if f'"_id":"{id_}"'.encode() in body] for body in cluster.sent] == [
        ["a", "b", "c"],
        ["b", "c"],
        ["b"],
    ]


def test_a_cluster_that_stays_busy_is_unavailable_and_says_how_much_it_did_not_take() -> None:
    with pytest.raises(EngineUnavailable, match="too busy: 2 changes were not taken"):
        put(Cluster([TAKEN, BUSY, BUSY], [BUSY, BUSY]), "a", "b", "c")


def test_refused_documents_are_named_once_the_others_were_taken() -> None:
    cluster = Cluster([REFUSED, BUSY], [TAKEN])
    with pytest.raises(DocumentsRefused, match="1 document was refused: a: too long") as refusal:
        put(cluster, "a", "b")
    assert refusal.value.reasons == {"a": "too long"}
    assert len(cluster.sent) == 2


def test_an_index_that_takes_no_changes_is_not_asked_again() -> None:
    full: Json = {"index": {"status": 429, "error": {"type": "cluster_block_exception", "reason": "flood stage"}}}
    cluster = Cluster([full])
    with pytest.raises(EngineUnavailable, match="takes no changes: flood stage"):
        put(cluster, "a")
    assert len(cluster.sent) == 1
