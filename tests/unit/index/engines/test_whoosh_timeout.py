"""A search that takes longer than it may."""

from __future__ import annotations

import pytest

from index import (
    AnyOf,
    Document,
    Engine,
    Field,
    Kind,
    Limits,
    Nothing,
    Prefix,
    Query,
    QueryTimeout,
    Schema,
    Word,
    open_engine,
)
from tests.contract.engines import fill

SCHEMA = Schema((Field("text", Kind.TEXT, searched=True), Field("shelf", Kind.KEYWORD)))
NO_TIME = Limits(timeout_seconds=1e-9)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(f"whoosh:{tmp_path_factory.mktemp('slow') / 'index'}", SCHEMA, NO_TIME)
    fill(engine, (Document(str(number), {"text": "gas", "shelf": "upper"}) for number in range(2_100)))
    return engine


@pytest.mark.parametrize("clause", [Word("gas"), Prefix("ga"), AnyOf("shelf", ("upper",))])
def test_a_search_that_takes_too_long_has_no_answer(engine: Engine, clause: Word) -> None:
    with pytest.raises(QueryTimeout, match="ask a narrower question"):
        engine.searcher().search(Query(clause))


def test_a_search_that_ends_in_time_has_one(engine: Engine) -> None:
    assert engine.searcher().search(Query(Nothing())).total == 0
