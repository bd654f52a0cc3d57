"""What else an index costs: memory, opening, an article more, cold filters. `python -m bench.costs 200000`."""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from archive.fields import SCHEMA
from bench.corpus import read
from bench.peers.ours import Columnar
from bench.peers.tantivy_peer import HEAP_BYTES, THREADS, tantivy_document
from bench.peers.tantivy_peer import schema as tantivy_schema
from bench.queries import FILTERED, MIX, questions
from bench.run import WARM_UPS, in_process, place
from index import Document, Everything, open_engine

ADDED = 20
PAUSE_SECONDS = 0.2


def size(path: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def worker_memory(count: int) -> float:
    """Megabytes that a process has for itself after it has answered the mix: what is not a page of the index's file."""
    peer = Columnar()
    peer.open(place("ours", count))
    for question in questions(count):
        if question.kind in MIX:
            peer.answer(question, True)
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def first_answer(count: int) -> float:
    """Milliseconds from opening an index to the first answer, with everything imported."""
    (question,) = islice((asked for asked in questions(count) if asked.kind == "common"), 1)
    peer, started = Columnar(), time.perf_counter()
    peer.open(place("ours", count))
    peer.answer(question, True)
    return (time.perf_counter() - started) * 1000


def cold_filters(count: int) -> float:
    """Milliseconds of a filtered question whose filter no one has used yet: the median."""
    peer, times = Columnar(), []
    for question in questions(count):
        if question.kind in FILTERED:
            peer.open(place("ours", count))
            peer.answer(replace(question, actors=(), countries=(), years=None), False)
            started = time.perf_counter()
            peer.answer(question, False)
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


@contextmanager
def copied(name: str, count: int) -> Iterator[Path]:
    """A copy of an index, to change."""
    with tempfile.TemporaryDirectory(dir=place(name, count).parent) as folder:
        yield Path(shutil.copytree(place(name, count), Path(folder, "index")))


def added(count: int) -> Iterator[Document]:
    """Articles to add."""
    for number, document in enumerate(islice(read(count), ADDED)):
        yield Document(f"added-{number}", document.values, document.language)


def visible_ours(count: int) -> float:
    """Milliseconds from an article to its being found in the same process, merging on: the median."""
    times = []
    with copied("ours", count) as folder:
        engine = open_engine(f"whoosh:{folder}", SCHEMA)
        before = engine.searcher().document_count()
        for number, document in enumerate(added(count), 1):
            started = time.perf_counter()
            with engine.writer() as writer:
                writer.put(document)
                writer.commit()
            assert engine.searcher().count(Everything()) == before + number
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def visible_tantivy(count: int) -> float:
    """The same for tantivy."""
    times = []
    with copied("tantivy", count) as folder:
        ix = tantivy.Index(tantivy_schema(), path=str(folder))
        before = ix.searcher().num_docs
        writer = ix.writer(heap_size=HEAP_BYTES, num_threads=THREADS)
        for number, document in enumerate(added(count), 1):
            started = time.perf_counter()
            writer.add_document(tantivy_document(document))
            writer.commit()
            ix.reload()
            assert ix.searcher().num_docs == before + number
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def add_articles(folder: Path, count: int) -> list[float]:
    """Adds articles one by one, some a second; says when each was begun."""
    engine, begun = open_engine(f"whoosh:{folder}", SCHEMA), []
    for document in added(count):
        begun.append(time.monotonic())
        with engine.writer() as writer:
            writer.put(document)
            writer.commit()
        time.sleep(PAUSE_SECONDS)
    return begun


class Meanwhile(NamedTuple):
    """While another process adds articles: the most milliseconds until one is seen, and the slowest search, as a
    multiple of the median of the same question, by the clock and by the processor's time."""

    delay: float
    slowest: float
    slowest_by_processor: float


def seen_meanwhile(count: int) -> Meanwhile:
    """Asks while another process adds."""
    asked = [question for question in questions(count) if question.kind == "common"]
    times: list[tuple[list[float], list[float]]] = [([], []) for _ in asked]
    seen: list[float] = []
    with copied("ours", count) as folder, ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        peer = Columnar()
        peer.engine = open_engine(f"whoosh:{folder}", SCHEMA)
        before = peer.engine.searcher().document_count()
        for question in asked * WARM_UPS:
            peer.answer(question, True)
        adding = pool.submit(add_articles, folder, count)
        while not adding.done() or len(seen) < ADDED:
            for question, (by_clock, by_processor) in zip(asked, times, strict=True):
                clock, processor = time.perf_counter(), time.thread_time()
                peer.answer(question, True)
                by_clock.append(time.perf_counter() - clock)
                by_processor.append(time.thread_time() - processor)
                known = peer.engine.searcher().document_count() - before
                seen += [time.monotonic()] * (known - len(seen))
        delays = [there - begun for there, begun in zip(seen, adding.result(), strict=True)]
    by_clocks, by_processors = zip(*times, strict=True)
    return Meanwhile(max(delays) * 1000, _slowest(by_clocks), _slowest(by_processors))


def _slowest(times: Iterable[Sequence[float]]) -> float:
    """The slowest of all as a multiple of its question's median."""
    return max(max(of_question) / statistics.median(of_question) for of_question in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    count = parser.parse_args().count
    ratios: list[tuple[str, Any, str]] = [
        ("index-size/tantivy", size(place("ours", count)) / size(place("tantivy", count)), "<=1.15"),
        ("worker-private-mb", in_process(worker_memory, count), "<=150"),
        ("open-to-first-answer-ms", in_process(first_answer, count), "<=200"),
        ("cold-filter-ms", in_process(cold_filters, count), "-"),
        ("add-to-visible/tantivy", in_process(visible_ours, count) / in_process(visible_tantivy, count), "<=1.0"),
    ]
    meanwhile = seen_meanwhile(count)
    ratios += [
        ("add-to-seen-ms", meanwhile.delay, "<=1000"),
        ("slowest-search-meanwhile/median", meanwhile.slowest, "<=5"),
        ("slowest-search-meanwhile/median (processor)", meanwhile.slowest_by_processor, "<=5"),
    ]
    for name, measured, target in ratios:
        print(f"{name} {measured:.2f} {target}")


if __name__ == "__main__":
    main()
