"""Who appears with whom: for a search, its foremost actors and in how many articles each two of them stand together."""

from __future__ import annotations

import dataclasses

from archive.search.body import Body, facet_body, query_body
from archive.search.moment import Moment
from archive.search.question import understand
from archive.search.request import Request
from index import And, AnyOf, Clause, FacetRequest, Query, Searcher


def network(request: Request, size: int, moment: Moment) -> Body:
    """The `size` actors in most articles of a search, and links between those that share an article, most first.

    Raises BadParameters, and what the engine raises.
    """
    names = moment.names
    question = understand(dataclasses.replace(request, facet=()), names)
    searcher = moment.searcher
    everything = _with_actors_as_text(question.query)
    counts = searcher.search(dataclasses.replace(everything, facets=(FacetRequest("actor", size=size),)))
    nodes = [bucket for bucket in facet_body(counts.facets[0], names)["values"] if bucket["count"]]
    values = [node["value"] for node in nodes]
    links = [
        link for place, value in enumerate(values) for link in _links(searcher, everything, value, values[place + 1 :])
    ]
    return {
        "query": query_body(question, names),
        "total": counts.total,
        "nodes": [{name: node.get(name) for name in ("value", "label", "type", "count")} for node in nodes],
        "links": sorted(links, key=lambda link: (-link["count"], link["source"], link["target"])),
    }


def _with_actors_as_text(query: Query) -> Query:
    """The query with its choice of actors as a clause, so that counts over actors see that choice too."""
    chosen = tuple(filter_ for filter_ in query.filters if isinstance(filter_, AnyOf) and filter_.field == "actor")
    others = tuple(filter_ for filter_ in query.filters if filter_ not in chosen)
    return dataclasses.replace(query, text=_and(query.text, *chosen), filters=others, limit=0, snippets=None)


def _links(searcher: Searcher, everything: Query, value: str, others: list[str]) -> list[Body]:
    together = dataclasses.replace(
        everything,
        text=_and(everything.text, AnyOf("actor", (value,))),
        facets=(FacetRequest("actor", size=len(others), only=frozenset(others)),),
    )
    buckets = searcher.search(together).facets[0].buckets
    return [{"source": value, "target": bucket.value, "count": bucket.count} for bucket in buckets if bucket.count]


def _and(*clauses: Clause) -> Clause:
    return clauses[0] if len(clauses) == 1 else And(clauses)
