"""How well articles are ranked: TIME magazine of 1963, its questions, and which articles answer them."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path

import pytest

from index import Document, Engine, Field, Kind, Limits, Or, Query, Schema, Word, open_engine
from tests.contract.engines import fill
from tests.opensearch.disposable import open_disposable

DATA = Path(os.environ.get("ARCHIVE_TEST_DATA", "../shared/data")) / "time"
SCHEMA = Schema((Field("text", Kind.TEXT, searched=True),))
_BEST = 10


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there; ARCHIVE_TEST_DATA says where")
def test_the_ranking_is_within_a_hundredth_of_the_embedded_engines(tmp_path: Path) -> None:
    embedded = open_engine(f"whoosh:{tmp_path / 'whoosh'}", SCHEMA)
    cluster = open_disposable(tmp_path / "opensearch", SCHEMA, Limits())
    expected, found = quality(embedded), quality(cluster)
    cluster.close()
    print(f"nDCG@10 on TIME: embedded {expected:.4f}, OpenSearch {found:.4f}")
    assert found == pytest.approx(expected, rel=0.01)


def quality(engine: Engine) -> float:
    """The mean nDCG@10 over the questions (Järvelin and Kekäläinen 2002, with gains of 1)."""
    texts = re.split(r"^\*TEXT[^\n]*\n", (DATA / "TIME.ALL").read_text(encoding="latin-1"), flags=re.MULTILINE)[1:]
    fill(engine, [Document(str(number), {"text": text}) for number, text in enumerate(texts, 1)])
    answers = relevant()
    asked = {number: words for number, words in questions().items() if answers.get(number)}
    scores = [ndcg(ranked(engine, words), answers[number]) for number, words in asked.items()]
    return sum(scores) / len(scores)


def ranked(engine: Engine, words: str) -> list[str]:
    clause = Or(tuple(Word(word) for word in re.findall(r"\w+", words)))
    return [hit.id for hit in engine.searcher().search(Query(clause, limit=_BEST)).hits]


def ndcg(found: list[str], wanted: set[str]) -> float:
    gain = sum(1 / math.log2(place + 1) for place, id_ in enumerate(found, 1) if id_ in wanted)
    return gain / sum(1 / math.log2(place + 1) for place in range(1, min(len(wanted), _BEST) + 1))


def questions() -> dict[str, str]:
    parts = re.split(r"^\*FIND\s+(\d+)\n", (DATA / "queries-dev.txt").read_text(encoding="latin-1"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def relevant() -> dict[str, set[str]]:
    lines = (DATA / "relevance-dev.txt").read_text(encoding="latin-1").splitlines()
    return {number: set(ids) for number, *ids in map(str.split, filter(str.strip, lines))}
