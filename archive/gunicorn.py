"""How gunicorn serves the archive: `gunicorn --config python:archive.gunicorn 'archive.web:create_app()'`.

The application is loaded once and then forked; engine and catalogue are opened by each worker at its first request.
This file stands outside the web room because it must be read before anything there: the metrics library looks once,
when it is imported, for the folder through which the workers add up their counts.
"""

from __future__ import annotations

import gc
import os
import random
import tempfile
from collections import Counter
from typing import Any

from archive.settings import Settings

_settings = Settings.from_environment()
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="news-archive-metrics-"))

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
control_socket_disable = True  # it would be one file in the home folder for every archive of this person
limit_request_line = 8190


def when_ready(_: Any) -> None:
    """Leaves what is loaded by now out of garbage collections, which would hold up a search for it in vain."""
    gc.freeze()


def pre_fork(server: Any, worker: Any) -> None:
    """Gives a worker one of the cores that the fewest others have: any of them, for other servers may do the same."""
    taken = Counter(other.core for other in server.WORKERS.values())
    fewest = min(taken[core] for core in _cores())
    worker.core = random.choice([core for core in _cores() if taken[core] == fewest])  # noqa: S311 - no secret


def post_fork(_: Any, worker: Any) -> None:
    """Keeps a worker on its core.

    Its threads cannot run Python at the same time anyway. On several cores they would hand Python's lock, and with it
    all that lies in the caches, from core to core many times in every request.
    """
    if worker.core is not None:
        os.sched_setaffinity(0, {worker.core})


def _cores() -> list[int | None]:
    """The cores that this process may use; a nameless one where the system has no such thing."""
    return [*sorted(os.sched_getaffinity(0))] if hasattr(os, "sched_getaffinity") else [None]
