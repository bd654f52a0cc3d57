"""Asks the engine what a request asks, and gives the answer as the API's body."""

from __future__ import annotations

import dataclasses
import time

from archive.search.body import Body, explanation_body, facet_body, query_body, search_body
from archive.search.moment import Moment
from archive.search.question import facet_request, understand
from archive.search.request import Request
from index import explain


def run(request: Request, moment: Moment) -> Body:
    """The answer to a search, as in `/api/v1/search`; with no hits it explains itself.

    Raises BadParameters, and what the engine raises.
    """
    started = time.perf_counter()
    names = moment.names
    question = understand(request, names)
    searcher = moment.searcher_of(question.commit)
    result = searcher.search(question.query)
    body = search_body(question, result, searcher.commit, names)
    explanation = None if result.total else explanation_body(explain(searcher, question.query), request.q, names)
    took_ms = round((time.perf_counter() - started) * 1000, 1)
    return body | {"explanation": explanation, "took_ms": took_ms, "generation": searcher.generation}


def run_facet(request: Request, facet: str, prefix: str, moment: Moment) -> Body:
    """The counts of one facet of a search; with a prefix, only values whose name has a word that begins so."""
    names = moment.names
    question = understand(dataclasses.replace(request, facet=(facet,)), names)
    searcher = moment.searcher
    only = None
    if prefix:
        field = question.request.field(facet)
        only = names.matching(facet, prefix, [value for value, _ in searcher.values(field)])
    counts = facet_request(question.request, facet, only)
    result = searcher.search(dataclasses.replace(question.query, limit=0, snippets=None, facets=(counts,)))
    query = {"query": query_body(question, names), "total": result.total}
    return {"facet": facet} | query | facet_body(result.facets[0], names)
