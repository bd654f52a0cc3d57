"""Engines over indexes that exist for one test."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from index import Access, Limits, Schema
from index.engines.opensearch import Address, OpenSearchEngine
from index.engines.opensearch.client import Client

HOSTS_VARIABLE = "ARCHIVE_TEST_OPENSEARCH"
"""Environment variable that names the running cluster's nodes, as `http://host:port,host:port`."""

OPTIONS = "shards=3&replicas=0"
"""Several shards, so that what has to be put together from them is."""


class DisposableEngine(OpenSearchEngine):
    """An engine that removes its indexes when it is closed."""

    def __init__(self, address: Address, schema: Schema, limits: Limits) -> None:
        super().__init__(address, Access(), schema, limits)
        self._own = address

    def close(self) -> None:
        super().close()
        client = Client(self._own, Access())
        client.ask("DELETE", f"/{self._own.name}-*")
        client.close()


def open_disposable(place: Path, schema: Schema, limits: Limits) -> DisposableEngine:
    """An engine in the running cluster whose index, still missing, has a name of its own."""
    name = f"test-{hashlib.sha256(str(place).encode()).hexdigest()[:16]}"
    return DisposableEngine(Address.parse(f"{os.environ[HOSTS_VARIABLE]}/{name}?{OPTIONS}"), schema, limits)
