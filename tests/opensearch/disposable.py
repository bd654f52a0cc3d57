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


class DisposableEngine(OpenSearchEngine):
    """An engine that removes its indexes when it is closed; `client` asks the cluster past the engine."""

    def __init__(self, place: Path, address: Address, schema: Schema, limits: Limits, access: Access) -> None:
        super().__init__(address, access, schema, limits)
        self.place = place
        self.name = address.name
        self.client = Client(address, access)

    def close(self) -> None:
        super().close()
        self.client.ask("DELETE", f"/{self.name}-*")
        self.client.close()


def open_disposable(
    place: Path, schema: Schema, limits: Limits, options: str = "shards=3&replicas=0&refresh=0"
) -> DisposableEngine:
    """An engine in the running cluster whose index has a name made from the place.

    It has several shards, so that what has to be put together from them is, and looks for newer commits all the time.
    """
    address = Address.parse(f"{os.environ[HOSTS_VARIABLE]}/{index_name(place)}?{options}")
    return DisposableEngine(place, address, schema, limits, Access())


def index_name(place: Path) -> str:
    """The name of the index of a test that has this folder to itself."""
    return f"test-{hashlib.sha256(str(place).encode()).hexdigest()[:16]}"
