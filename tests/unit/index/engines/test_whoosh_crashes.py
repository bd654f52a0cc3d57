"""A process that writes is killed at each of its steps on the file system; whoever asks afterwards finds a whole index.

The steps are Python's own audit events. A process is forked for each, and killed as it is about to take that step.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Document, Engine, open_engine
from tests.contract.corpus import SCHEMA
from tests.contract.engines import fill, put

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree"}
OLD = {"a", "b"}


def commit(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.put(Document("c", {"text": "new"}))
        writer.delete("a")
        writer.commit("2")


def build(engine: Engine) -> None:
    fill(engine, [Document("d")])


def prune(engine: Engine) -> None:
    engine.prune(1)


def roll_back(engine: Engine) -> None:
    engine.switch(1)


def opened(root: Path) -> Engine:
    return open_engine(f"whoosh:{root}", SCHEMA)


def run_and_die(root: Path, action: Callable[[Engine], None], step: int) -> None:
    """Does it in this process, which is killed at that step."""
    steps = itertools.count()
    engine = opened(root)

    def kill(event: str, _: object) -> None:
        if event in STEPS and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(kill)
    action(engine)
    os._exit(0)


def crashes(base: Path, action: Callable[[Engine], None], every: int = 1) -> Iterator[Path]:
    """For every n-th step of the action, the index as it is left when the process dies there."""
    for step in itertools.count(step=every):
        root = base.with_name(f"crashed-{step}")
        shutil.copytree(base, root)
        process = multiprocessing.get_context("fork").Process(target=run_and_die, args=(root, action, step))
        process.start()
        process.join()
        if process.exitcode == 0:
            return
        assert process.exitcode == -signal.SIGKILL
        yield root
        shutil.rmtree(root)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Two generations; the second is current and holds the documents a and b."""
    engine = opened(tmp_path / "index")
    fill(engine, [Document("first")])
    fill(engine, [Document(name, {"text": name}) for name in OLD], mark="1")
    engine.close()
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("action", "whole"),
    [(commit, {"b", "c"}), (build, {"d"}), (prune, OLD), (roll_back, {"first"})],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_after_a_crash_at_any_step_the_index_is_the_old_or_the_new(
    base: Path, action: Callable[[Engine], None], whole: set[str]
) -> None:
    seen = []
    for root in crashes(base, action):
        engine = opened(root)
        seen.append(set(engine.searcher().ids()))
        assert engine.check() == () and seen[-1] in (OLD, whole)
    assert len(seen) > 1 and seen == sorted(seen, key=lambda ids: ids != OLD)


@pytest.mark.parametrize("action", [commit, build, prune, roll_back])
def test_after_a_crash_the_next_writer_goes_on(base: Path, action: Callable[[Engine], None]) -> None:
    for root in crashes(base, action, every=4):
        engine = opened(root)
        put(engine, Document("next"))
        fill(engine, [Document("last")])
        engine.prune(1)
        left = {entry.name for entry in root.iterdir() if not entry.name.startswith(".")}
        assert set(engine.searcher().ids()) == {"last"} and len(left) == 3


def test_a_mark_is_never_ahead_of_its_changes(base: Path) -> None:
    for root in crashes(base, commit, every=2):
        engine = opened(root)
        marks = {generation.number: generation.mark for generation in engine.generations()}
        assert marks[2] == "1" or "c" in set(engine.searcher().ids())
