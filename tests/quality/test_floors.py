"""Every measure is at its pinned floor or above."""

from __future__ import annotations

import pytest

from tests.quality import data
from tests.quality.gate import Measured, judge, read_floors
from tests.quality.measures import take_all

pytestmark = pytest.mark.skipif(not data.present(), reason=data.ABSENT)


@pytest.fixture(scope="module")
def measured() -> tuple[Measured, ...]:
    return take_all()


def test_no_measure_is_below_its_floor(measured: tuple[Measured, ...]) -> None:
    failing = [verdict for verdict in judge(measured, read_floors()) if verdict.outcome != "ok"]
    assert failing == []


def test_every_floor_belongs_to_a_measure(measured: tuple[Measured, ...]) -> None:
    assert set(read_floors()) == {found.name for found in measured}
