"""The gate's own behaviour, on made-up measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.gate import Floor, LoweredFloor, Measured, digest_of, judge, raise_floors, read_floors, write_floors

GOOD = Measured("f1", 0.9128, "ten pages", "d1")


def test_a_measure_at_its_floor_is_ok() -> None:
    assert judge([GOOD], {"f1": Floor(0.9128, "d1")})[0].outcome == "ok"


def test_a_measure_under_its_floor_is_reported() -> None:
    assert judge([GOOD], {"f1": Floor(0.92, "d1")})[0].outcome == "below its floor"


def test_a_floor_found_on_other_data_does_not_count() -> None:
    assert judge([GOOD], {"f1": Floor(0.5, "d2")})[0].outcome == "measured on other data"


def test_a_measure_without_a_floor_is_reported() -> None:
    assert judge([GOOD], {})[0].outcome == "has no floor"


def test_pinning_rounds_down_so_that_the_same_measure_passes() -> None:
    assert raise_floors([GOOD], {}) == {"f1": Floor(0.912, "d1")}


def test_pinning_raises_a_floor() -> None:
    assert raise_floors([GOOD], {"f1": Floor(0.8, "d1")})["f1"].floor == 0.912


def test_a_floor_is_not_lowered_without_leave() -> None:
    with pytest.raises(LoweredFloor, match=r"f1 .* from 0.95 to 0.912"):
        raise_floors([GOOD], {"f1": Floor(0.95, "d1")})


def test_a_floor_is_not_lowered_by_other_data_either() -> None:
    with pytest.raises(LoweredFloor):
        raise_floors([GOOD], {"f1": Floor(0.95, "d2")})


def test_a_floor_is_lowered_with_leave() -> None:
    assert raise_floors([GOOD], {"f1": Floor(0.95, "d1")}, allow_lower=True)["f1"].floor == 0.912


def test_floors_of_measures_not_taken_stay() -> None:
    assert raise_floors([GOOD], {"other": Floor(0.7, "d9")})["other"] == Floor(0.7, "d9")


def test_floors_survive_writing_and_reading(tmp_path: Path) -> None:
    floors = {"f1": Floor(0.9, "d1"), "recall": Floor(0.99, "d2")}
    write_floors(floors, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == floors


def test_the_digest_tells_how_data_is_divided() -> None:
    assert digest_of([b"ab", b"c"]) != digest_of([b"a", b"bc"])
