"""Search, facets and export over HTTP."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, request

from archive.search import FACETS, Request, run, run_facet
from archive.search.export import Format, export
from archive.search.network import network
from archive.search.receipt import make_receipt
from archive.search.suggest import suggest
from archive.web import examples
from archive.web.arguments import ApiBlueprint
from archive.web.conditional import conditional
from archive.web.parameters import (
    ExportParameters,
    FacetParameters,
    NetworkParameters,
    OrderedParameters,
    SearchParameters,
    SuggestParameters,
)
from archive.web.problems import NotFound
from archive.web.schemas import NetworkSchema, OneFacetSchema, ReceiptSchema, SearchSchema, SuggestSchema
from archive.web.service_schemas import ProblemSchema
from archive.web.state import now, state

blueprint = ApiBlueprint("search", __name__, url_prefix="/api/v1", description="Search the archive")

MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
_TEXT = {"type": "string"}
_NAME = {"in": "path", "name": "name", "description": "The facet.", "schema": {"type": "string", "enum": list(FACETS)}}
_SUFFIXES: dict[Format, str] = {"csv": "csv", "jsonl": "jsonl", "bibtex": "bib", "ris": "ris"}


@blueprint.get("/search")
@blueprint.arguments(SearchParameters)
@blueprint.response(200, SearchSchema, example=examples.SEARCH)
@blueprint.problems(400, 503)
@blueprint.alt_response(
    410,
    schema=ProblemSchema,
    content_type="application/problem+json",
    description="The cursor is of a state of the archive that is no longer known",
    example=examples.CURSOR_EXPIRED,
)
@conditional
def search(asked: Request) -> tuple[dict[str, Any], dict[str, str]]:
    """Searches: hits, exact total and facet counts."""
    body = run(asked, now())
    links = _links(body, asked)
    return body | links, {"Link": _link_header(links)}


@blueprint.get("/facets/<string:name>", parameters=[_NAME])
@blueprint.arguments(FacetParameters)
@blueprint.response(200, OneFacetSchema, example=examples.ONE_FACET)
@blueprint.problems(400, 404, 503)
@conditional
def facet(asked: tuple[Request, str], name: str) -> dict[str, Any]:
    """Counts one facet of a search, and looks for values in it by the beginning of their names."""
    if name not in FACETS:
        raise NotFound(f"There is no facet {name!r}; the facets are {', '.join(FACETS)}.")
    return run_facet(*_named(asked, name), now())


@blueprint.get("/export")
@blueprint.arguments(ExportParameters)
@blueprint.response(
    200, _TEXT, content_type=MEDIA_TYPES["jsonl"], description="The articles", example=examples.ARTICLES
)
@blueprint.alt_response(200, schema=_TEXT, content_type=MEDIA_TYPES["csv"], description="The articles", success=True)
@blueprint.alt_response(200, schema=_TEXT, content_type=MEDIA_TYPES["bibtex"], description="The articles", success=True)
@blueprint.alt_response(200, schema=_TEXT, content_type=MEDIA_TYPES["ris"], description="The articles", success=True)
@blueprint.problems(400, 503)
def export_search(asked: tuple[Request, str]) -> Response:
    """Streams every article that a search finds."""
    wanted, format = asked[0], cast(Format, asked[1])
    exported = export(wanted, format, now(), request.host_url.rstrip("/"))
    response = Response(exported.lines, mimetype=MEDIA_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="articles.{_SUFFIXES[format]}"'
    response.headers["X-Total-Count"] = str(exported.total)
    return response


@blueprint.get("/suggest")
@blueprint.arguments(SuggestParameters)
@blueprint.response(200, SuggestSchema, example=examples.SUGGEST)
@blueprint.problems(400, 503)
@conditional
def suggestions(asked: dict[str, Any]) -> dict[str, Any]:
    """Says what someone may be about to type: actors, countries, sources and titles, with counts."""
    return suggest(asked["q"], asked["size"], now())


@blueprint.get("/receipt")
@blueprint.arguments(OrderedParameters)
@blueprint.response(200, ReceiptSchema, example=examples.RECEIPT)
@blueprint.problems(400, 503)
def receipt(asked: Request) -> dict[str, Any]:
    """Gives a receipt of a search, which `archive receipt verify` checks later."""
    return make_receipt(asked, now())


@blueprint.get("/network")
@blueprint.arguments(NetworkParameters)
@blueprint.response(200, NetworkSchema, example=examples.NETWORK)
@blueprint.problems(400, 503)
@conditional
def actor_network(asked: tuple[Request, int]) -> dict[str, Any]:
    """Says who appears with whom: the foremost actors of a search, and in how many articles each two stand together."""
    return network(asked[0], asked[1], now())


def _named(asked: tuple[Request, str], name: str) -> tuple[Request, str, str]:
    return asked[0], name, asked[1]


def _links(body: dict[str, Any], asked: Request) -> dict[str, str | None]:
    """Addresses of the neighbouring pages; deeper than pages go, the next one is by cursor."""
    following = previous = None
    deepest = state().settings.max_depth // asked.page_size
    if body["next_cursor"] and not asked.cursor and asked.page < deepest:
        following = _address(page=str(asked.page + 1))
    elif body["next_cursor"]:
        following = _address(cursor=body["next_cursor"])
    if not asked.cursor and asked.page > 1:
        previous = _address(page=str(min(asked.page - 1, max(body["pages"], 1))))
    return {"next": following, "prev": previous}


def _link_header(links: dict[str, str | None]) -> str:
    """The neighbouring pages and the API's document, as a Link header (RFC 8288)."""
    described = {**links, "service-desc": "/api/v1/openapi.json"}
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in described.items() if address)


def _address(**changes: str) -> str:
    """The address asked for, at another place of the same search."""
    given = request.args.items(multi=True)
    kept = [pair for pair in given if pair[0] not in ("page", "cursor")]
    return f"{request.path}?{urlencode([*kept, *changes.items()])}"
