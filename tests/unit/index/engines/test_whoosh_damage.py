"""Whatever happens to the files of an index, the answer is an error with a name, and a new build mends it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import (
    Document,
    Engine,
    EngineError,
    FacetRequest,
    IndexDamaged,
    IndexMissing,
    Phrase,
    Prefix,
    Query,
    Result,
    SearchError,
    SnippetRequest,
    Sort,
    Word,
    open_engine,
)
from tests.contract.corpus import ALL_IDS, DOCUMENTS, SCHEMA
from tests.contract.engines import fill, put

QUESTIONS = (
    Query(Word("gas"), sort=Sort("date"), facets=(FacetRequest("actor"),), snippets=SnippetRequest(("text",))),
    Query(Phrase("number plates")),
    Query(Prefix("a"), limit=100),
)
DAMAGES: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
    "cut short": lambda file: os.truncate(file, file.stat().st_size // 2),
    "overwritten": lambda file: file.write_bytes(random.Random(7).randbytes(file.stat().st_size)),
}


def reopened(root: Path) -> Engine:
    return open_engine(f"whoosh:{root}", SCHEMA)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an index of several segments in it."""
    engine = reopened(tmp_path / "index")
    fill(engine, DOCUMENTS)
    put(engine, Document("more", {"text": "more"}))
    engine.close()
    return tmp_path / "index"


def damaged(root: Path, pattern: str, damage: str) -> Engine:
    for file in list(root.glob(pattern)):
        DAMAGES[damage](file)
    return reopened(root)


def outcome(engine: Engine, query: Query) -> Result | SearchError:
    try:
        return engine.searcher().search(query)
    except SearchError as error:
        return error


FILES = pytest.mark.parametrize("pattern", ["000001/*.columns", "000001/*.toc", "current"])
EACH = pytest.mark.parametrize("damage", DAMAGES)


@FILES
@EACH
def test_a_damaged_file_is_named_as_damage(root: Path, pattern: str, damage: str) -> None:
    with pytest.raises(IndexDamaged):
        damaged(root, pattern, damage).searcher()


@FILES
@EACH
def test_a_damaged_index_is_not_written_to(root: Path, pattern: str, damage: str) -> None:
    with pytest.raises(EngineError):
        put(damaged(root, pattern, damage), Document("new"))


@pytest.mark.parametrize("pattern", ["000001/*.columns", "000001/*.toc", "000001/generation.json", "current"])
@EACH
def test_a_check_says_what_is_damaged(root: Path, pattern: str, damage: str) -> None:
    assert damaged(root, pattern, damage).check()


@FILES
@EACH
def test_a_new_build_mends_it(root: Path, pattern: str, damage: str) -> None:
    engine = damaged(root, pattern, damage)
    fill(engine, DOCUMENTS)
    assert set(engine.searcher().ids()) == ALL_IDS and engine.check() == ()


@pytest.mark.parametrize("seed", range(12))
def test_a_few_wrong_bytes_give_an_answer_or_an_error_with_a_name(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    segment = max((root / "000001").glob("*.columns"), key=lambda file: file.stat().st_size)
    content = bytearray(segment.read_bytes())
    for _ in range(20):
        at = chance.randrange(len(content))
        content[at : at + 8] = chance.randbytes(len(content[at : at + 8]))
    segment.write_bytes(content)
    outcomes = [outcome(reopened(root), query) for query in QUESTIONS]
    assert all(isinstance(each, Result | SearchError) for each in outcomes)


def test_a_folder_that_is_not_there_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        reopened(tmp_path / "nowhere").searcher()


def test_asking_creates_no_folder(tmp_path: Path) -> None:
    engine = reopened(tmp_path / "nowhere")
    assert engine.generations() == () and not (tmp_path / "nowhere").exists()


def test_an_emptied_folder_has_no_index(root: Path) -> None:
    for entry in root.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    with pytest.raises(IndexMissing):
        reopened(root).searcher()


def test_an_emptied_generation_is_damaged(root: Path) -> None:
    for file in (root / "000001").iterdir():
        file.unlink()
    with pytest.raises(IndexDamaged):
        reopened(root).searcher()


def test_a_current_generation_that_is_gone_is_damage(root: Path) -> None:
    shutil.rmtree(root / "000001")
    with pytest.raises(IndexDamaged, match="000001"):
        reopened(root).searcher()


def test_a_file_is_no_place_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EngineError, match="not a folder"):
        reopened(tmp_path / "file")


@pytest.mark.parametrize("url", ["", "whoosh", "whoosh:", "lucene:var/index", "var/index"])
def test_a_string_that_names_no_engine_is_refused(url: str) -> None:
    with pytest.raises(EngineError, match="write it as whoosh:FOLDER"):
        open_engine(url, SCHEMA)
