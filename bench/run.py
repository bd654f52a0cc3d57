"""Runs engines side by side: one process each, rounds interleaved."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from bench.corpus import OUT, read, write
from bench.peers import Peer, lucene_peer, xapian_peer
from bench.peers.ours import Columnar, PlainWhoosh
from bench.peers.sqlite_peer import SQLite
from bench.peers.tantivy_peer import Tantivy
from bench.queries import Question, checksum, questions

PEERS: dict[str, Callable[[], Peer]] = {
    "ours": Columnar,
    "tantivy": Tantivy,
    "lucene": lucene_peer.Lucene,
    "xapian": xapian_peer.Xapian,
    "sqlite": SQLite,
    "whoosh": PlainWhoosh,
}
WARM_UPS = 2
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
    """What building an index took: seconds, and the most memory of the process and of those that it started."""

    seconds: float
    peak_mb: float


def place(name: str, count: int) -> Path:
    """Where an engine's index of a corpus lies."""
    return OUT / f"index-{'ours' if name == 'whoosh' else name}-{count}"


def build(name: str, count: int) -> Built:
    """Builds an engine's index anew, in a process of its own."""
    write(count)
    shutil.rmtree(place(name, count), ignore_errors=True)
    return in_process(_build, name, count)


def in_process(task: Callable[..., T], *arguments: Any) -> T:
    """What a task gives in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def _build(name: str, count: int) -> Built:
    peer, documents = PEERS[name](), read(count)
    started = time.perf_counter()
    peer.build(documents, place(name, count))
    seconds = time.perf_counter() - started
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Built(seconds, max(peaks))


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
