"""An example of every answer, for the OpenAPI document."""

from __future__ import annotations

from typing import Any, TypeAlias

import orjson

Example: TypeAlias = dict[str, Any]

_LAVROV: Example = {"value": "sergei-lavrov", "label": "Sergei Lavrov", "type": "person"}
_NATO: Example = {"value": "nato", "label": "NATO", "type": "organisation"}
_SLOVENIA: Example = {"value": "SI", "label": "Slovenia"}
_CUT: Example = {"rule": "appeal", "text": "Support us", "line": 5}

QUERY: Example = {
    "q": '"cordon sanitaire"',
    "q_op": "and",
    "match": "folded",
    "expansions": [{"word": "cordon sanitaire", "terms": ["cordon sanitaire"]}],
    "sentence": "Articles that mention “cordon sanitaire”, with Sergei Lavrov.",
    "filters": [{"parameter": "actor", "value": "sergei-lavrov", "label": "Sergei Lavrov"}],
    "actor_op": "or",
    "country_op": "or",
    "country_role": "any",
    "sort": "relevance",
    "collapse": None,
    "ignored": [],
}

HIT: Example = {
    "id": "1d6120e88717e8b7",
    "title": "Moscow Blames EU and NATO for Latest Balkan Tensions",
    "date": "2019-05-29",
    "date_precision": "day",
    "date_source": "json",
    "source": "danube-dispatch",
    "language": "en",
    "url": None,
    "copies": 1,
    "actors": [_LAVROV, _NATO],
    "countries": [_SLOVENIA],
    "snippets": ["to create a “<mark>cordon sanitaire</mark>” around Russia"],
    "score": 9.65,
}

FACET: Example = {
    "values": [{**_LAVROV, "count": 1, "selected": True}, {**_NATO, "count": 1, "selected": False}],
    "total_values": 2,
    "other_count": 0,
    "missing_count": 0,
    "missing_selected": False,
    "exact": True,
}

SEARCH: Example = {
    "query": QUERY,
    "total": 1,
    "groups": None,
    "took_ms": 3.1,
    "generation": 7,
    "page": 1,
    "page_size": 10,
    "pages": 1,
    "next": None,
    "prev": None,
    "next_cursor": None,
    "hits": [HIT],
    "facets": {"actor": FACET},
    "explanation": None,
}

ONE_FACET: Example = {"facet": "actor", "query": QUERY, "total": 1, **FACET}

ARTICLE: Example = {
    "id": "1d6120e88717e8b7",
    "url": None,
    "source": "danube-dispatch",
    "title": "Moscow Blames EU and NATO for Latest Balkan Tensions",
    "text": "On a visit to Slovenia, Sergei Lavrov spoke of NATO.",
    "language": "en",
    "script": "Latn",
    "caption": None,
    "credit": "Reuters contributed reporting to this article.",
    "date": "2019-05-29",
    "date_precision": "day",
    "date_source": "json",
    "actors": [
        {**_LAVROV, "surfaces": ["Sergei Lavrov"], "spans": [[24, 37]]},
        {**_NATO, "surfaces": ["NATO"], "spans": [[47, 51]]},
    ],
    "countries": [{**_SLOVENIA, "about": False, "mentions": 1, "spans": [[14, 22]]}],
    "cuts": [_CUT],
    "copies": [],
    "corrects": None,
    "corrected_by": [],
    "extra": {},
}

ARTICLES = orjson.dumps(ARTICLE).decode() + "\n"

SIMILAR: Example = {"id": "1d6120e88717e8b7", "hits": [HIT]}

SUGGEST: Example = {
    "q": "lav",
    "titles": [],
    "actor": [{**_LAVROV, "count": 12}],
    "country": [],
    "source": [],
}

NETWORK: Example = {
    "query": QUERY,
    "total": 1,
    "nodes": [{**_NATO, "count": 1}, {**_LAVROV, "count": 1}],
    "links": [{"source": "nato", "target": "sergei-lavrov", "count": 1}],
}

RECEIPT: Example = {
    "parameters": {"q": '"cordon sanitaire"', "actor": ["sergei-lavrov"]},
    "query": QUERY,
    "generation": 7,
    "total": 1,
    "ids_sha256": "a0f6d6e60ad7b9b2b1d4b3c4b0f2b1a6a2b8f6de5f0e0d3c2b1a09f8e7d6c5b4",
    "made_at": "2026-05-29T12:00:00+00:00",
}

STATUS: Example = {
    "name": "News archive",
    "version": "1.0.0",
    "articles": 85,
    "documents": 85,
    "generation": 7,
    "up_to_date": True,
    "generations": [
        {
            "number": 7,
            "created": "2026-05-29T12:00:00+00:00",
            "documents": 85,
            "current": True,
            "size_bytes": 1961133,
        }
    ],
}

CITATION = (
    "“Talks in Brussels”, the-courier, July 2019. https://archive.example/articles/1d6120e88717e8b7 (generation 7)."
)


def problem(status: int, title: str, code: str, detail: str, *errors: Example) -> Example:
    """An example of a problem."""
    return {
        "type": f"/help/errors#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
        "request_id": "ae0155fc15e849ea81e5a0cc39b1548f",
    }


_UNKNOWN: Example = {
    "parameter": "pge",
    "message": "there is no parameter 'pge'; did you mean 'page'?",
    "position": None,
}

PROBLEMS: dict[int, Example] = {
    400: problem(400, "Bad Request", "unknown_parameter", f"pge: {_UNKNOWN['message']}", _UNKNOWN),
    404: problem(404, "Not Found", "not_found", "No article '1d6120e88717e8b7'."),
    410: problem(410, "Gone", "gone", "The article '1d6120e88717e8b7' was deleted."),
    503: problem(503, "Service Unavailable", "index_missing", "There is no index yet. Run `archive reindex`."),
}

CURSOR_EXPIRED = problem(
    410,
    "Gone",
    "cursor_expired",
    "The archive has changed since this cursor was given out, and no longer knows how it was then. "
    "Begin again at the first page, or sort by date: such a cursor stays good.",
)
