"""The main ratios at 20,000 articles, one a line: `name ratio target`. Under three minutes: `make bench-quick`."""

from __future__ import annotations

from pathlib import Path

from bench.queries import APART, CLASSES, questions
from bench.report import medians
from bench.run import Timings, build, measure, place

COUNT = 20_000
ROUNDS = 5
MIX = tuple(kind for kind in CLASSES if kind not in APART)


def size(path: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def worst(ours: Timings, theirs: Timings) -> float:
    """The highest ratio of any class."""
    asked = questions(COUNT)
    return max(medians(ours.plain, asked, (kind,)) / medians(theirs.plain, asked, (kind,)) for kind in CLASSES)


def main() -> None:
    seconds = {name: build(name, COUNT) for name in ("ours", "tantivy")}
    timings, asked = measure(["ours", "tantivy"], COUNT, ROUNDS), questions(COUNT)
    ours, theirs = timings["ours"], timings["tantivy"]
    ratios = {
        "engine-no-snippets/tantivy": (medians(ours.plain, asked, MIX) / medians(theirs.plain, asked, MIX), "<=0.3"),
        "engine-full/tantivy": (medians(ours.full, asked, MIX) / medians(theirs.full, asked, MIX), "<=0.28"),
        "worst-class/tantivy": (worst(ours, theirs), "<=1.0"),
        "indexing-rate/tantivy": (seconds["tantivy"] / seconds["ours"], ">=0.9"),
        "index-size/tantivy": (size(place("ours", COUNT)) / size(place("tantivy", COUNT)), "<=1.15"),
    }
    for name, (ratio, target) in ratios.items():
        print(f"{name} {ratio:.2f} {target}")


if __name__ == "__main__":
    main()
