"""Whether a generation is whole: every shard there, every document readable, once, and as many as there should be."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from index.engines.opensearch.clauses import EVERYTHING
from index.engines.opensearch.client import Json
from index.engines.opensearch.generations import Generations, Note
from index.engines.opensearch.mapping import values
from index.engines.opensearch.view import View
from index.schema import Schema

_WHOLE: Json = {"query": EVERYTHING, "sort": [{"id": "asc"}], "_source": ["id", "stored"]}


def problems(generations: Generations, note: Note, schema: Schema, documents: int | None = None) -> tuple[str, ...]:
    """Reads everything and says what is wrong, a sentence each; empty when all is well."""
    name = generations.documents(note.number)
    found = list(_missing_copies(generations, name))
    if found:
        return tuple(found)
    with contextlib.closing(View(generations, note, None)) as view:
        counted = view.ask({"size": 0, "track_total_hits": True})["hits"]["total"]["value"]
        read = 0
        for hit in view.walk(_WHOLE):
            read += 1
            try:
                values(hit["_source"]["stored"], schema)
            except (KeyError, ValueError) as error:
                found.append(f"document {hit['_id']} of {name} cannot be read: {error}")
    if read != counted:
        found.append(f"{name} counts {counted:,} documents, but {read:,} can be read")
    if documents is not None and read != documents:
        found.append(f"{name} holds {read:,} documents, not {documents:,}")
    return tuple(found)


def _missing_copies(generations: Generations, name: str) -> Iterator[str]:
    health = generations.client.ask("GET", f"/_cluster/health/{name}")
    if health["status"] == "red":
        yield f"shards of {name} are on no node that is running: start the nodes that hold them"
    elif health["unassigned_shards"]:
        yield f"{health['unassigned_shards']} replicas of {name} have no node to be on: add nodes, or ask for fewer"
