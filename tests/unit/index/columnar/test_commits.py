"""What is kept from one commit for the next is what would be found out anew."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from index import Document, Engine, Everything, FacetRequest, Query, open_engine
from index.columnar.build import Batch
from index.columnar.commit import Commit, Part
from index.columnar.numbering import Numbering
from index.columnar.segment import Segment
from tests.differential.corpora import SCHEMA, document, query

FACETS = tuple(FacetRequest(name, size=4) for name in ("actor", "source", "date"))
COMMITS = 12


def changed(engine: Engine, draw: random.Random) -> None:
    """Adds, replaces and deletes a few documents: one commit."""
    with engine.writer() as writer:
        for _ in range(draw.randint(0, 4)):
            writer.put(document(draw, draw.randint(0, 60)))
        for letter in "abc":
            writer.delete(f"{letter}{draw.randint(0, 60)}")
        writer.commit()


@pytest.mark.parametrize("seed", range(6))
def test_a_searcher_that_saw_every_commit_answers_as_one_that_is_opened_anew(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    engine = open_engine(f"whoosh:{tmp_path}", SCHEMA)
    with engine.build() as build:
        for number in range(draw.choice((2, 30))):
            build.put(document(draw, number))
        build.commit()
        build.verify(number + 1)
        build.switch()
    for _ in range(COMMITS):
        changed(engine, draw)
        anew = open_engine(f"whoosh:{tmp_path}", SCHEMA).searcher()
        for asked in (Query(Everything(), facets=FACETS), *(query(draw) for _ in range(5))):
            assert engine.searcher().search(asked) == anew.search(asked)
        assert engine.searcher().values("actor") == anew.values("actor")


def part(path: Path, values: list[str]) -> Part:
    Batch.of(SCHEMA, [Document("a", {"actor": tuple(values)})]).write(path, b"")
    return Part.of(Segment(path), ())


def named(numbering: Numbering, of: Part, place: int) -> list[str]:
    """The values of a segment by their numbers in the commit."""
    values, renumbered = of.segment.values["actor"].values, numbering.renumbered[place]
    return [numbering[n if renumbered is None else int(renumbered[n])] for n in range(len(values))]


@pytest.mark.parametrize("seed", range(20))
def test_values_keep_their_order_while_segments_come_and_go(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    numbering, parts = None, []
    for step in range(8):
        values = [f"{draw.choice('abć')}{draw.randint(0, 9)}" for _ in range(draw.randint(0, 9))]
        parts.append(part(tmp_path / str(step), values))
        if draw.random() < 0.2:
            del parts[draw.randrange(len(parts))]
        numbering = Numbering.of(Commit(SCHEMA, tuple(parts)), "actor", numbering)
        every = [numbering[number] for number in range(len(numbering))]
        assert [every[number] for number in np.argsort(numbering.ranks)] == sorted(set(every))
        assert [numbering.find(value) for value in every] == list(range(len(every)))
        for place, of in enumerate(parts):
            assert named(numbering, of, place) == list(of.segment.values["actor"].values)
