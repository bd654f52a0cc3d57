"""Tables and charts from timings."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from typing import TypeAlias

from bench.queries import CLASSES, MIX, Question
from bench.run import Timings

Rounds: TypeAlias = "Sequence[Sequence[float | None]]"
RESAMPLES = 1_000


def per_question(rounds: Rounds, asked: list[Question], kinds: tuple[str, ...]) -> list[float]:
    """For each question of these classes that was answered its median over rounds."""
    return [
        statistics.median(known)
        for question, column in zip(asked, zip(*rounds, strict=True), strict=True)
        if question.kind in kinds and len(known := [number for number in column if number is not None]) == len(column)
    ]


def median(rounds: Rounds, asked: list[Question], kinds: tuple[str, ...]) -> float:
    """The median over the questions of these classes; not a number where none was answered."""
    return statistics.median(per_question(rounds, asked, kinds) or [float("nan")])


def ratio(ours: Rounds, theirs: Rounds, asked: list[Question], kinds: tuple[str, ...] = MIX) -> float:
    """Our median over theirs."""
    return median(ours, asked, kinds) / median(theirs, asked, kinds)


def interval(ours: Rounds, theirs: Rounds, asked: list[Question], kinds: tuple[str, ...] = MIX) -> tuple[float, float]:
    """The ratio's 95 % interval: by the bootstrap, over the questions."""
    draw = random.Random(1)
    one, other = (per_question(rounds, asked, kinds) for rounds in (ours, theirs))
    ratios = []
    for _ in range(RESAMPLES):
        chosen = draw.choices(range(len(one)), k=len(one))
        ratios.append(statistics.median(one[n] for n in chosen) / statistics.median(other[n] for n in chosen))
    ratios.sort()
    return ratios[int(0.025 * RESAMPLES)], ratios[int(0.975 * RESAMPLES)]


def worst(ours: Timings, theirs: Timings, asked: list[Question]) -> tuple[str, float]:
    """The class with the highest ratio."""
    ratios = {kind: ratio(ours.plain, theirs.plain, asked, (kind,)) for kind in CLASSES}
    return max(ratios.items(), key=lambda item: item[1])


def p95(rounds: Rounds, asked: list[Question]) -> float:
    """What 95 of 100 questions of the mix stay below."""
    return statistics.quantiles(per_question(rounds, asked, MIX), n=20)[-1]


def table(timings: dict[str, Timings], asked: list[Question]) -> str:
    """Milliseconds by class, without and with snippets, for each engine; ratios to the first; which totals agree."""
    engines, first = list(timings.values()), next(iter(timings.values()))
    lines = [
        "| class | " + " | ".join(f"{name} | full" for name in timings) + " |",
        "|---|" + "---|" * 2 * len(timings),
    ]
    for title, kinds in (("mix", MIX), *((kind, (kind,)) for kind in CLASSES)):
        cells = [f"{median(rounds, asked, kinds):.3f}" for of in engines for rounds in (of.plain, of.full)]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    cells = [f"{p95(rounds, asked):.3f}" for of in engines for rounds in (of.plain, of.full)]
    lines.append("| 95 of 100 | " + " | ".join(cells) + " |")
    lines.append("")
    for other in engines[1:]:
        for title, ours, theirs in (("no snippets", first.plain, other.plain), ("full", first.full, other.full)):
            low, high = interval(ours, theirs, asked)
            lines.append(
                f"{first.name} / {other.name}, {title}: {ratio(ours, theirs, asked):.2g} ({low:.2g} to {high:.2g})"
            )
        kind, highest = worst(first, other, asked)
        same = sum(a == b for a, b in zip(first.total, other.total, strict=True) if b is not None)
        lines.append(f"worst class: {kind}, {highest:.2f}; same totals: {same} of {len(asked)}")
    return "\n".join(lines)
