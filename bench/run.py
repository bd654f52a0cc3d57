"""Runs engines side by side: one process each, rounds interleaved. `python -m bench.run 20000 ours tantivy`."""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.corpus import OUT, read, write
from bench.peers import Peer
from bench.peers.ours import Columnar, PlainWhoosh
from bench.peers.sqlite_peer import SQLite
from bench.peers.tantivy_peer import Tantivy
from bench.queries import Question, checksum, questions

PEERS: dict[str, Callable[[], Peer]] = {
    "ours": Columnar,
    "tantivy": Tantivy,
    "sqlite": SQLite,
    "whoosh": PlainWhoosh,
}


@dataclass
class Timings:
    """CPU milliseconds of one engine: for each question, one number a round; None where it cannot answer."""

    name: str
    total: list[int | None] = field(default_factory=list)
    plain: list[list[float]] = field(default_factory=list)
    full: list[list[float]] = field(default_factory=list)


def place(name: str, count: int) -> Path:
    """Where an engine's index of a corpus lies."""
    return OUT / f"index-{'ours' if name == 'whoosh' else name}-{count}"


def build(name: str, count: int) -> float:
    """Builds an engine's index anew; returns the seconds it took, reading the corpus among them."""
    write(count)
    shutil.rmtree(place(name, count), ignore_errors=True)
    started = time.perf_counter()
    PEERS[name]().build(read(count), place(name, count))
    return time.perf_counter() - started


def serve(name: str, count: int, seed: int, pipe: Connection) -> None:
    """A process that answers all questions once whenever it is told to."""
    asked, peer = questions(count, seed), PEERS[name]()
    peer.open(place(name, count))
    pipe.send((checksum(asked), [_total(peer, question) for question in asked]))
    while (with_snippets := pipe.recv()) is not None:
        gc.collect()
        gc.disable()
        pipe.send([_milliseconds(peer, question, with_snippets) for question in asked])
        gc.enable()


def _total(peer: Peer, question: Question) -> int | None:
    try:
        return peer.answer(question, False).total
    except NotImplementedError:
        return None


def _milliseconds(peer: Peer, question: Question, with_snippets: bool) -> float | None:
    try:
        started = time.process_time_ns()
        peer.answer(question, with_snippets)
        return (time.process_time_ns() - started) / 1e6
    except NotImplementedError:
        return None


def measure(names: list[str], count: int, rounds: int, seed: int = 7) -> dict[str, Timings]:
    """Interleaves rounds over all engines; every engine is asked every question in each."""
    asked = questions(count, seed)
    context = multiprocessing.get_context("spawn")
    pipes: dict[str, Any] = {}
    for name in names:
        pipes[name], theirs = context.Pipe()
        context.Process(target=serve, args=(name, count, seed, theirs), daemon=True).start()
    timings = {name: Timings(name) for name in names}
    for name, pipe in pipes.items():
        reported, timings[name].total = pipe.recv()
        assert reported == checksum(asked), f"{name} was asked other questions"
    for _ in range(rounds):
        for with_snippets in (False, True):
            for name, pipe in pipes.items():
                pipe.send(with_snippets)
                (timings[name].full if with_snippets else timings[name].plain).append(pipe.recv())
    for pipe in pipes.values():
        pipe.send(None)
    return timings


def per_question(rounds: list[list[float]]) -> list[float]:
    """The median over rounds for each question."""
    return [statistics.median(column) if None not in column else float("nan") for column in zip(*rounds, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("names", nargs="+", choices=PEERS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--build", action="store_true")
    given = parser.parse_args()
    for name in given.names:
        if name != "whoosh" and (given.build or not place(name, given.count).exists()):
            print(f"{name}: {given.count / build(name, given.count):,.0f} articles/s")
    timings = measure(given.names, given.count, given.rounds, given.seed)
    (OUT / f"timings-{given.count}-{given.seed}.json").write_text(json.dumps([vars(t) for t in timings.values()]))
    from bench.report import table

    print(table(timings, questions(given.count, given.seed)))


if __name__ == "__main__":
    main()
