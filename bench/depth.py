"""What depth costs: a page behind a cursor, and the memory of an export. `python -m bench.depth 20000`."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.search import Request
from archive.search.export import export
from archive.settings import Settings
from bench.home import home
from index import Cursor, Engine, Hit, Query, Searcher, Sort, Word, open_engine

PAGE = 50
ROUNDS = 7
ASKED = {
    "every article, newest first": Query(sort=Sort("date"), limit=PAGE),
    "a common word, best match": Query(Word("said"), limit=PAGE),
    "a common word, newest first": Query(Word("said"), sort=Sort("date"), limit=PAGE),
}


def pages(searcher: Searcher, query: Query) -> Iterator[tuple[int, float]]:
    """How far behind the first hit a page begins, in quarters of the answer, and the milliseconds it takes."""
    hits = list(searcher.scan(query))
    for quarter in range(4):
        at = quarter * len(hits) // 4
        behind = replace(query, after=cursor(hits[at], query.sort))
        yield at, median(milliseconds(searcher, behind) for _ in range(ROUNDS))


def cursor(hit: Hit, sort: Sort) -> Cursor:
    """Where a page that ends with the hit ended."""
    day = hit.values.get("date")
    return Cursor(hit.score if sort.field is None else day.toordinal() if day else None, hit.id)  # type: ignore[union-attr]


def milliseconds(searcher: Searcher, query: Query) -> float:
    """How long one answer takes."""
    started = time.perf_counter()
    searcher.search(query)
    return (time.perf_counter() - started) * 1000


def exported(engine: Engine, catalogue: Catalogue) -> tuple[int, int]:
    """The bytes of an export of everything, and the most that it held in memory at a time."""
    lines = export(Request(), "jsonl", engine, catalogue).lines
    tracemalloc.start()
    size = sum(map(len, lines))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size, peak


def main() -> None:
    """Prints a line for each."""
    settings = Settings(home=home(int(sys.argv[1])))
    engine = open_engine(settings.engine_url, SCHEMA)
    for name, query in ASKED.items():
        for at, took in pages(engine.searcher(), query):
            print(f"{name}: {PAGE} hits behind hit {at:,} in {took:.1f} ms")
    with Catalogue.open(settings.catalogue_path, read_only=True) as catalogue:
        size, peak = exported(engine, catalogue)
    print(f"an export of {size / 1e6:,.1f} MB held {peak / 1e6:,.1f} MB at most")
    engine.close()


if __name__ == "__main__":
    main()
