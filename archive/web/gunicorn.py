"""How gunicorn serves the archive: `gunicorn --config python:archive.web.gunicorn 'archive.web:create_app()'`.

The application is loaded once and then forked; engine and catalogue are opened by each worker at its first request.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any

from prometheus_client import multiprocess

from archive.settings import Settings
from archive.web.metrics import SHARED_FOLDER

_settings = Settings.from_environment()
os.environ.setdefault(SHARED_FOLDER, tempfile.mkdtemp(prefix="news-archive-metrics-"))

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = 8190


def child_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn calls it so
    """Takes a worker that ended out of the metrics that count the living."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
