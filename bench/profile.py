"""Where the time goes, of a request, of the engine in it, and of a build: `python -m bench.profile 20000`.

A request is asked of the application in this process, without a server; the shares are those of cProfile, which makes
small functions look larger than they are. What a share holds may hold another one: those are set in.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from archive.fields import SCHEMA
from archive.settings import Settings
from archive.web import create_app
from bench.corpus import read
from bench.queries import MIX, questions
from bench.servers import archive_server
from index.columnar.build import Batch
from index.columnar.commit import Part
from index.columnar.merge import merge
from index.columnar.segment import Segment

ROUNDS = 3
BATCH = 10_000

STEPS = (
    ("reading the parameters", "archive/web/arguments.py", "read"),
    ("asking whether the archive changed", "archive/search/moment.py", "state"),
    ("understanding the question", "archive/search/question.py", "understand"),
    ("the engine's answer", "index/columnar/searcher.py", "_answer"),
    ("  matching and scoring", "index/columnar/searcher.py", "_matches"),
    ("  the best hits", "index/columnar/order.py", "best"),
    ("  facets", "index/columnar/searcher.py", "_facet"),
    ("  reading hits", "index/columnar/searcher.py", "_read"),
    ("  snippets", "index/snippets.py", "quote"),
    ("making the body", "archive/search/body.py", "search_body"),
    ("headers, compression, meters", "flask/app.py", "process_response"),
)


def shares(count: int) -> Iterator[tuple[str, float]]:
    """What share of a request each step takes."""
    server = archive_server(count)
    client = create_app(Settings.from_environment(os.environ | server.environment)).test_client()
    asked = [server.address(question) for question in questions(count) if question.kind in MIX]
    _ask(client, asked)
    profile = cProfile.Profile()
    profile.runcall(_ask, client, asked * ROUNDS)
    spent = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = _seconds(spent, "flask/app.py", "wsgi_app")
    for name, file, function in STEPS:
        yield name, _seconds(spent, file, function) / whole


def _ask(client: FlaskClient, asked: list[str]) -> None:
    for address in asked:
        client.get(address)


def _seconds(spent: dict[tuple[str, int, str], tuple[Any, ...]], file: str, function: str) -> float:
    """The time in a function and in what it calls."""
    return sum(entry[3] for (path, _, name), entry in spent.items() if path.endswith(file) and name == function)


def build(count: int) -> Iterator[tuple[str, float]]:
    """Microseconds of the processor that each step of a build takes for an article."""
    documents = list(islice(read(count), 2 * BATCH))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(0, len(documents), BATCH)]
        started = time.process_time()
        batches = [Batch.of(SCHEMA, documents[int(path.name) :][:BATCH]) for path in paths]
        taken = time.process_time()
        for batch, path in zip(batches, paths, strict=True):
            batch.write(path, batch.dictionary())
        written = time.process_time()
        merge([Part.of(Segment(path), frozenset()) for path in paths], Path(folder, "merged"))
        merged = time.process_time()
    for name, seconds in (("taking", taken - started), ("writing", written - taken), ("merging", merged - written)):
        yield name, seconds / len(documents) * 1e6


def main() -> None:
    """Prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    count = parser.parse_args().count
    for name, share in shares(count):
        print(f"{name}: {share:.0%} of a request")
    for name, microseconds in build(count):
        print(f"{name}: {microseconds:.0f} µs an article")


if __name__ == "__main__":
    main()
