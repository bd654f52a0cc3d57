"""What the archive holds, and whether it can answer."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from archive.web import examples
from archive.web.arguments import ApiBlueprint
from archive.web.parameters import NoParameters
from archive.web.service_schemas import HealthSchema, StatusSchema
from archive.web.state import state

blueprint = ApiBlueprint("status", __name__, description="State of the archive")


@blueprint.get("/api/v1/status")
@blueprint.arguments(NoParameters)
@blueprint.response(200, StatusSchema, example=examples.STATUS)
@blueprint.problems(503)
def status(_: dict[str, str]) -> dict[str, Any]:
    """Says what the archive holds, and which generation of the index is served."""
    engine, catalogue = state().engine, state().catalogue
    searcher = engine.searcher()
    generations = engine.generations()
    mark = next((generation.mark for generation in generations if generation.current), None)
    return {
        "name": state().settings.name,
        "version": version("news-archive"),
        "articles": catalogue.count(),
        "documents": searcher.document_count(),
        "generation": searcher.generation,
        "up_to_date": mark == str(catalogue.last_change()),
        "generations": [
            {
                "number": generation.number,
                "created": generation.created.isoformat(),
                "documents": generation.documents,
                "current": generation.current,
                "size_bytes": generation.size_bytes,
            }
            for generation in generations
        ],
    }


@blueprint.get("/healthz")
@blueprint.response(200, HealthSchema, example={"status": "ok"})
def health() -> dict[str, str]:
    """Says that the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@blueprint.response(200, HealthSchema, example={"status": "ready"})
@blueprint.problems(503)
def ready() -> dict[str, str]:
    """Says that searches can be answered: the index opens and the catalogue reads."""
    state().engine.searcher().document_count()
    state().catalogue.last_change()
    return {"status": "ready"}
