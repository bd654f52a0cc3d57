"""An index with a few documents, for tests of how it is kept and shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Engine, open_engine
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import fill


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine with the documents of the contract, at `index` in the folder of the test."""
    engine = open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)
    fill(engine, DOCUMENTS)
    return engine
