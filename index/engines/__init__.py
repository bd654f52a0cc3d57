"""The engines, and the one string that chooses among them: `whoosh:var/index`, `opensearch:http://host:9200/news`."""

from __future__ import annotations

from pathlib import Path

from index.engine import Engine, Limits
from index.engines.whoosh_engine import WhooshEngine
from index.errors import EngineError
from index.schema import Schema


def open_engine(url: str, schema: Schema, limits: Limits | None = None) -> Engine:
    """The engine that the string names, with an index in it or not yet; raises EngineError where it names none."""
    kind, colon, place = url.partition(":")
    if kind == "whoosh" and place:
        return WhooshEngine(Path(place), schema, limits or Limits())
    raise EngineError(f"{url!r} names no engine: write it as whoosh:FOLDER" + ("" if colon else ", with a colon"))
