"""How gunicorn serves the archive: `gunicorn --config python:archive.gunicorn 'archive.web:create_app()'`.

The application is loaded once and then forked; engine and catalogue are opened by each worker at its first request.
This file stands outside the web room because it must be read before anything there: the metrics library looks once,
when it is imported, for the folder through which the workers add up their counts.
"""

from __future__ import annotations

import os
import tempfile

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
