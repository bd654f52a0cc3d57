"""Tables from timings."""

from __future__ import annotations

import statistics

from bench.queries import APART, CLASSES, Question


def medians(rounds: list[list[float]], asked: list[Question], kinds: tuple[str, ...]) -> float:
    """The median over the questions of these classes, each by its median over rounds."""
    chosen = [
        statistics.median(column)
        for question, column in zip(asked, zip(*rounds, strict=True), strict=True)
        if question.kind in kinds and None not in column
    ]
    return statistics.median(chosen) if chosen else float("nan")


def table(timings: dict, asked: list[Question]) -> str:  # type: ignore[type-arg]
    """Milliseconds by class, without and with snippets, for each engine; and how often totals agree with the first."""
    mix = tuple(kind for kind in CLASSES if kind not in APART)
    first = next(iter(timings.values()))
    lines = ["| class | " + " | ".join(f"{name} | full" for name in timings) + " |"]
    lines.append("|---|" + "---|" * 2 * len(timings))
    for title, kinds in (("mix", mix), *((kind, (kind,)) for kind in CLASSES)):
        cells = [f"{medians(rounds, asked, kinds):.3f}" for t in timings.values() for rounds in (t.plain, t.full)]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    for name, other in timings.items():
        same = sum(a == b for a, b in zip(first.total, other.total, strict=True) if b is not None)
        lines.append(f"totals of {name} that are as {first.name}'s: {same} of {len(asked)}")
    return "\n".join(lines)
