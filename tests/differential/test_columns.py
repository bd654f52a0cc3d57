"""The columnar executor answers as plain Whoosh does over the same index, to the last snippet."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from index import Limits, Result, Searcher
from index.columnar.searcher import ColumnarSearcher
from index.engines.whoosh_engine import plain_searcher
from tests.differential.corpora import SCHEMA, archive, query

ARCHIVES = 24
QUESTIONS = 100


def pair(seed: int, place: Path) -> tuple[Searcher, Searcher]:
    """A columnar and a plain searcher of one random archive."""
    columnar = archive(random.Random(seed), place).searcher()
    assert isinstance(columnar, ColumnarSearcher)
    return columnar, plain_searcher(place / "000001", SCHEMA, Limits(), 1)


def without_scores(result: Result) -> Result:
    hits = tuple(hit._replace(score=0.0) for hit in result.hits)
    after = replace(result.next, key=0.0) if result.next and isinstance(result.next.key, float) else result.next
    return result._replace(hits=hits, next=after)


@pytest.mark.parametrize("seed", range(ARCHIVES))
def test_columns_answer_as_plain_whoosh_does(seed: int, tmp_path: Path) -> None:
    columnar, plain = pair(seed, tmp_path)
    draw = random.Random(-seed)
    for _ in range(QUESTIONS):
        asked = query(draw)
        ours, theirs = columnar.search(asked), plain.search(asked)
        assert without_scores(ours) == without_scores(theirs), asked
        assert [hit.score for hit in ours.hits] == pytest.approx([hit.score for hit in theirs.hits], abs=1e-6), asked
