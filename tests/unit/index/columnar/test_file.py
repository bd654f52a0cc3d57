"""Files of arrays: what is written comes back, and what is damaged is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import IndexDamaged
from index.columnar.file import ColumnFile, ColumnFileWriter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two arrays."""
    path = tmp_path / "one.columns"
    file = ColumnFileWriter(path)
    file.add("numbers", np.arange(5, dtype=np.int32))
    file.add_parts("parts", np.uint8, [np.ones(2, np.uint8), np.zeros(1, np.uint8)])
    file.add("empty", np.empty(0, np.uint16))
    file.close({"documents": 3})
    return path


def test_arrays_and_facts_come_back(path: Path) -> None:
    file = ColumnFile(path)
    assert file.facts == {"documents": 3}
    assert [file.array(name).tolist() for name in file.names()] == [[0, 1, 2, 3, 4], [1, 1, 0], []]


def test_a_whole_file_verifies(path: Path) -> None:
    ColumnFile(path).verify()
    assert path.exists()


@pytest.mark.parametrize("length", [0, 10, 100])
def test_a_file_cut_short_is_refused(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IndexDamaged):
        ColumnFile(path)


def test_a_changed_array_does_not_verify(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[64] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="numbers"):
        ColumnFile(path).verify()


def test_a_changed_header_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"documents"', b'"Documents"'))
    with pytest.raises(IndexDamaged):
        ColumnFile(path)


def test_a_file_of_another_version_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.columnar.file.FORMAT_VERSION", 4)
    with pytest.raises(IndexDamaged, match="format 3"):
        ColumnFile(path)
