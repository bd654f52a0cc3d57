"""Runs engines side by side: one process each, rounds interleaved."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from bench.corpus import OUT, read, write
from bench.peers import Peer, lucene_peer, xapian_peer
from bench.peers.ours import Columnar
from bench.peers.sqlite_peer import SQLite
from bench.peers.tantivy_peer import Tantivy, TantivyThreads
from bench.peers.whoosh_peer import Whoosh
from bench.queries import Question, checksum, questions

PEERS: dict[str, Callable[[], Peer]] = {
    "ours": Columnar,
    "tantivy": Tantivy,
    "tantivy-threads": TantivyThreads,
    "lucene": lucene_peer.Lucene,
    "xapian": xapian_peer.Xapian,
    "sqlite": SQLite,
    "whoosh": Whoosh,
}
WARM_UPS = 2
SAMPLED_EVERY = 0.05
T = TypeVar("T")


@dataclass
class Timings:
    """CPU milliseconds of one engine: for each question, one number a round; None where it cannot answer."""

    name: str
    total: list[int | None] = field(default_factory=list)
    plain: list[list[float | None]] = field(default_factory=list)
    full: list[list[float | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Built:
    """What building an index took: seconds, and the most memory that any of its processes had for itself."""

    seconds: float
    peak_mb: float


def place(name: str, count: int) -> Path:
    """Where an engine's index of a corpus lies."""
    return OUT / f"index-{name}-{count}"


def build(name: str, count: int) -> Built:
    """Builds an engine's index anew, in a process of its own."""
    write(count)
    shutil.rmtree(place(name, count), ignore_errors=True)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        building, peak = pool.submit(_build, name, count), 0.0
        while not building.done():
            peak = max(peak, *map(private_mb, descendants(os.getpid())))
            time.sleep(SAMPLED_EVERY)
        return Built(building.result(), peak)


def descendants(process: int) -> list[int]:
    """A process with those that it started, and those that they did."""
    found = [process]
    for started in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it has ended
            found += [number for child in started.read_text().split() for number in descendants(int(child))]
    return found


def private_mb(process: int) -> float:
    """The memory of a process that is not of files."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
    return 0.0


def in_process(task: Callable[..., T], *arguments: Any) -> T:
    """What a task gives in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def _build(name: str, count: int) -> float:
    peer, documents = PEERS[name](), read(count)
    started = time.perf_counter()
    peer.build(documents, place(name, count))
    return time.perf_counter() - started


def serve(name: str, count: int, seed: int, pipe: Connection) -> None:
    """A process that answers all questions once whenever it is told to."""
    asked, peer = questions(count, seed), PEERS[name]()
    peer.open(place(name, count))
    pipe.send((checksum(asked), [_total(peer, question) for question in asked]))
    for _ in range(WARM_UPS):
        for question in asked:
            _milliseconds(peer, question, True)
    if isinstance(peer, lucene_peer.Lucene):
        peer.warm_up(asked)
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
    started = time.process_time_ns()
    try:
        answer = peer.answer(question, with_snippets)
    except NotImplementedError:
        return None
    here = (time.process_time_ns() - started) / 1e6
    return here if answer.milliseconds is None else answer.milliseconds


def measure(names: list[str], count: int, rounds: int, seed: int = 7) -> dict[str, Timings]:
    """Interleaves rounds over all engines; every engine is asked every question in each. The first is not counted: in
    it memory is had from the system, and the processor wakes up."""
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
    for number in range(rounds + 1):
        for with_snippets in (False, True):
            for name, pipe in pipes.items():
                pipe.send(with_snippets)
                measured = pipe.recv()
                if number > 0:
                    (timings[name].full if with_snippets else timings[name].plain).append(measured)
    for pipe in pipes.values():
        pipe.send(None)
    return timings
