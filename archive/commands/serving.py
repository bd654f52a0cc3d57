"""The command that serves API and search page."""

from __future__ import annotations

import os
import sys

import click

from archive.commands.workplace import Workplace, pass_workplace, say


@click.command()
@click.option("--host", help="Address to listen on; by default the setting host.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; by default the setting port.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default the setting workers.")
@pass_workplace
def serve(workplace: Workplace, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the search page and the API with gunicorn.

    \b
    Example:
      archive serve --port 8080
    """
    settings = workplace.settings
    host, port, workers = host or settings.host, settings.port if port is None else port, workers or settings.workers
    say(f"Search page  http://{host}:{port}/")
    say(f"API          http://{host}:{port}/api/v1/search  (documents: /api/v1/docs)")
    say("Ctrl-C stops.")
    os.environ["ARCHIVE_HOME"] = str(settings.home)
    options = ["--config", "python:archive.gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers)]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, "archive.web:create_app()"])  # noqa: S606
