"""Compares engines on one corpus: `python -m bench.compare 20000 ours tantivy sqlite`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

import orjson

from bench.chart import chart
from bench.corpus import OUT
from bench.queries import checksum, questions
from bench.report import table
from bench.run import PEERS, build, measure, place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("names", nargs="+", choices=PEERS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7, help="of the questions: another one draws others")
    parser.add_argument("--build", action="store_true", help="build anew what is there already")
    given = parser.parse_args()
    for name in given.names:
        if given.build or not place(name, given.count).exists():
            built = build(name, given.count)
            print(f"{name}: {given.count / built.seconds:,.0f} articles/s, at most {built.peak_mb:,.0f} MB")
    timings, asked = measure(given.names, given.count, given.rounds, given.seed), questions(given.count, given.seed)
    written = OUT / f"timings-{given.count}-{given.seed}"
    written.with_suffix(".json").write_bytes(orjson.dumps([asdict(of_engine) for of_engine in timings.values()]))
    written.with_suffix(".svg").write_text(chart(timings, asked, f"{given.count:,} articles"))
    print(f"questions {checksum(asked)}, seed {given.seed}")
    print(table(timings, asked))


if __name__ == "__main__":
    main()
