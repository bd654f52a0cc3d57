"""What an export announces is what comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.reindex import reindex
from archive.search import Request
from archive.search.export import export
from archive.search.moment import Moment
from index import Engine
from tests.contract.reference_engine import ReferenceEngine
from tests.small_archive import ARTICLES, fill, settings_of


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """The small archive, in which two articles tell one story."""
    fill(tmp_path)
    with Catalogue.open(settings_of(tmp_path).catalogue_path) as opened:
        opened.amend("talks-in-brussels", copies=("vucic-visits",))
        opened.amend("vucic-visits", copies=("talks-in-brussels",))
        yield opened


@pytest.fixture
def engine(catalogue: Catalogue) -> Engine:
    engine = ReferenceEngine(SCHEMA)
    reindex(catalogue, engine)
    return engine


def test_every_article_comes(catalogue: Catalogue, engine: Engine) -> None:
    exported = export(Request(), "jsonl", Moment(engine, catalogue))
    assert sorted(orjson.loads(line)["id"] for line in exported.lines) == sorted(article.id for article in ARTICLES)
    assert exported.total == len(ARTICLES)


def test_of_a_story_with_copies_one_comes_where_they_are_collapsed(catalogue: Catalogue, engine: Engine) -> None:
    exported = export(Request(sort="newest", collapse="story"), "jsonl", Moment(engine, catalogue))
    ids = [orjson.loads(line)["id"] for line in exported.lines]
    assert ids == ["razgovori", "talks-in-brussels", "lavrov-blames", "weather"]
    assert exported.total == 4
