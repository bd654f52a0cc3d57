"""The tests here need a running cluster, but for those of addresses: `python -m tests.opensearch` starts one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Document, Limits
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import fill
from tests.opensearch.cluster import CLUSTER, Cluster
from tests.opensearch.disposable import HOSTS_VARIABLE, DisposableEngine, open_disposable

collect_ignore_glob = [] if HOSTS_VARIABLE in os.environ else ["test_opensearch_*.py"]

OpenEngine = Callable[..., DisposableEngine]


@pytest.fixture
def open_engine(tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens engines over one index of this test; the same index every time."""
    opened: list[DisposableEngine] = []

    def open_one(limits: Limits | None = None, options: str = "shards=3&replicas=0&refresh=0") -> DisposableEngine:
        opened.append(open_disposable(tmp_path, SCHEMA, limits or Limits(), options))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The cluster that was started for this run."""
    if CLUSTER not in pytestconfig.stash:
        pytest.skip("nodes are killed only in a cluster of `python -m tests.opensearch`")
    return pytestconfig.stash[CLUSTER]


@pytest.fixture
def filled(open_engine: OpenEngine) -> DisposableEngine:
    """An engine with the dozen documents of the contract."""
    engine = open_engine()
    fill(engine, DOCUMENTS)
    return engine


def numbered(count: int) -> list[Document]:
    """So many documents, every third of them about gas."""
    return [
        Document(f"{number:05d}", {"title": "gas" if number % 3 == 0 else "police", "actor": (f"a{number % 7}",)})
        for number in range(count)
    ]


def write_lock(engine: DisposableEngine, renewed: str) -> None:
    """Has somebody hold the lock, who renewed it then."""
    entry = {"holder": "somebody", "since": "2026-01-01T00:00:00+00:00", "renewed": renewed}
    engine.client.ask("PUT", f"/{engine.name}-lock/_doc/lock", entry)
