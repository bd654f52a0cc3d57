"""One article over HTTP: clean, as its source page, and what was cut."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, request

from archive.article import Article, to_json
from archive.catalogue import Catalogue
from archive.citation import CitationFormat, cite
from archive.search.similar import similar
from archive.web import examples
from archive.web.arguments import ApiBlueprint
from archive.web.article_schemas import ArticleSchema, CutsSchema, PageSchema, SimilarSchema
from archive.web.parameters import ArticleParameters, CitationParameters, SimilarParameters
from archive.web.problems import Gone, NotFound
from archive.web.search import MEDIA_TYPES
from archive.web.state import now, state

blueprint = ApiBlueprint("articles", __name__, url_prefix="/api/v1", description="Read articles")

VIEWS = {"clean": ArticleSchema(), "raw": PageSchema(), "cuts": CutsSchema()}
"""The shape of each view of an article."""

_CITATION_TYPES: dict[CitationFormat, str] = {
    "plain": "text/plain",
    "bibtex": MEDIA_TYPES["bibtex"],
    "ris": MEDIA_TYPES["ris"],
}
_TEXT = {"type": "string"}
_ONE_VIEW = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Article", "Page", "Cuts")]}


@blueprint.get("/articles/<string:id>")
@blueprint.arguments(ArticleParameters)
@blueprint.response(200, _ONE_VIEW, example=examples.ARTICLE)
@blueprint.alt_response(304, description="Unchanged since the ETag given in If-None-Match")
@blueprint.problems(404, 410)
def article(asked: dict[str, str], id: str) -> Response:
    """Gives one article; with `view=raw` its source page, with `view=cuts` what cleaning removed."""
    view = asked["view"]
    body = VIEWS[view].dump(_view(id, view, state().catalogue))
    response = make_response(body)
    response.add_etag(weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


@blueprint.get("/articles/<string:id>/similar")
@blueprint.arguments(SimilarParameters)
@blueprint.response(200, SimilarSchema, example=examples.SIMILAR)
@blueprint.problems(400, 404, 410, 503)
def similar_articles(asked: dict[str, int], id: str) -> dict[str, Any]:
    """Gives articles like this one, the likest first, without its copies."""
    found = get(id, state().catalogue)
    return {"id": id, "hits": similar(found, asked["size"], now())}


@blueprint.get("/articles/<string:id>/citation")
@blueprint.arguments(CitationParameters)
@blueprint.response(200, _TEXT, content_type="text/plain", description="The citation", example=examples.CITATION)
@blueprint.alt_response(200, schema=_TEXT, content_type=MEDIA_TYPES["bibtex"], description="The citation", success=True)
@blueprint.alt_response(200, schema=_TEXT, content_type=MEDIA_TYPES["ris"], description="The citation", success=True)
@blueprint.problems(400, 404, 410, 503)
def citation(asked: dict[str, CitationFormat], id: str) -> Response:
    """Cites an article: as plain text, for BibTeX or for RIS."""
    address = f"{request.host_url}articles/{id}"
    text = cite(get(id, state().catalogue), asked["format"], address, now().searcher.generation)
    return Response(f"{text}\n", mimetype=_CITATION_TYPES[asked["format"]])


def get(id: str, catalogue: Catalogue) -> Article:
    """The article; raises NotFound or Gone."""
    found = catalogue.get(id)
    if found is None:
        raise Gone(f"The article {id!r} was deleted.") if catalogue.is_deleted(id) else NotFound(f"No article {id!r}.")
    return found


def find(id: str, catalogue: Catalogue) -> dict[str, Any]:
    """The JSON form of the article; raises NotFound or Gone."""
    return to_json(get(id, catalogue))


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
