"""The command `archive`. Exit codes: 0 done, 1 failed, 2 used wrongly, 3 somebody else is writing."""

from __future__ import annotations

import dataclasses
import sqlite3
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import click

from archive.actor_names import BadActorFile
from archive.catalogue import CatalogueError
from archive.commands.actors import actors
from archive.commands.configuring import settings as show_settings
from archive.commands.indexing import check, generations, reindex
from archive.commands.moving import compare, migrate
from archive.commands.reading import export, search, show, stats
from archive.commands.receipts import receipt
from archive.commands.serving import serve
from archive.commands.taking_in import add, delete, ingest, learn
from archive.commands.workplace import Workplace
from archive.learning import BadRuleFile
from archive.search import BadParameters
from archive.settings import BadSetting, Settings
from index import (
    EngineError,
    EngineUnavailable,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    QueryError,
    SearchError,
    VerificationFailed,
)

FAILED, WRONG_USE, BUSY = 1, 2, 3

_NEXT_STEPS: tuple[tuple[type[Exception], int, str], ...] = (
    (IndexLocked, BUSY, "Wait until it is done; nothing was changed."),
    (IndexMissing, FAILED, "Build it with `archive reindex`."),
    (IndexDamaged, FAILED, "Mend it with `archive reindex`; the catalogue has everything."),
    (EngineUnavailable, FAILED, "Try again in a moment; ARCHIVE_ENGINE says which cluster is asked."),
    (VerificationFailed, FAILED, "Nothing was changed; `archive check` says more."),
    (EngineError, FAILED, "ARCHIVE_ENGINE names the engine that is asked; `archive settings` shows what is set."),
    (QueryError, WRONG_USE, "`archive search --help` has examples."),
    (SearchError, FAILED, "Ask a narrower question."),
    (BadParameters, WRONG_USE, "`archive search --help` lists the options."),
    (CatalogueError, FAILED, "--home, or ARCHIVE_HOME, names the archive's folder."),
    (BadRuleFile, FAILED, "Mend the line, or remove the file."),
    (BadActorFile, FAILED, "Mend the line, or remove the file."),
    (BadSetting, WRONG_USE, "Mend the environment variable."),
    (sqlite3.OperationalError, BUSY, "The catalogue could not be written: is another `archive ingest` running?"),
    (BrokenProcessPool, FAILED, "A process died, perhaps for want of memory: run it again with ARCHIVE_PROCESSES=1."),
)


class _Commands(click.Group):
    """Turns what may go wrong into one line that says what happened, and one that says what to do."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except tuple(kind for kind, _, _ in _NEXT_STEPS) as error:
            raise _Failure(error) from error


class _Failure(click.ClickException):
    """What happened and what to do next; `exit_code` is by the kind of error."""

    def __init__(self, error: Exception) -> None:
        code, step = next((code, step) for kind, code, step in _NEXT_STEPS if isinstance(error, kind))
        super().__init__(f"{error}\n{step}")
        self.exit_code = code  # type: ignore[misc]  # click declares it for the class, and reads it of the instance


@click.group(cls=_Commands)
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), help="The archive's folder; else ARCHIVE_HOME, or var."
)
@click.version_option(package_name="news-archive")
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """A searchable archive of news articles.

    \b
    Example:
      archive ingest pages/
      archive search kosovo
      archive serve
    """
    settings = Settings.from_environment()
    context.obj = Workplace(dataclasses.replace(settings, home=home) if home else settings)


for command in (
    ingest,
    add,
    delete,
    learn,
    actors,
    reindex,
    search,
    show,
    stats,
    check,
    generations,
    migrate,
    compare,
    export,
    receipt,
    serve,
    show_settings,
):
    main.add_command(command)
