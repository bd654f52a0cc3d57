"""New generations in a real cluster: filled without replicas and refresh, and gone on with where their builder died."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.catalogue import Catalogue
from archive.cli import main
from archive.fields import SCHEMA as ARTICLES
from archive.reindex import check, reindex
from index import Document, EngineUnavailable, Limits
from index.engines.opensearch.client import Json
from tests.contract.corpus import DOCUMENTS
from tests.contract.engines import fill, put
from tests.opensearch.conftest import OpenEngine, numbered, write_lock
from tests.opensearch.disposable import DisposableEngine, open_disposable
from tests.small_archive import fill as fill_archive
from tests.small_archive import settings_of

LONG_AGO = "2026-01-01T00:00:00+00:00"


class Counted:
    """Progress that counts the articles of the filling."""

    def __init__(self) -> None:
        self.articles = 0

    def start(self, what: str, total: int | None = None) -> None:
        """Every stretch counts."""

    def advance(self, steps: int = 1) -> None:
        self.articles += steps


def settings(engine: DisposableEngine, number: int) -> Json:
    name = f"{engine.name}-{number:06d}"
    found: Json = engine.client.ask("GET", f"/{name}/_settings")[name]["settings"]["index"]
    return found


def shown(engine: DisposableEngine, number: int) -> int:
    found: int = engine.client.ask("GET", f"/{engine.name}-{number:06d}/_count")["count"]
    return found


def run_until_it_kills_itself(script: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL


class TestFilling:
    def test_there_are_no_replicas_and_no_refresh_before_it_is_whole(self, open_engine: OpenEngine) -> None:
        engine = open_engine(options="shards=2&replicas=1")
        with engine.build() as build:
            for document in numbered(30):
                build.put(document)
            build.commit("30")
            filling = settings(engine, 1), shown(engine, 1)
            build.verify(30)
            build.switch()
        assert [filling[0][name] for name in ("number_of_shards", "number_of_replicas", "refresh_interval")] == [
            "2",
            "0",
            "-1",
        ]
        assert (filling[1], shown(engine, 1)) == (0, 30)
        assert settings(engine, 1)["number_of_replicas"] == "1"

    def test_every_replica_is_there_when_a_generation_is_switched_to(self, open_engine: OpenEngine) -> None:
        engine = open_engine(options="shards=9&replicas=1")
        fill(engine, numbered(300))
        health = engine.client.ask("GET", f"/_cluster/health/{engine.name}-000001,{engine.name}-000001-words")
        assert (health["active_shards"], health["unassigned_shards"]) == (20, 0)

    def test_a_process_may_look_for_newer_commits_now_and_then(self, open_engine: OpenEngine) -> None:
        now_and_then, always, writing = (open_engine(options=f"refresh={seconds}") for seconds in (3_600, 0, 3_600))
        fill(writing, numbered(3))
        assert [engine.searcher().document_count() for engine in (now_and_then, always, writing)] == [3, 3, 3]
        fill(writing, numbered(4))
        assert [engine.searcher().document_count() for engine in (now_and_then, always, writing)] == [3, 4, 4]

    def test_a_commit_that_another_process_saw_first_can_be_asked_for(self, open_engine: OpenEngine) -> None:
        reading, writing = (open_engine(options="refresh=3600") for _ in range(2))
        fill(writing, numbered(3))
        before = reading.searcher()
        put(writing, Document("new"))
        newer = writing.searcher().commit
        assert (reading.searcher(newer).commit, reading.searcher(before.commit)) == (newer, before)


_BUILD = """
import os, signal, sys
from pathlib import Path
from index import Document, Limits
from tests.contract.corpus import SCHEMA
from tests.opensearch.disposable import open_disposable
with open_disposable(Path(sys.argv[1]), SCHEMA, Limits()).build() as build:
    build.put(Document("kept"))
    build.commit(sys.argv[2] or None)
    build.put(Document("lost"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_a_build(engine: DisposableEngine, mark: str = "") -> None:
    run_until_it_kills_itself(_BUILD, str(engine.place), mark)


class TestGoingOn:
    def test_a_killed_build_leaves_the_current_generation_answering(self, filled: DisposableEngine) -> None:
        kill_a_build(filled, mark="7")
        assert (filled.searcher().document_count(), len(filled.generations())) == (len(DOCUMENTS), 1)

    def test_the_next_build_goes_on_from_the_last_commit(self, filled: DisposableEngine) -> None:
        kill_a_build(filled, mark="7")
        write_lock(filled, renewed=LONG_AGO)
        with filled.build() as build:
            assert (build.number, build.mark) == (2, "7")
            build.put(Document("new"))
            build.verify(2)
            build.switch()
        assert set(filled.searcher().ids()) == {"kept", "new"}

    def test_a_build_that_had_no_mark_yet_is_swept(self, filled: DisposableEngine) -> None:
        kill_a_build(filled)
        write_lock(filled, renewed=LONG_AGO)
        fill(filled, DOCUMENTS[:2])
        assert [(each.number, each.documents) for each in filled.generations()] == [(1, len(DOCUMENTS)), (3, 2)]

    def test_a_build_for_other_shards_is_swept(self, filled: DisposableEngine, open_engine: OpenEngine) -> None:
        kill_a_build(filled, mark="7")
        write_lock(filled, renewed=LONG_AGO)
        with open_engine(options="shards=1").build() as build:
            assert (build.number, build.mark) == (3, None)

    def test_words_that_a_build_left_as_it_began_are_no_hindrance(self, filled: DisposableEngine) -> None:
        filled.client.ask("PUT", f"/{filled.name}-000002-words")
        fill(filled, DOCUMENTS[:2])
        assert filled.searcher().document_count() == 2

    @pytest.mark.parametrize("stopped", [EngineUnavailable("away"), KeyboardInterrupt()])
    def test_a_build_that_was_interrupted_is_gone_on_with(
        self, filled: DisposableEngine, stopped: BaseException
    ) -> None:
        with pytest.raises(type(stopped)), filled.build() as build:
            build.put(Document("kept"))
            build.commit("7")
            raise stopped
        with filled.build() as build:
            assert build.mark == "7"


_REINDEX = """
import os, signal, sys
from pathlib import Path
from archive import reindex as reindexing
from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from index import Limits
from tests.opensearch.disposable import open_disposable
from tests.small_archive import settings_of
from tests.opensearch.test_opensearch_builds import Counted

class Dying(Counted):
    def advance(self, steps=1):
        Counted.advance(self, steps)
        if self.articles == 4:
            os.kill(os.getpid(), signal.SIGKILL)

home = Path(sys.argv[1])
reindexing.COMMIT_EVERY = 3
with Catalogue.open(settings_of(home).catalogue_path) as catalogue:
    reindexing.reindex(catalogue, open_disposable(home / "target", SCHEMA, Limits()), progress=Dying())
"""


class TestReindex:
    @pytest.fixture
    def catalogue(self, tmp_path: Path) -> Iterator[Catalogue]:
        fill_archive(tmp_path)
        with Catalogue.open(settings_of(tmp_path).catalogue_path) as opened:
            yield opened

    @pytest.fixture
    def target(self, tmp_path: Path) -> Iterator[DisposableEngine]:
        engine = open_disposable(tmp_path / "target", ARTICLES, Limits())
        yield engine
        engine.close()

    def test_it_goes_on_where_it_was_killed(
        self, catalogue: Catalogue, target: DisposableEngine, tmp_path: Path
    ) -> None:
        run_until_it_kills_itself(_REINDEX, str(tmp_path))
        write_lock(target, renewed=LONG_AGO)
        rest = Counted()
        assert reindex(catalogue, target, progress=rest) == 1
        assert rest.articles == catalogue.count() - 3
        assert check(catalogue, target) == ()

    def test_what_was_begun_from_a_longer_catalogue_is_not_trusted(
        self, catalogue: Catalogue, target: DisposableEngine
    ) -> None:
        with pytest.raises(KeyboardInterrupt), target.build() as build:
            build.commit("1000")
            raise KeyboardInterrupt
        every = Counted()
        reindex(catalogue, target, progress=every)
        assert every.articles == catalogue.count()
        assert check(catalogue, target) == ()


class TestMigrating:
    def test_there_and_back_by_the_command_line_everything_is_answered_alike(self, tmp_path: Path) -> None:
        embedded, cluster = f"whoosh:{tmp_path / 'index'}", settings_of(tmp_path / "target").engine
        fill_archive(tmp_path)
        environment = {"ARCHIVE_HOME": str(tmp_path), "ARCHIVE_ENGINE": embedded}
        commands = (["reindex"], ["migrate", f"{cluster}&shards=3"], ["compare", embedded, cluster])
        for command in commands:
            run = CliRunner(env=environment).invoke(main, command)
            assert run.exit_code == 0, run.output
        assert "questions alike: totals, facets, order by date" in run.output
        back = CliRunner(env=environment | {"ARCHIVE_ENGINE": cluster})
        run = back.invoke(main, ["migrate", f"whoosh:{tmp_path / 'again'}"])
        assert (run.exit_code, "questions alike" in run.output) == (0, True), run.output
