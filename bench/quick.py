"""The main ratios at 20,000 articles, one a line: `name ratio target`. Under three minutes: `make bench-quick`."""

from __future__ import annotations

from bench import report
from bench.costs import size
from bench.queries import questions
from bench.run import build, measure, place

COUNT = 20_000
ROUNDS = 25


def main() -> None:
    built = {name: build(name, COUNT) for name in ("ours", "tantivy", "tantivy-threads")}
    timings, asked = measure(["ours", "tantivy"], COUNT, ROUNDS), questions(COUNT)
    ours, theirs = timings["ours"], timings["tantivy"]
    kind, worst = report.worst(ours, theirs, asked)
    ratios = {
        "engine-no-snippets/tantivy": (report.ratio(ours.plain, theirs.plain, asked), "<=0.3"),
        "engine-full/tantivy": (report.ratio(ours.full, theirs.full, asked), "<=0.28"),
        f"worst-class/tantivy ({kind})": (worst, "<=1.0"),
        "indexing-rate/tantivy": (built["tantivy-threads"].seconds / built["ours"].seconds, ">=0.9"),
        "index-size/tantivy": (size(place("ours", COUNT)) / size(place("tantivy", COUNT)), "<=1.15"),
        "build-process-mb": (built["ours"].peak_mb, "<=600"),
    }
    for name, (ratio, target) in ratios.items():
        print(f"{name} {ratio:.2f} {target}")


if __name__ == "__main__":
    main()
