"""Every hit of a question, a few at a time."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from index import Document, Query, Sort, Word, open_engine
from index.columnar import searcher
from index.schema import Field, Kind, Schema

SCHEMA = Schema(
    (Field("text", Kind.TEXT, searched=True), Field("date", Kind.DAY), Field("story", Kind.KEYWORD, stored=False))
)


def document(number: int) -> Document:
    day = datetime.date(2020, 1, 1 + number % 4) if number % 3 else None
    text = "word " * (1 + number % 5)
    return Document(
        f"d{number:02}", values={"text": text, "date": day, "story": f"s{number % 9}" if number % 2 else None}
    )


@pytest.mark.parametrize("collapse", [None, "story"])
@pytest.mark.parametrize("sort", [Sort(), Sort("date"), Sort("date", descending=False)], ids=str)
@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_a_scan_in_pieces_is_the_whole_answer_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: Sort, collapse: str | None, at_once: int
) -> None:
    monkeypatch.setattr(searcher, "_ORDERED_AT_ONCE", at_once)
    engine = open_engine(f"whoosh:{tmp_path}", SCHEMA)
    with engine.build() as build:
        for number in range(50):
            build.put(document(number))
            if number == 20:
                build.commit()
        build.commit()
        build.verify(50)
        build.switch()
    query = Query(Word("word"), sort=sort, limit=60, collapse=collapse)
    found = engine.searcher()
    assert [(hit.id, hit.copies) for hit in found.scan(query)] == [
        (hit.id, hit.copies) for hit in found.search(query).hits
    ]
    engine.close()
