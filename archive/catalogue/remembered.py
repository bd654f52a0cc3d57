"""What a catalogue says of values, kept in memory for as long as its file stays as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from archive.catalogue.database import Database

Found = TypeVar("Found")

_MOST_VALUES = 20_000


class Remembered(Generic[Found]):
    """Asks the catalogue for values that a thread has not asked for since the file changed.

    Only for catalogues that are opened for reading: SQLite does not tell a connection of its own changes.
    """

    def __init__(self, database: Database, look_up: Callable[[Collection[str]], dict[str, Found]]) -> None:
        self._database = database
        self._look_up = look_up
        self._of_thread = threading.local()

    def of(self, values: Collection[str], version: int | None = None) -> dict[str, Found]:
        """What is known of the values, without those of which nothing is.

        With the `version` that the file was at a moment ago, it is not asked whether it has changed since.
        """
        if not self._database.read_only:
            return self._look_up(values)
        known = self._known(self._database.version if version is None else version)
        if missing := [value for value in values if value not in known]:
            found = self._look_up(missing)
            known.update((value, found.get(value)) for value in missing)
        return {value: one for value in values if (one := known[value]) is not None}

    def _known(self, version: int) -> dict[str, Found | None]:
        """By value, None where nothing is known of it."""
        of_thread = self._of_thread
        if getattr(of_thread, "version", None) != version or len(of_thread.known) > _MOST_VALUES:
            of_thread.version, of_thread.known = version, {}
        known: dict[str, Found | None] = of_thread.known
        return known
