"""Serves an archive for a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from werkzeug.serving import make_server

from archive.web import create_app
from tests.small_archive import settings_of


def serve(home: Path) -> Iterator[str]:
    """Yields the address at which the archive in that folder is served, and stops serving it afterwards."""
    server = make_server("127.0.0.1", 0, create_app(settings_of(home)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
