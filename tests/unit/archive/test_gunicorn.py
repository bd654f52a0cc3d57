"""The server's workers share the cores evenly.

In a process of its own, for reading the server's configuration sets up the metrics of several processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_FORK = """
import json, os
from types import SimpleNamespace
from archive.gunicorn import pre_fork, post_fork

server = SimpleNamespace(WORKERS={})

def fork(number):
    worker = server.WORKERS[number] = SimpleNamespace()
    others = {key: other for key, other in server.WORKERS.items() if key != number}
    pre_fork(SimpleNamespace(WORKERS=others), worker)
    return worker.core

cores = sorted(os.sched_getaffinity(0))
first = [fork(number) for number in range(2 * len(cores))]
again = fork(0)
post_fork(server, server.WORKERS[0])
print(json.dumps({"cores": cores, "first": first, "again": again, "kept_to": sorted(os.sched_getaffinity(0))}))
"""


@pytest.fixture(scope="module")
def forked() -> dict[str, object]:
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system cannot keep a process on a core")
    printed = subprocess.run([sys.executable, "-c", _FORK], capture_output=True, check=True, text=True).stdout
    found: dict[str, object] = json.loads(printed)
    return found


def test_every_core_has_as_many_workers(forked: dict[str, list[int]]) -> None:
    assert sorted(forked["first"]) == sorted(forked["cores"] * 2)


def test_a_worker_takes_the_core_of_the_one_that_it_replaces(forked: dict[str, list[int]]) -> None:
    assert forked["again"] == forked["first"][0]


def test_a_worker_stays_on_its_core(forked: dict[str, object]) -> None:
    assert forked["kept_to"] == [forked["again"]]
