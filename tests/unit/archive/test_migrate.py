"""Going from one engine to another, and the proof that both answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.migrate import compare, migrate, questions
from archive.reindex import reindex
from index import Engine, open_engine
from tests.contract.engines import delete
from tests.contract.reference_engine import ReferenceEngine
from tests.small_archive import ARTICLES, fill, settings_of


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    fill(tmp_path)
    with Catalogue.open(settings_of(tmp_path).catalogue_path) as opened:
        yield opened


@pytest.fixture
def source(catalogue: Catalogue) -> Engine:
    engine = ReferenceEngine(SCHEMA)
    reindex(catalogue, engine)
    return engine


def test_migrating_builds_what_the_catalogue_has(catalogue: Catalogue, source: Engine, tmp_path: Path) -> None:
    target = open_engine(f"whoosh:{tmp_path / 'target'}", SCHEMA)
    migrate(catalogue, source, target, keep=3)
    assert sorted(target.searcher().ids()) == sorted(article.id for article in ARTICLES)


def test_engines_with_the_same_articles_answer_alike(catalogue: Catalogue, source: Engine, tmp_path: Path) -> None:
    target = open_engine(f"whoosh:{tmp_path / 'target'}", SCHEMA)
    comparison = migrate(catalogue, source, target, keep=3)
    assert comparison.questions > 20 and comparison.differences == ()
    assert comparison.shared_best == 1.0


def test_an_article_that_one_engine_lacks_is_noticed(catalogue: Catalogue, source: Engine) -> None:
    other = ReferenceEngine(SCHEMA)
    reindex(catalogue, other)
    delete(other, "weather")
    assert "everything: 5 and 4 articles" in compare(catalogue, source, other).differences


def test_the_same_questions_are_asked_every_time(catalogue: Catalogue) -> None:
    assert list(questions(catalogue)) == list(questions(catalogue))


def test_an_empty_archive_can_be_compared(tmp_path: Path) -> None:
    engine = ReferenceEngine(SCHEMA)
    with Catalogue.open(tmp_path / "empty.sqlite") as catalogue:
        reindex(catalogue, engine)
        assert compare(catalogue, engine, engine).questions == 1
