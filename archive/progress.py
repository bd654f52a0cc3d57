"""How long work tells of itself; the command line draws it, a library need not."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told what is being done, of how many, and how far it has come."""

    def start(self, what: str, total: int | None = None) -> None:
        """Begins a stretch of work of `total` steps, or of a number not known."""

    def advance(self, steps: int = 1) -> None:
        """Says that so many more steps are done."""


class Silent:
    """Tells nobody."""

    def start(self, what: str, total: int | None = None) -> None:
        """Begins a stretch of work."""

    def advance(self, steps: int = 1) -> None:
        """Says that so many more steps are done."""


SILENT: Progress = Silent()
