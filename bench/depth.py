"""What depth costs: pages behind a cursor, and the memory of an export over HTTP. `python -m bench.depth 1000000`."""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from archive.fields import SCHEMA
from archive.settings import Settings
from bench.home import home
from bench.http import running
from bench.run import descendants, private_mb
from bench.servers import archive_server
from index import Query, Searcher, Sort, Word, open_engine

PAGE = 50
ROUNDS = 7
LOOK_EVERY = 10_000
ASKED = {
    "every article, newest first": Query(sort=Sort("date"), limit=PAGE),
    "every article, best match": Query(limit=PAGE),
    "a common word, newest first": Query(Word("said"), sort=Sort("date"), limit=PAGE),
    "a common word, best match": Query(Word("said"), limit=PAGE),
}


class Exported(NamedTuple):
    """What came of an export, and the most memory that a process of the server held before and during it."""

    articles: int
    megabytes: float
    seconds: float
    held_before: float
    held: float


def pages(searcher: Searcher, query: Query) -> Iterator[tuple[int, float]]:
    """How far behind the first hit a page begins, up to the last page, and the milliseconds it takes."""
    yield 0, took(searcher, query)
    total = searcher.count(query.text)
    for at in (total // 4, total // 2, 3 * total // 4, total - PAGE):
        before = searcher.search(replace(query, offset=at - 1, limit=1))
        yield at, took(searcher, replace(query, after=before.next))


def took(searcher: Searcher, query: Query) -> float:
    """The milliseconds of one answer, the median of a few."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        searcher.search(query)
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


def exported(count: int) -> Exported:
    """Everything, as JSON lines over HTTP."""
    articles = size = 0
    with running(archive_server(count)) as port:
        address = f"http://127.0.0.1:{port}/api/v1"
        urllib.request.urlopen(f"{address}/search").read()
        before = most = held_by_server()
        started = time.perf_counter()
        with urllib.request.urlopen(f"{address}/export") as answer:
            for articles, line in enumerate(answer, start=1):
                size += len(line)
                if articles % LOOK_EVERY == 0:
                    most = max(most, held_by_server())
        seconds = time.perf_counter() - started
    return Exported(articles, size / 1e6, seconds, before, most)


def held_by_server() -> float:
    """Megabytes of memory, files that are mapped apart, of the largest process that comes of this one."""
    return max(private_mb(process) for process in descendants(os.getpid())[1:])


def main() -> None:
    """Prints a line for each."""
    count = int(sys.argv[1])
    engine = open_engine(Settings(home=home(count)).engine_url, SCHEMA)
    for name, query in ASKED.items():
        for at, milliseconds in pages(engine.searcher(), query):
            print(f"{name}: {PAGE} hits behind hit {at:,} in {milliseconds:.1f} ms", flush=True)
    engine.close()
    found = exported(count)
    print(f"an export of {found.articles:,} articles, {found.megabytes:,.0f} MB, took {found.seconds:,.0f} s")
    print(f"while it ran the server held {found.held:.0f} MB at most, before it {found.held_before:.0f} MB")


if __name__ == "__main__":
    main()
