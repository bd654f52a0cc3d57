"""A moment of the archive stays what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA
from archive.reindex import update
from archive.search import Request, run
from archive.search.moment import Moment
from index import Engine, open_engine
from tests.small_archive import ARTICLES, fill, settings_of


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[Engine, Catalogue]]:
    fill(tmp_path, ARTICLES[:4])
    settings = settings_of(tmp_path)
    engine = open_engine(settings.engine_url, SCHEMA)
    with Catalogue.open(settings.catalogue_path, read_only=True) as catalogue:
        yield engine, catalogue
    engine.close()


def add_one(archive: tuple[Engine, Catalogue]) -> None:
    """An article more, as another process adds it."""
    page = SourcePage("the-courier", "weather.txt", "dump", b"Rain", "utf-8", "weather")
    with Catalogue.open(archive[1].path) as catalogue:
        catalogue.put(ARTICLES[4], page)
        update(catalogue, archive[0])


def test_it_answers_as_before_when_the_archive_has_changed(archive: tuple[Engine, Catalogue]) -> None:
    moment = Moment(*archive)
    state = moment.state
    add_one(archive)
    assert (run(Request(), moment)["total"], moment.state) == (4, state)


def test_the_next_one_knows_of_the_change(archive: tuple[Engine, Catalogue]) -> None:
    before = Moment(*archive).state
    add_one(archive)
    moment = Moment(*archive)
    assert run(Request(), moment)["total"] == 5
    assert moment.state[1:] != before[1:]


def test_moments_of_an_unchanged_archive_have_the_same_state(archive: tuple[Engine, Catalogue]) -> None:
    assert Moment(*archive).state == Moment(*archive).state


def test_an_older_commit_can_be_asked_by_its_name(archive: tuple[Engine, Catalogue]) -> None:
    commit = Moment(*archive).searcher.commit
    add_one(archive)
    moment = Moment(*archive)
    assert (moment.searcher_of(commit).document_count(), moment.searcher_of(None).document_count()) == (4, 5)
