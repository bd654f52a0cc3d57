"""What every command works with: the settings, and the catalogue and engine that they name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import click

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.settings import Settings
from index import Engine, Limits, open_engine


@dataclass(frozen=True, slots=True)
class Workplace:
    """One archive, as the settings describe it."""

    settings: Settings

    def catalogue(self, read_only: bool = False) -> Catalogue:
        """The archive's catalogue, to be used as a context manager; raises CatalogueError."""
        return Catalogue.open(self.settings.catalogue_path, read_only)

    @contextmanager
    def engine(self, url: str | None = None) -> Iterator[Engine]:
        """The archive's engine, or that of another URL; raises EngineError."""
        limits = Limits(terms=self.settings.max_expansions, timeout_seconds=self.settings.search_timeout_seconds)
        with closing(open_engine(url or self.settings.engine_url, SCHEMA, limits, self.settings.access)) as engine:
            yield engine


pass_workplace = click.make_pass_decorator(Workplace)


def say(message: str) -> None:
    """Tells the person at the terminal; data goes to the standard output instead."""
    click.echo(message, err=True)


def is_terminal() -> bool:
    """Whether somebody watches what is told."""
    return sys.stderr.isatty()
