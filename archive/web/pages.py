"""The pages for people: search, the values of a facet, an article, and help. Complete without JavaScript."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request

from archive.article import Article, to_json
from archive.catalogue import CatalogueMissing
from archive.citation import cite
from archive.search import FACETS, Request, run, run_facet
from archive.search.examples import examples
from archive.search.similar import similar
from archive.search.words import NEAR, as_words, compose
from archive.web.address import Address, address_of
from archive.web.arguments import reading
from archive.web.articles import find_page, get
from archive.web.conditional import conditional
from archive.web.cuts import marked, placed
from archive.web.marking import marks, paragraphs
from archive.web.parameters import ArticlePageParameters, ComposeParameters, FacetParameters, SearchPageParameters
from archive.web.problems import NotFound, all_kinds
from archive.web.state import now, state
from archive.web.timeline import timeline
from index import EngineError

blueprint = Blueprint("pages", __name__)

_SHOWN_FACETS = ("actor", "country", "source", "language")
_SHOWN_OPTIONS = ("q_op", "match", "sort", "collapse", "page_size", "actor_op", "country_op", "country_role")
_PAGE_SIZES = (10, 25, 50, 100)
_MANY_VALUES = 200
_MOST_SIMILAR = 5


@blueprint.before_request
def tidy() -> Any:
    """Sends an address with parameters that say nothing, as forms make them, to the same without."""
    plain = (("sort", "relevance"), ("q_op", "and"), ("match", "folded"))
    needless = {*plain, ("page_size", str(state().settings.page_size))}
    pairs = [(name, value) for name, values in request.args.lists() for value in values]
    kept = [pair for pair in pairs if pair[1] and pair not in needless]
    return redirect(str(Address(request.path, tuple(kept))), 302) if len(kept) < len(pairs) else None


@blueprint.get("/")
@reading(SearchPageParameters)
@conditional
def search(read: tuple[Request, str]) -> str:
    """The search page."""
    asked, measure = read
    asked = dataclasses.replace(asked, facet=(*_SHOWN_FACETS, "date"))
    body = run(asked, now())
    address = address_of(request.path, asked, body["query"], state().settings.page_size)
    address = address if measure == "count" else address.add("measure", measure)
    return render_template(
        "search.html",
        asked=asked,
        body=body,
        address=address,
        feed=address.elsewhere("/feed"),
        comparison=_comparison(asked),
        facets=_SHOWN_FACETS,
        carried=address.hidden("q", "date", "date_from", "date_to", *_SHOWN_FACETS, *_SHOWN_OPTIONS),
        timeline=timeline(body["facets"]["date"], measure),
        page_sizes=sorted({*_PAGE_SIZES, asked.page_size}),
        max_page_size=state().settings.max_page_size,
        default_page_size=state().settings.page_size,
        last_page=min(body["pages"], state().settings.max_depth // asked.page_size),
    )


def _comparison(asked: Request) -> Address:
    """Where the search is compared with another."""
    days = (("date_from", asked.date_from), ("date_to", asked.date_to))
    given = (("a", as_words(asked)), *((name, day.isoformat()) for name, day in days if day))
    return Address("/compare", tuple(pair for pair in given if pair[1]))


@blueprint.get("/facets/<string:name>")
@reading(FacetParameters)
@conditional
def facet(read: tuple[Request, str], name: str) -> str:
    """Every value of one facet of a search, with a box to look for values by name."""
    if name not in FACETS:
        raise NotFound(f"There is no facet {name!r}; the facets are {', '.join(FACETS)}.")
    asked, prefix = read
    asked = dataclasses.replace(asked, facet_size=max(asked.facet_size, _MANY_VALUES))
    body = run_facet(asked, name, prefix, now())
    address = address_of("/", asked, body["query"], asked.page_size).elsewhere("/")
    return render_template("facet.html", asked=asked, name=name, prefix=prefix, body=body, address=address)


@blueprint.get("/articles/<string:id>")
@reading(ArticlePageParameters)
@conditional
def article(asked: dict[str, str], id: str) -> str:
    """One article: its text, its facts and where they came from, what was cut, and the source page."""
    held = get(id, state().catalogue)
    found = to_json(held)
    view = _text_of(held, found, asked["marks"]) if asked["view"] == "clean" else _source_of(id, found)
    return render_template("article.html", article=found, view=asked["view"], marks=asked["marks"], **view)


def _text_of(held: Article, found: dict[str, Any], marking: str) -> dict[str, Any]:
    """What the page shows beside the text."""
    address, generation = f"{request.host_url}articles/{held.id}", now().searcher.generation
    return {
        "paragraphs": paragraphs(found["text"], marks(found) if marking == "on" else ()),
        "citation": cite(held, "plain", address, generation),
        "similar": similar(held, _MOST_SIMILAR, now()),
        "copies": _held(held.copies),
        "corrected": _held((held.corrects,) if held.corrects else ()),
        "corrections": _held(held.corrected_by),
    }


def _source_of(id: str, found: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of where the text came from."""
    page = find_page(id, state().catalogue)
    cuts = placed(page["text"], found["cuts"])
    return {"page": page, "cuts": cuts, "marked_page": marked(page["text"], cuts)}


def _held(ids: Iterable[str]) -> list[dict[str, Any]]:
    """Those of the articles that the archive still has."""
    return [to_json(article) for id in ids if (article := state().catalogue.get(id))]


@blueprint.get("/advanced")
@reading(ComposeParameters)
def advanced(asked: dict[str, str]) -> Response:
    """A form with a field for each kind of word; filled in, it leads to the search that it means."""
    if q := compose(asked):
        return make_response(redirect(str(Address("/", (("q", q),)))))
    return make_response(render_template("advanced.html", near=NEAR))


@blueprint.get("/help")
def help() -> str:
    """How to search, with examples where the archive can answer: errors lead here too."""
    try:
        shown = examples(now())
    except (EngineError, CatalogueMissing):
        shown = ()
    return render_template("help.html", examples=shown)


@blueprint.get("/help/errors")
def errors() -> str:
    """Every error that the API can answer."""
    return render_template("errors.html", kinds=all_kinds())


@blueprint.get("/api/v1/docs")
def docs() -> Response:
    """The API document for reading."""
    document = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return current_app.make_response(render_template("docs.html", document=document))
