"""A node dies while searches run: none fails, and none counts wrongly. The last of the tests of a cluster."""

from __future__ import annotations

import contextlib
import dataclasses
import signal
import threading
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

import index
from archive.catalogue import Catalogue
from archive.fields import SCHEMA as ARTICLES
from archive.reindex import reindex
from archive.web import create_app
from index import Document, EngineUnavailable, FacetRequest, Limits, Query, QueryTimeout, Result, SearchError, Word
from tests.contract.corpus import SCHEMA
from tests.contract.engines import fill, put
from tests.opensearch.cluster import Cluster
from tests.opensearch.conftest import OpenEngine, numbered
from tests.opensearch.disposable import DisposableEngine
from tests.small_archive import fill as fill_archive
from tests.small_archive import settings_of

QUERY = Query(Word("gas"), facets=(FacetRequest("actor"), FacetRequest("date")), limit=20)


@dataclass
class Load:
    """Threads that ask the same over and over, and what they were answered."""

    engine: DisposableEngine
    answers: list[Result] = field(default_factory=list)
    errors: list[SearchError] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _progress: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> Load:
        self._threads = [threading.Thread(target=self._run) for _ in range(4)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Until so many more answers came."""
        with self._progress:
            wanted = len(self.answers) + len(self.errors) + more
            assert self._progress.wait_for(lambda: len(self.answers) + len(self.errors) >= wanted, timeout=180)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                answer, error = self.engine.searcher().search(QUERY), None
            except SearchError as raised:
                answer, error = None, raised
            with self._progress:
                if answer is not None:
                    self.answers.append(answer)
                if error is not None:
                    self.errors.append(error)
                self._progress.notify_all()


@pytest.fixture
def replicated(open_engine: OpenEngine) -> DisposableEngine:
    """An engine with 3,000 documents, each on two nodes."""
    engine = open_engine(options="shards=3&replicas=1")
    fill(engine, numbered(3_000))
    return engine


def test_a_node_that_hangs_stops_a_search_in_time(open_engine: OpenEngine, cluster: Cluster) -> None:
    engine = open_engine(Limits(timeout_seconds=1.0))
    fill(engine, numbered(300))
    searcher = engine.searcher()
    process = cluster.nodes[0].process
    process.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(QueryTimeout):
            while True:  # a node that hangs is asked in its turn
                searcher.search(QUERY)
    finally:
        process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The API of an archive of which every node has a part that no other has; made before a node is killed."""
    home = tmp_path_factory.mktemp("alone")
    fill_archive(home)
    settings = settings_of(home)
    spread = dataclasses.replace(settings, engine=f"{settings.engine}&shards=9&replicas=0")
    with (
        Catalogue.open(settings.catalogue_path) as catalogue,
        contextlib.closing(index.open_engine(spread.engine, ARTICLES)) as engine,
    ):
        reindex(catalogue, engine)
    return create_app(spread).test_client()


def test_a_disk_past_its_flood_stage_stops_writing_and_nothing_else(open_engine: OpenEngine) -> None:
    engine = open_engine()
    fill(engine, numbered(30))
    watermark = "cluster.routing.allocation.disk.watermark"
    full = {f"{watermark}.{stage}": "1000tb" for stage in ("low", "high", "flood_stage")}
    disks = full | {"cluster.routing.allocation.disk.threshold_enabled": True, "cluster.info.update.interval": "10s"}
    engine.client.ask("PUT", "/_cluster/settings", {"transient": disks})
    with pytest.raises(EngineUnavailable, match=r"takes no changes: .*flood-stage watermark"):
        for _ in range(5_000):  # until the cluster has looked at its disks
            put(engine, Document("00000", {"title": "gas"}))
    assert engine.searcher().search(QUERY).total == 10
    undone = {"transient": dict.fromkeys(disks), "persistent": {"cluster.blocks.create_index": None}}
    engine.client.ask("PUT", "/_cluster/settings", undone)
    engine.client.ask("PUT", "/_all/_settings", {"index.blocks.read_only_allow_delete": None})


@pytest.mark.usefixtures("alone")
def test_no_search_fails_and_no_count_is_wrong_when_a_node_is_killed(
    replicated: DisposableEngine, cluster: Cluster
) -> None:
    expected = replicated.searcher().search(QUERY)
    with Load(replicated) as load:
        load.wait_for(50)
        cluster.nodes[0].kill()
        load.wait_for(200)
    assert load.errors == []
    assert {(answer.total, answer.facets) for answer in load.answers} == {(expected.total, expected.facets)}
    assert {tuple(hit.id for hit in answer.hits) for answer in load.answers} == {tuple(h.id for h in expected.hits)}
    put(replicated, Document("new", {"title": "gas"}))
    assert replicated.searcher().search(QUERY).total == expected.total + 1


@pytest.mark.parametrize("path", ["/api/v1/search?q=kosovo", "/api/v1/search", "/readyz"])
def test_what_a_dead_node_alone_had_is_a_problem_and_no_smaller_count(alone: FlaskClient, path: str) -> None:
    response = alone.get(path)
    assert (response.status_code, response.json["code"]) == (503, "engine_unavailable")
    assert "Retry-After" in response.headers


def test_a_cluster_without_a_majority_is_unavailable(cluster: Cluster) -> None:
    engine = index.open_engine(f"opensearch:{cluster.hosts}/majority?replicas=1", SCHEMA)
    fill(engine, numbered(10))
    cluster.nodes[1].kill()
    with pytest.raises(EngineUnavailable, match=r"cluster_manager_not_discovered|has lost a node"):
        for _ in range(2_000):  # until the node that is left has noticed
            engine.searcher()
