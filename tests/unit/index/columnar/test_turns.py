"""Threads take turns to answer, but none waits for a turn that does not come."""

from __future__ import annotations

from pathlib import Path

from index import Document, Everything, Field, Kind, Query, Schema, open_engine
from index.columnar.searcher import ColumnarSearcher

SCHEMA = Schema((Field("text", Kind.TEXT, stored=True),))


def test_who_waited_long_enough_answers_without_a_turn(tmp_path: Path) -> None:
    engine = open_engine(f"whoosh:{tmp_path}", SCHEMA)
    with engine.build() as build:
        build.put(Document("a", {"text": "gas"}))
        build.commit()
        build.verify(1)
        build.switch()
    searcher = engine.searcher()
    assert isinstance(searcher, ColumnarSearcher)
    with searcher._columns.turn:  # as another thread that is slow
        assert searcher.search(Query(Everything())).total == 1
    assert not searcher._columns.turn.locked()
    assert searcher.search(Query(Everything())).total == 1
