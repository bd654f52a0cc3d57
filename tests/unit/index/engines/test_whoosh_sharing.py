"""One index, many threads and processes: some ask while one writes."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index import Document, Engine, Everything, FacetRequest, Query, Result, Word, open_engine
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import delete, fill, put

QUERY = Query(Word("moscow"), facets=(FacetRequest("actor"), FacetRequest("date")), limit=100)


def test_a_thread_gets_the_same_searcher_until_there_is_a_commit(engine: Engine) -> None:
    first, again = engine.searcher(), engine.searcher()
    put(engine, Document("new"))
    assert first is again and engine.searcher() is not first


def test_each_thread_gets_a_searcher_of_its_own(engine: Engine) -> None:
    with ThreadPoolExecutor(1) as other:
        assert other.submit(engine.searcher).result() is not engine.searcher()


def test_many_threads_get_the_same_answers(engine: Engine) -> None:
    expected = engine.searcher().search(QUERY)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: engine.searcher().search(QUERY), range(80)))
    assert all(answer == expected for answer in answers)


def test_threads_go_on_answering_while_others_commit(engine: Engine) -> None:
    finished = threading.Event()

    def ask() -> set[int]:
        totals = set()
        while not finished.is_set():
            totals.add(engine.searcher().count(Everything()))
        return totals

    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask) for _ in range(3)]
        for number in range(15):
            put(engine, Document(f"new-{number}"))
            delete(engine, f"new-{number}")
        fill(engine, DOCUMENTS)
        engine.prune(1)
        finished.set()
    assert set().union(*(asker.result() for asker in asking)) <= {len(DOCUMENTS), len(DOCUMENTS) + 1}


def test_another_engine_on_the_same_folder_sees_the_commit(engine: Engine, tmp_path: Path) -> None:
    other = open_engine(f"whoosh:{tmp_path / 'index'}", SCHEMA)
    before = other.searcher().document_count()
    put(engine, Document("new"))
    assert other.searcher().document_count() == before + 1


def answer_to(engine: Engine, answers: multiprocessing.SimpleQueue[list[Result]]) -> None:
    answers.put([engine.searcher().search(QUERY) for _ in range(20)])


def test_a_searcher_opened_before_a_fork_answers_on_both_sides(engine: Engine) -> None:
    expected = engine.searcher().search(QUERY)
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    child = fork.Process(target=answer_to, args=(engine, answers))
    child.start()
    mine = [engine.searcher().search(QUERY) for _ in range(20)]
    theirs = answers.get()
    child.join()
    assert [*mine, *theirs] == [expected] * 40


def test_files_of_earlier_commits_are_let_go(engine: Engine) -> None:
    opened = []
    for number in range(30):
        put(engine, Document(f"new-{number}"))
        engine.searcher().search(QUERY)
        gc.collect()
        opened.append(sum(1 for _ in Path("/proc/self/fd").iterdir()))
    assert max(opened) <= opened[0] + 10  # a few segments more, but not one for every commit
