"""The gate: what was measured against the floor pinned for it and the digest of the data it was pinned on."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FLOORS = Path(__file__).with_name("floors.json")

Outcome = Literal["ok", "below its floor", "measured on other data", "has no floor"]


class LoweredFloor(ValueError):
    """A floor would be lowered without leave; the message names the measure and both values."""


@dataclass(frozen=True)
class Measured:
    """One measure: `value` is better the higher it is, from 0 to 1; `on` says in words what it was measured on."""

    name: str
    value: float
    on: str
    digest: str


@dataclass(frozen=True)
class Floor:
    """The least a measure may be, and the digest of the data on which that was found."""

    floor: float
    digest: str


@dataclass(frozen=True)
class Verdict:
    """A measure held against its floor."""

    measured: Measured
    floor: Floor | None
    outcome: Outcome


def digest_of(parts: Iterable[bytes]) -> str:
    """Give a digest of data in its order, short enough to read."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Read the pinned floors, by the name of their measure."""
    return {name: Floor(**stored) for name, stored in json.loads(path.read_text("utf-8")).items()}


def write_floors(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Pin floors, in the order of their names."""
    stored = {name: {"floor": floor.floor, "digest": floor.digest} for name, floor in sorted(floors.items())}
    path.write_text(json.dumps(stored, indent=2) + "\n", "utf-8")


def judge(measured: Iterable[Measured], floors: Mapping[str, Floor]) -> tuple[Verdict, ...]:
    """Hold measures against their floors; a floor found on other data says nothing and must be pinned anew."""
    return tuple(Verdict(found, floors.get(found.name), _outcome(found, floors.get(found.name))) for found in measured)


def _outcome(measured: Measured, floor: Floor | None) -> Outcome:
    if floor is None:
        return "has no floor"
    if measured.digest != floor.digest:
        return "measured on other data"
    return "ok" if measured.value >= floor.floor else "below its floor"


def raise_floors(
    measured: Iterable[Measured], floors: Mapping[str, Floor], *, allow_lower: bool = False
) -> dict[str, Floor]:
    """Pin each measure at its value, rounded down to three places.

    Raises `LoweredFloor` when that would lower a floor and `allow_lower` is not given. Floors of measures that were not
    taken stay as they are.
    """
    raised = dict(floors)
    for found in measured:
        value = math.floor(found.value * 1000) / 1000
        before = floors.get(found.name)
        if before is not None and value < before.floor and not allow_lower:
            raise LoweredFloor(
                f"{found.name} would be lowered from {before.floor} to {value}; --allow-lower permits it"
            )
        raised[found.name] = Floor(value, found.digest)
    return raised


def table(verdicts: Sequence[Verdict]) -> str:
    """Give the verdicts as a Markdown table."""
    rows = [
        f"| {verdict.measured.name} | {verdict.measured.value:.4f} | "
        f"{verdict.floor.floor if verdict.floor else '-'} | {verdict.outcome} | {verdict.measured.on} |"
        for verdict in verdicts
    ]
    return "\n".join(["| measure | value | floor | | measured on |", "|---|---|---|---|---|", *rows])
