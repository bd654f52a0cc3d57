"""Search, facets and export over HTTP."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, request

from archive.search import FACETS, Request, run, run_facet
from archive.search.export import Format, export
from archive.web.address import Address
from archive.web.arguments import ApiBlueprint
from archive.web.parameters import ExportParameters, FacetParameters, SearchParameters
from archive.web.problems import NotFound
from archive.web.schemas import OneFacetSchema, SearchSchema
from archive.web.state import state

blueprint = ApiBlueprint("search", __name__, url_prefix="/api/v1", description="Search the archive")

_MEDIA_TYPES: dict[Format, str] = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


@blueprint.get("/search")
@blueprint.arguments(SearchParameters, location="query")
@blueprint.response(200, SearchSchema)
@blueprint.problems(400, 503)
def search(asked: Request) -> dict[str, Any]:
    """Searches: hits, exact total and facet counts."""
    body = run(asked, state().engine, state().catalogue)
    return body | _links(body, asked)


@blueprint.get("/facets/<string:name>")
@blueprint.arguments(FacetParameters, location="query")
@blueprint.response(200, OneFacetSchema)
@blueprint.problems(400, 404, 503)
def facet(asked: tuple[Request, str], name: str) -> dict[str, Any]:
    """Counts one facet of a search, and looks for values in it by the beginning of their names."""
    if name not in FACETS:
        raise NotFound(f"There is no facet {name!r}; the facets are {', '.join(FACETS)}.")
    return run_facet(*_named(asked, name), state().engine, state().catalogue)


@blueprint.get("/export")
@blueprint.arguments(ExportParameters, location="query")
@blueprint.response(200, {"type": "string"}, content_type="application/x-ndjson", description="Articles, one a line")
@blueprint.problems(400, 503)
def export_search(asked: tuple[Request, str]) -> Response:
    """Streams every article that a search finds."""
    wanted, format = asked[0], cast(Format, asked[1])
    exported = export(wanted, format, state().engine, state().catalogue)
    response = Response(exported.lines, mimetype=_MEDIA_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="articles.{format}"'
    response.headers["X-Total-Count"] = str(exported.total)
    return response


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


def _address(**changes: str) -> str:
    given = ((name, value) for name, values in request.args.lists() for value in values)
    kept = tuple(pair for pair in given if pair[0] not in ("page", "cursor"))
    return str(Address(request.path, (*kept, *changes.items())))
