"""What came of an ingest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archive.catalogue import Skipped


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of pages by what came of them; what was skipped, and what was kept with a warning, with the reasons.

    `recleaned` are the ids of earlier articles that changed because their source's furniture was learned anew.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    recleaned: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Skipped, ...] = ()
    interrupted: bool = False

    @property
    def taken(self) -> int:
        """How many pages are in the archive, whether this put them there or not."""
        return self.added + self.updated + self.unchanged + self.duplicates

    @property
    def pages(self) -> int:
        """How many pages were looked at."""
        return self.taken + len(self.skipped)


@dataclass(slots=True)
class Tally:
    """A report being counted."""

    counts: Counter[str] = field(default_factory=Counter)
    recleaned: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)

    def report(self, interrupted: bool) -> Report:
        """The counts so far."""
        return Report(
            **self.counts,
            recleaned=tuple(self.recleaned),
            skipped=tuple(self.skipped),
            warnings=tuple(self.warnings),
            interrupted=interrupted,
        )
