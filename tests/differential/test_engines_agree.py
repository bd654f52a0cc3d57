"""Two engines given the same history answer the same questions alike.

The reference engine's scores are its own, so with it the order by relevance is not compared; engines that promise the
same scores are compared whole.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Engine, Hit, Limits, Query, Result, Searcher
from tests.contract.engines import FACTORIES
from tests.differential.strategies import SCHEMA, Commit, histories, queries

OPEN = {factory.name: factory.open for factory in FACTORIES}


def apply(engine: Engine, history: list[Commit]) -> Searcher:
    """The first commit as a build, the others as changes to it; a searcher over what they come to."""
    with engine.build() as build:
        kept = set()
        for change in history[0]:
            if isinstance(change, str):
                build.delete(change)
                kept.discard(change)
            else:
                build.put(change)
                kept.add(change.id)
        build.verify(len(kept))
        build.switch()
    for commit in history[1:]:
        with engine.writer() as writer:
            for change in commit:
                writer.delete(change) if isinstance(change, str) else writer.put(change)
            writer.commit()
    return engine.searcher()


def alike(left: Searcher, right: Searcher, query: Query) -> None:
    """Same documents, values, snippets, totals and facets; the same order where it is by date.

    Which document of a group is a hit depends on the order too.
    """
    whole = replace(query, offset=0, limit=100) if query.sort.field is None else query
    expected, found = left.search(whole), right.search(whole)
    assert (found.total, found.groups, found.facets) == (expected.total, expected.groups, expected.facets)
    assert right.count(query.text, query.filters) == left.count(query.text, query.filters)
    if query.sort.field is None and query.collapse is not None:
        assert Counter(hit.copies for hit in found.hits) == Counter(hit.copies for hit in expected.hits)
        return
    hits, expected_hits = ([hit._replace(score=0.0) for hit in result.hits] for result in (found, expected))
    if query.sort.field is None:
        hits.sort(key=_id)
        expected_hits.sort(key=_id)
    assert hits == expected_hits


def equal(left: Searcher, right: Searcher, query: Query) -> None:
    """The same answer whole, with scores that differ by a rounding at most."""
    expected, found = left.search(query), right.search(query)
    assert _without_scores(found) == _without_scores(expected)
    assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in expected.hits], abs=1e-6)


def lists(searcher: Searcher) -> tuple[object, ...]:
    """What there is in the index."""
    return sorted(searcher.ids()), searcher.values("actor"), searcher.spellings("kosovi")


def _without_scores(result: Result) -> Result:
    return result._replace(hits=tuple(hit._replace(score=0.0) for hit in result.hits), next=None)


def _id(hit: Hit) -> str:
    return hit.id


PAIRS = [pair for pair in (("reference", "whoosh", alike), ("reference", "opensearch", alike)) if pair[1] in OPEN]


@pytest.mark.parametrize(("left", "right", "compare"), PAIRS)
@given(history=histories, questions=st.lists(queries, min_size=4, max_size=8))
def test_both_answer_alike(
    left: str,
    right: str,
    compare: Callable[[Searcher, Searcher, Query], None],
    history: list[Commit],
    questions: list[Query],
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        places = [(OPEN[name], Path(folder, name)) for name in (left, right)]
        engines = [opened.enter_context(closing(open_(place, SCHEMA, Limits()))) for open_, place in places]
        one, other = (apply(engine, history) for engine in engines)
        for query in questions:
            compare(one, other, query)
        assert lists(one) == lists(other)
