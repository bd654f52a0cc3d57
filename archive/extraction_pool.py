"""Extraction on every core: batches of pages go out to processes, and come back in order."""

from __future__ import annotations

import dataclasses
import functools
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Self, TypeAlias

from archive.catalogue import Skipped, SourcePage
from archive.extract import Craft, Extraction, extract
from archive.text.actors import NameFinder

FEW_PAGES = 100
"""So many pages are done sooner than processes start."""

AHEAD = 3
"""Batches in work or waiting for each process: enough that none idles, few enough that memory stays small."""

Results: TypeAlias = list[Extraction | Skipped]
LoadFinder: TypeAlias = Callable[[], NameFinder | None]


class ExtractionPool:
    """Extracts pages in `processes` processes (0: one for each core), or in this one when there are few.

    A context manager. `load_finder` is a function of a module; each process calls it once, for it may take seconds.
    """

    def __init__(self, processes: int, craft: Craft, load_finder: LoadFinder, pages: int) -> None:
        self._craft = craft
        self._load_finder = load_finder
        self._processes = 1 if pages <= FEW_PAGES else processes or len(os.sched_getaffinity(0))
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._processes > 1:
            self._executor = ProcessPoolExecutor(
                self._processes,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._craft, self._load_finder),
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def map(self, batches: Iterable[list[SourcePage]]) -> Iterator[Results]:
        """What became of the pages of each batch, in order."""
        if self._executor is None:
            yield from self._map_here(batches)
            return
        waiting: deque[Future[Results]] = deque()
        for batch in batches:
            waiting.append(self._executor.submit(_extract, batch))
            if len(waiting) >= AHEAD * self._processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _map_here(self, batches: Iterable[list[SourcePage]]) -> Iterator[Results]:
        for batch in batches:
            yield extract(batch, dataclasses.replace(self._craft, finder=_loaded(self._load_finder)))


@functools.cache
def _loaded(load_finder: LoadFinder) -> NameFinder | None:
    return load_finder()


class _Worker:
    """What a worker process keeps between batches."""

    craft = Craft()


def _begin(craft: Craft, load_finder: LoadFinder) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _Worker.craft = dataclasses.replace(craft, finder=_loaded(load_finder))


def _extract(batch: list[SourcePage]) -> Results:
    return extract(batch, _Worker.craft)
