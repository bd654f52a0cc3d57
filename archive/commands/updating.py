"""Brings the index up to date after a command has changed the catalogue."""

from __future__ import annotations

from archive import reindex as reindexing
from archive.catalogue import Catalogue
from archive.commands.drawing import progress
from archive.commands.workplace import Workplace, say
from archive.progress import Progress
from index import Engine, IndexLocked, IndexMissing


def update_index(workplace: Workplace, catalogue: Catalogue) -> None:
    """Brings the index up to date, or builds it; where someone else writes it, he takes these changes in too."""
    with workplace.engine() as engine, progress() as drawn:
        try:
            _update_or_build(catalogue, engine, workplace.settings.keep_generations, drawn)
        except IndexLocked as error:
            say(f"Kept in the catalogue; {error}, and will take this in.")


def _update_or_build(catalogue: Catalogue, engine: Engine, keep: int, drawn: Progress) -> None:
    try:
        reindexing.update(catalogue, engine, drawn)
    except IndexMissing:
        reindexing.reindex(catalogue, engine, keep, drawn)
