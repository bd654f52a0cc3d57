"""The index is the catalogue as of one change, and stays so whatever happens."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.article import Article
from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA
from archive.progress import SILENT
from archive.reindex import check, mark_of, reindex, update
from index import Engine, IndexLocked, IndexMissing, Query, Word, open_engine

STEPS = ("Indexing", "first article", "last article", "Verifying", "switch", "prune")


def article(id: str, text: str = "They talked.") -> Article:
    return Article(id, "courier", f"Talks {id}", text, language="en")


def put(catalogue: Catalogue, *articles: Article) -> None:
    for one in articles:
        page = SourcePage("courier", f"{one.id}.txt", "dump", one.text.encode(), "utf-8", f"{one.id}{one.text}")
        catalogue.put(one, page)


def ids(engine: Engine) -> set[str]:
    return set(engine.searcher().ids())


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    catalogue = Catalogue.open(tmp_path / "catalogue.sqlite")
    put(catalogue, article("a"), article("b"), article("c"))
    return catalogue


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)


class Meanwhile:
    """Progress that does something when a stretch of work begins."""

    def __init__(self, what: str, do: Callable[[], object]) -> None:
        self.what = what
        self.do = do

    def start(self, what: str, total: int | None = None) -> None:
        if what == self.what:
            self.do()

    def advance(self, steps: int = 1) -> None:
        SILENT.advance(steps)


def test_a_reindex_puts_every_article_into_a_new_generation(catalogue: Catalogue, engine: Engine) -> None:
    assert reindex(catalogue, engine) == 1
    assert ids(engine) == {"a", "b", "c"}
    assert mark_of(engine) == catalogue.last_change()
    assert check(catalogue, engine) == ()


def test_an_empty_catalogue_gives_an_empty_index(tmp_path: Path, engine: Engine) -> None:
    with Catalogue.open(tmp_path / "empty.sqlite") as empty:
        reindex(empty, engine)
        assert ids(engine) == set()
        assert check(empty, engine) == ()


def test_an_update_applies_what_was_added_changed_and_deleted(catalogue: Catalogue, engine: Engine) -> None:
    reindex(catalogue, engine)
    put(catalogue, article("d"), article("a", "They parted."))
    catalogue.delete("b")
    assert update(catalogue, engine) == 3
    assert ids(engine) == {"a", "c", "d"}
    assert engine.searcher().search(Query(Word("parted"))).total == 1
    assert check(catalogue, engine) == ()


def test_an_update_with_nothing_to_do_changes_nothing(catalogue: Catalogue, engine: Engine) -> None:
    reindex(catalogue, engine)
    before = engine.searcher().commit
    assert update(catalogue, engine) == 0
    assert engine.searcher().commit == before


def test_an_update_without_an_index_says_which_command_builds_one(catalogue: Catalogue, engine: Engine) -> None:
    with pytest.raises(IndexMissing, match="archive reindex"):
        update(catalogue, engine)


def test_old_generations_are_pruned(catalogue: Catalogue, engine: Engine) -> None:
    for _ in range(4):
        reindex(catalogue, engine, keep=2)
    assert [generation.number for generation in engine.generations()] == [3, 4]


@pytest.mark.parametrize("moment", ["Indexing", "Verifying"])
def test_what_is_added_while_a_reindex_runs_is_in_it(catalogue: Catalogue, engine: Engine, moment: str) -> None:
    def add() -> None:
        with Catalogue.open(catalogue.path) as other:
            put(other, article("d"))
            other.delete("a")

    reindex(catalogue, engine, progress=Meanwhile(moment, add))
    assert ids(engine) == {"b", "c", "d"}
    assert check(catalogue, engine) == ()


def test_a_second_reindex_is_refused_and_told_who_is_at_it(
    catalogue: Catalogue, engine: Engine, tmp_path: Path
) -> None:
    refused: list[IndexLocked] = []

    def again() -> None:
        with pytest.raises(IndexLocked) as caught:
            reindex(catalogue, open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA))
        refused.append(caught.value)

    def in_thread() -> None:
        thread = threading.Thread(target=again)
        thread.start()
        thread.join()

    reindex(catalogue, engine, progress=Meanwhile("Verifying", in_thread))
    assert len(refused) == 1
    assert refused[0].holder
    assert refused[0].since


_KILLED = """
import os, signal, sys
from pathlib import Path
from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.reindex import reindex
from index import open_engine

home, step = Path(sys.argv[1]), sys.argv[2]

def die(reached):
    if reached == step:
        os.kill(os.getpid(), signal.SIGKILL)

class Dying:
    articles = 0
    def start(self, what, total=None):
        die(what)
    def advance(self, steps=1):
        self.articles += steps
        die({1: "first article", 3: "last article"}.get(self.articles))

class DyingBuild:
    def __init__(self, build):
        self._build = build
        self.number, self.mark = build.number, build.mark
        self.put, self.delete, self.commit, self.verify = build.put, build.delete, build.commit, build.verify
    def switch(self):
        die("switch")
        self._build.switch()

class Entered:
    def __init__(self, context):
        self._context = context
    def __enter__(self):
        return DyingBuild(self._context.__enter__())
    def __exit__(self, *error):
        return self._context.__exit__(*error)

class DyingEngine:
    def __init__(self, engine):
        self._engine = engine
    def build(self):
        return Entered(self._engine.build())
    def prune(self, keep):
        die("prune")
        return self._engine.prune(keep)
    def __getattr__(self, name):
        return getattr(self._engine, name)

with Catalogue.open(home / "catalogue.sqlite") as catalogue:
    reindex(catalogue, DyingEngine(open_engine(f"whoosh:{home / 'index'}", SCHEMA)), progress=Dying())
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_reindex_killed_at_any_step_leaves_an_index_that_answers(
    catalogue: Catalogue, engine: Engine, tmp_path: Path, step: str
) -> None:
    reindex(catalogue, engine)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), step], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert ids(engine) == {"a", "b", "c"}
    assert check(catalogue, engine) == ()
    put(catalogue, article("d"))
    reindex(catalogue, engine)
    assert ids(engine) == {"a", "b", "c", "d"}


def test_check_says_that_there_is_no_index(catalogue: Catalogue, engine: Engine) -> None:
    (problem,) = check(catalogue, engine)
    assert "archive reindex" in problem


def test_check_says_that_the_index_is_behind(catalogue: Catalogue, engine: Engine) -> None:
    reindex(catalogue, engine)
    put(catalogue, article("d"))
    (problem,) = check(catalogue, engine)
    assert "change 3, which is now at 4" in problem
    assert "archive reindex" in problem


def test_check_says_that_the_index_is_of_another_catalogue(
    catalogue: Catalogue, engine: Engine, tmp_path: Path
) -> None:
    reindex(catalogue, engine)
    with Catalogue.open(tmp_path / "other.sqlite") as other:
        put(other, article("x"))
        assert "of a later catalogue" in check(other, engine)[0]
        put(other, article("y"), article("z"))
        missing, stray = check(other, engine)
    assert "3 articles are not in the index (x, y, z)" in missing
    assert "3 articles are in the index but not in the catalogue (a, b, c)" in stray


def test_check_says_that_the_index_is_damaged(catalogue: Catalogue, engine: Engine, tmp_path: Path) -> None:
    reindex(catalogue, engine)
    for file in (tmp_path / "index").rglob("*.columns"):
        file.write_bytes(file.read_bytes()[:100])
    problems = check(catalogue, open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA))
    assert problems
    assert all("archive reindex" in problem for problem in problems)


def test_a_reindex_mends_a_damaged_index(catalogue: Catalogue, engine: Engine, tmp_path: Path) -> None:
    reindex(catalogue, engine)
    (tmp_path / "index" / "current").write_text("nonsense")
    fresh = open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)
    reindex(catalogue, fresh)
    assert check(catalogue, fresh) == ()


def test_a_change_of_facts_reaches_the_index(catalogue: Catalogue, engine: Engine) -> None:
    reindex(catalogue, engine)
    put(catalogue, dataclasses.replace(article("a"), language="sr"))
    update(catalogue, engine)
    hit = engine.searcher().get("a")
    assert hit is not None
    assert hit.values["language"] == "sr"
