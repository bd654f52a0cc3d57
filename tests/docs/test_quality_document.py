"""The document of quality has every measure of the gate, with its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.gate import read_floors

DOCUMENT = (Path(__file__).parents[2] / "docs/quality.md").read_text(encoding="utf-8")
ROWS = {cells[1]: cells for line in DOCUMENT.splitlines() if len(cells := [c.strip() for c in line.split("|")]) > 4}
FLOORS = read_floors()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_measure_is_documented_with_its_floor(name: str) -> None:
    assert ROWS[name][3] == str(FLOORS[name].floor), "put what `make quality` prints into docs/quality.md"


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_documented_value_is_at_its_floor_or_above(name: str) -> None:
    assert float(ROWS[name][2]) >= FLOORS[name].floor


def test_no_measure_is_documented_that_is_not_taken() -> None:
    assert set(ROWS) - {"measure", "---"} == set(FLOORS)
