"""What the requests of one process share: the settings, the engine, the catalogue, and answers that were given."""

from __future__ import annotations

import threading
from typing import cast

from flask import current_app, g

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.search.moment import Moment
from archive.settings import Settings
from archive.web.remembered import RememberedAnswers
from index import Engine, Limits, open_engine

_KEY = "news-archive"


class State:
    """Opens engine and catalogue at their first use, so that each worker process has its own."""

    def __init__(self, settings: Settings, engine: Engine | None, catalogue: Catalogue | None) -> None:
        self.settings = settings
        self.answers = RememberedAnswers(settings.answer_cache_bytes)
        self._engine = engine
        self._catalogue = catalogue
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """The engine that answers. Raises what `open_engine` raises."""
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self.settings.engine_url, SCHEMA, self._limits(), self.settings.access)
            return self._engine

    def _limits(self) -> Limits:
        return Limits(terms=self.settings.max_expansions, timeout_seconds=self.settings.search_timeout_seconds)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, for reading. Raises CatalogueMissing."""
        with self._lock:
            if self._catalogue is None:
                self._catalogue = Catalogue.open(self.settings.catalogue_path, read_only=True)
            return self._catalogue


def keep(state: State) -> None:
    """Makes the state that of the current app."""
    current_app.extensions[_KEY] = state


def state() -> State:
    """The state of the current app."""
    return cast(State, current_app.extensions[_KEY])


def now() -> Moment:
    """The archive when the request first asked for it. Raises CatalogueMissing, and what the engine raises."""
    if "moment" not in g:
        here = state()
        g.moment = Moment(here.engine, here.catalogue)
    return cast(Moment, g.moment)
