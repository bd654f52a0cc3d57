"""The engines, and the one string that chooses among them: `whoosh:var/index`, `opensearch:http://host:9200/news`."""

from __future__ import annotations

import pkgutil
from pathlib import Path

from index.engine import Access, Engine, Limits
from index.engines.whoosh_engine import WhooshEngine
from index.errors import EngineError
from index.schema import Schema

_FORMS = "write it as whoosh:FOLDER or opensearch:http://HOST:9200/NAME"


def open_engine(url: str, schema: Schema, limits: Limits | None = None, access: Access | None = None) -> Engine:
    """The engine that the string names, with an index in it or not yet; raises EngineError where it names none.

    `access` is for engines that are asked over the network.
    """
    kind, _, place = url.partition(":")
    if kind == "whoosh" and place:
        return WhooshEngine(Path(place), schema, limits or Limits())
    if kind == "opensearch" and place:
        return _opensearch(place, schema, limits or Limits(), access or Access())
    raise EngineError(f"{kind!r} is no kind of engine, or its place is missing: {_FORMS}")


def _opensearch(place: str, schema: Schema, limits: Limits, access: Access) -> Engine:
    """Opens it by its name, because its client is an extra that an archive on one machine does without."""
    try:
        opened: Engine = pkgutil.resolve_name("index.engines.opensearch:open_opensearch")(place, schema, limits, access)
    except ModuleNotFoundError as error:
        raise EngineError(f"{error.name} is missing: pip install 'news-archive[opensearch]'") from error
    return opened
