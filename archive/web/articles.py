"""One article over HTTP: clean, as its source page, and what was cut."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, request

from archive.article import to_json
from archive.catalogue import Catalogue
from archive.web.arguments import ApiBlueprint
from archive.web.parameters import ArticleParameters
from archive.web.problems import Gone, NotFound
from archive.web.schemas import ArticleSchema, CutsSchema, PageSchema
from archive.web.state import state

blueprint = ApiBlueprint("articles", __name__, url_prefix="/api/v1", description="Read articles")

VIEWS = {"clean": ArticleSchema(), "raw": PageSchema(), "cuts": CutsSchema()}
"""The shape of each view of an article."""

_ONE_VIEW = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Article", "Page", "Cuts")]}


@blueprint.get("/articles/<string:id>")
@blueprint.arguments(ArticleParameters, location="query")
@blueprint.response(200, _ONE_VIEW)
@blueprint.alt_response(304, description="Unchanged since the ETag given in If-None-Match")
@blueprint.problems(404, 410)
def article(asked: dict[str, str], id: str) -> Response:
    """Gives one article; with `view=raw` its source page, with `view=cuts` what cleaning removed."""
    view = asked["view"]
    body = VIEWS[view].dump(_view(id, view, state().catalogue))
    response = make_response(body)
    response.add_etag()
    response.make_conditional(request)
    return response


def find(id: str, catalogue: Catalogue) -> dict[str, Any]:
    """The JSON form of the article; raises NotFound or Gone."""
    found = catalogue.get(id)
    if found is None:
        raise Gone(f"The article {id!r} was deleted.") if catalogue.is_deleted(id) else NotFound(f"No article {id!r}.")
    return to_json(found)


def find_page(id: str, catalogue: Catalogue) -> dict[str, Any]:
    """The source page of the article; raises NotFound or Gone."""
    find(id, catalogue)
    page = catalogue.page(id)
    if page is None:
        raise NotFound(f"The source page of {id!r} was not kept.")
    return {
        "id": id,
        "source": page.source,
        "path": page.path,
        "kind": page.kind,
        "encoding": page.encoding,
        "digest": page.digest,
        "ingested_at": page.ingested_at.isoformat() if page.ingested_at else None,
        "text": page.text,
    }


def _view(id: str, view: str, catalogue: Catalogue) -> dict[str, Any]:
    return find_page(id, catalogue) if view == "raw" else find(id, catalogue)
