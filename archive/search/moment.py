"""The archive at one moment, so that an answer is all of one piece."""

from __future__ import annotations

import functools

from archive.catalogue import Catalogue
from archive.search.names import Names
from index import Engine, Searcher


class Moment:
    """The archive as it is when it is first asked: whatever an answer says is of one commit, under the same names.

    Made anew for every answer, and for one thread. Asking whether index and catalogue have changed takes longer than
    many a search: here it is done once.
    """

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.names = Names(catalogue)
        self._engine = engine

    @functools.cached_property
    def searcher(self) -> Searcher:
        """Answers from the newest commit. Raises what the engine raises."""
        return self._engine.searcher()

    def searcher_of(self, commit: str | None) -> Searcher:
        """Answers from that commit, None for the newest. Raises CommitGone, and what the engine raises."""
        return self.searcher if commit is None else self._engine.searcher(commit)

    @functools.cached_property
    def state(self) -> tuple[int, str, int]:
        """Generation, commit and change: what the archive answers is the same until one of these is another."""
        change = self.catalogue.last_change(self.names.version)
        return self.searcher.generation, self.searcher.commit, change
