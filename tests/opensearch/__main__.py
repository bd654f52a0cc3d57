"""Starts a real cluster of three nodes, runs the tests that need one, and stops it: `python -m tests.opensearch`.

`--lean` runs a part of them that takes two minutes of a machine with nothing else to do; other arguments go to pytest.
Ends with the first run that fails. Exit code 0 where all passed, or where this machine cannot run a cluster, which it
says.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass

import pytest

from tests.opensearch.cluster import CLUSTER, CannotRun, Cluster, running
from tests.opensearch.disposable import HOSTS_VARIABLE

_NODES = 3
_SURVIVAL = "tests/opensearch/test_opensearch_survival.py"
_RUNS = (
    ("tests/api", "tests/page/test_search_page.py", "tests/page/test_live_page.py", "tests/page/test_stories.py"),
    ("tests/contract", "tests/differential", "tests/opensearch", "-k", "opensearch", f"--ignore={_SURVIVAL}"),
    (_SURVIVAL,),  # it leaves a cluster that answers nothing
)
_LEAN = (
    ("-x", "tests/api/test_search.py", "tests/api/test_problems.py", "tests/page/test_search_page.py"),
    ("-x", "tests/contract", "tests/opensearch/test_opensearch_faults.py", "-k", "opensearch"),
    ("-x", _SURVIVAL, "-k", "killed or dead"),
)


@dataclass(frozen=True)
class Started:
    """Gives the running cluster to the tests that kill nodes of it."""

    cluster: Cluster

    def pytest_configure(self, config: pytest.Config) -> None:
        """Puts it where the fixture finds it."""
        config.stash[CLUSTER] = self.cluster


def main(arguments: list[str]) -> int:
    """Runs the tests; returns pytest's exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # pytest ends for an interrupt, and so do the nodes
    runs = {(): _RUNS, ("--lean",): _LEAN}.get(tuple(arguments), (tuple(arguments),))
    try:
        with running(_NODES) as cluster:
            os.environ[HOSTS_VARIABLE] = cluster.hosts
            codes = (int(pytest.main([*run], plugins=[Started(cluster)])) for run in runs)
            return next(filter(None, codes), 0)
    except CannotRun as reason:
        print(f"NOT RUN: the tests against a real OpenSearch cluster ({reason})")
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
