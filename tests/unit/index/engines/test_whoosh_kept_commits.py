"""Commits that were replaced are kept for a while, whoever asks for them, and then their files go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import CommitGone, Document, Engine, Everything, open_engine
from index.engine import COMMITS_KEPT_SECONDS
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import delete, put


def replace_everything(engine: Engine) -> str:
    """Replaces every segment by others; returns the name of the commit before."""
    before = engine.searcher().commit
    delete(engine, *(document.id for document in DOCUMENTS))
    put(engine, Document("new"))
    return before


def make_older(folder: Path, seconds: float) -> None:
    """Makes every file look as if it had been replaced so much earlier."""
    for path in folder.rglob("*"):
        time = path.stat().st_mtime - seconds
        os.utime(path, (time, time))


def test_another_process_can_ask_for_a_commit_that_it_never_saw(engine: Engine, tmp_path: Path) -> None:
    before = replace_everything(engine)
    other = open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)
    assert other.searcher(before).count(Everything()) == len(DOCUMENTS)


def test_a_commit_goes_at_a_change_long_after(engine: Engine, tmp_path: Path) -> None:
    before = replace_everything(engine)
    make_older(tmp_path, COMMITS_KEPT_SECONDS + 1)
    put(engine, Document("newer"))
    with pytest.raises(CommitGone):
        open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA).searcher(before)


def test_files_of_replaced_commits_do_not_stay(engine: Engine, tmp_path: Path) -> None:
    replace_everything(engine)
    fresh = sorted(path.suffix for path in (tmp_path / "index" / "000001").iterdir())
    make_older(tmp_path, COMMITS_KEPT_SECONDS + 1)
    put(engine, Document("newer"))
    make_older(tmp_path, COMMITS_KEPT_SECONDS + 1)
    put(engine, Document("newest"))
    left = sorted(path.suffix for path in (tmp_path / "index" / "000001").iterdir())
    assert left.count(".toc") < fresh.count(".toc")


def test_a_build_leaves_nothing_of_its_earlier_commits(tmp_path: Path) -> None:
    engine = open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)
    with engine.build() as build:
        for document in DOCUMENTS:
            build.put(document)
            build.commit()
        build.verify(len(DOCUMENTS))
        build.switch()
    assert len(list((tmp_path / "index" / "000001").glob("*.toc"))) == 1
