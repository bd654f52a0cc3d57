"""How fast indexes are built, ours by two processes, tantivy's by two threads: `python -m bench.indexing 200000`."""

from __future__ import annotations

import argparse
from statistics import median

from bench.run import Built, build

ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    built: dict[str, list[Built]] = {"ours": [], "tantivy-threads": []}
    for _ in range(given.rounds):
        for name, rounds in built.items():
            rounds.append(build(name, given.count))
    rates = {name: given.count / median(one.seconds for one in rounds) for name, rounds in built.items()}
    for name, rounds in built.items():
        print(f"{name}: {rates[name]:,.0f} articles/s, at most {max(one.peak_mb for one in rounds):,.0f} MB")
    target = ">=0.9" if given.count <= 20_000 else ">=1.0"
    print(f"indexing-rate/tantivy {rates['ours'] / rates['tantivy-threads']:.2f} {target}")


if __name__ == "__main__":
    main()
