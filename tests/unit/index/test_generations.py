"""Numbered builds in one folder."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from index import EngineError, IndexDamaged, IndexLocked, IndexMissing
from index.generations import Generations, Note, read_note, write_atomically, write_note


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def built(generations: Generations, *contents: str) -> None:
    for content in contents:
        with generations.lock(), generations.new() as (number, folder):
            (folder / "content").write_text(content)
            generations.adopt(number, folder)
            generations.switch(number)


def test_a_folder_of_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").touch()
    with pytest.raises(EngineError, match="folder of code"):
        Generations(tmp_path)


def test_the_package_itself_is_refused() -> None:
    with pytest.raises(EngineError):
        Generations(Path(__file__).parents[3] / "index")


def test_where_nothing_was_built_nothing_is_current(generations: Generations) -> None:
    assert generations.numbers() == ()
    with pytest.raises(IndexMissing):
        generations.current()


def test_numbers_are_in_order_of_building(generations: Generations) -> None:
    built(generations, "a", "b", "c")
    assert (generations.numbers(), generations.current()) == ((1, 2, 3), 3)


def test_what_was_not_adopted_is_removed(generations: Generations) -> None:
    with generations.lock(), generations.new() as (_, folder):
        (folder / "content").write_text("half")
    assert generations.numbers() == () and not folder.exists()


def test_what_a_dead_build_left_behind_is_removed_by_the_next(generations: Generations) -> None:
    built(generations, "a")
    for name in ("building-000002", "removed-000000"):
        (generations.root / name).mkdir()
    built(generations, "b")
    assert {entry.name for entry in generations.root.iterdir()} == {"000001", "000002", "current", "lock"}


def test_foreign_entries_are_left_alone(generations: Generations) -> None:
    built(generations, "a")
    (generations.root / "notes.txt").write_text("mine")
    built(generations, "b")
    assert (generations.root / "notes.txt").read_text() == "mine" and generations.numbers() == (1, 2)


@pytest.mark.parametrize("content", ["", "1", "000009", "none", "../../x", "000001\n"])
def test_a_current_that_names_no_generation_is_damage(generations: Generations, content: str) -> None:
    built(generations, "a")
    (generations.root / "current").write_text(content)
    with pytest.raises(IndexDamaged):
        generations.current()


def test_generations_without_a_current_are_damage(generations: Generations) -> None:
    built(generations, "a")
    (generations.root / "current").unlink()
    with pytest.raises(IndexDamaged, match="nothing says which is current"):
        generations.current()


def test_a_note_comes_back_as_it_was_written(tmp_path: Path) -> None:
    note = Note(datetime.datetime(2019, 5, 29, 12, tzinfo=datetime.UTC), "catalogue:7")
    write_note(tmp_path, note)
    assert read_note(tmp_path) == note


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"created": 5, "mark": null}', '{"created": "May", "mark": null}']
)
def test_a_note_that_cannot_be_read_is_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "generation.json").write_text(content)
    with pytest.raises(IndexDamaged):
        read_note(tmp_path)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"a much longer content")
    write_atomically(tmp_path / "file", b"short")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("file", b"short")]


def test_a_lock_says_who_holds_it_and_since_when(generations: Generations) -> None:
    with generations.lock(), pytest.raises(IndexLocked, match=r"process \d+ on .+ since \d{4}-"), generations.lock():
        pytest.fail("two locks at once")


def test_a_lock_is_let_go_when_its_block_raises(generations: Generations) -> None:
    with pytest.raises(ZeroDivisionError), generations.lock():
        raise ZeroDivisionError
    with generations.lock():
        assert (generations.root / "lock").read_text()


def test_the_oldest_are_pruned_and_the_current_is_kept(generations: Generations) -> None:
    built(generations, "a", "b", "c", "d")
    generations.switch(1)
    assert (generations.prune(2), generations.numbers()) == ((2, 3), (1, 4))
