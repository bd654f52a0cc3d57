"""Every test here takes an engine, and so is run once for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Engine, Limits, Schema, Searcher
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import FACTORIES, EngineFactory, fill

MakeEngine = Callable[..., Engine]


@pytest.fixture(scope="session", params=FACTORIES, ids=lambda factory: factory.name)
def factory(request: pytest.FixtureRequest) -> EngineFactory:
    """One engine after the other."""
    chosen: EngineFactory = request.param
    return chosen


@pytest.fixture
def make_engine(factory: EngineFactory, tmp_path: Path) -> Iterator[MakeEngine]:
    """Opens engines, each with no index yet, and closes them in the end."""
    opened: list[Engine] = []

    def make(schema: Schema = SCHEMA, limits: Limits | None = None) -> Engine:
        opened.append(factory.open(tmp_path / f"index-{len(opened)}", schema, limits or Limits()))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """An engine with no index yet."""
    return make_engine()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """An engine with the dozen documents, for tests that change them."""
    fill(engine, DOCUMENTS)
    return engine


@pytest.fixture(scope="session")
def archive(factory: EngineFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with the dozen documents, for tests that only ask."""
    engine = factory.open(tmp_path_factory.mktemp("archive") / "index", SCHEMA, Limits())
    fill(engine, DOCUMENTS)
    yield engine
    engine.close()


@pytest.fixture
def searcher(archive: Engine) -> Searcher:
    """A searcher over the dozen documents."""
    return archive.searcher()
