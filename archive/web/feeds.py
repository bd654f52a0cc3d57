"""A search as an Atom feed, and the archive as a search engine of the browser (OpenSearch)."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, request

from archive.search import Request, run
from archive.search.body import Body
from archive.search.suggest import suggest
from archive.web.address import Address, address_of
from archive.web.arguments import reading
from archive.web.conditional import conditional
from archive.web.parameters import FilterParameters, SuggestParameters
from archive.web.state import now, state

blueprint = Blueprint("feeds", __name__)

_ENTRIES = 30
_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_NEVER = datetime.date(1970, 1, 1).isoformat()


@blueprint.get("/feed")
@reading(FilterParameters)
@conditional
def feed(asked: Request) -> Response:
    """The newest articles of a search, as Atom (RFC 4287)."""
    asked = dataclasses.replace(asked, sort="newest", page_size=_ENTRIES, facet=())
    body = run(asked, now())
    page = address_of("/", asked, body["query"], _ENTRIES).without("sort")
    return Response(_xml(_feed(body, page)), mimetype="application/atom+xml")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The description that lets a browser offer the archive (OpenSearch 1.1)."""
    root = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    SubElement(root, "ShortName").text = state().settings.name[:16]
    SubElement(root, "Description").text = f"Search {state().settings.name}"
    base = request.host_url.rstrip("/")
    for kind, template in (
        ("text/html", f"{base}/?q={{searchTerms}}"),
        ("application/atom+xml", f"{base}/feed?q={{searchTerms}}"),
        ("application/x-suggestions+json", f"{base}/opensearch/suggest?q={{searchTerms}}"),
    ):
        SubElement(root, "Url", type=kind, template=template)
    return Response(_xml(root), mimetype="application/opensearchdescription+xml")


@blueprint.get("/opensearch/suggest")
@reading(SuggestParameters)
def browser_suggestions(asked: dict[str, Any]) -> list[object]:
    """Suggestions in the form that browsers take: what was typed, and a list of completions."""
    found = suggest(asked["q"], asked["size"], now())
    names = [bucket["label"] for facet in ("actor", "country", "source") for bucket in found[facet]]
    return [asked["q"], names]


def _feed(body: Body, page: Address) -> Element:
    base = request.host_url.rstrip("/")
    root = Element("feed", xmlns=_ATOM)
    SubElement(root, "id").text = request.url
    SubElement(root, "title").text = f"{state().settings.name}: {body['query']['sentence']}"
    SubElement(root, "updated").text = _moment(max((hit["date"] or "" for hit in body["hits"]), default=""))
    SubElement(root, "link", rel="self", href=request.url)
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}{page}")
    root.extend(_entry(hit, base) for hit in body["hits"])
    return root


def _entry(hit: Body, base: str) -> Element:
    entry = Element("entry")
    address = f"{base}/articles/{hit['id']}"
    SubElement(entry, "id").text = address
    SubElement(entry, "title").text = hit["title"]
    SubElement(entry, "updated").text = _moment(hit["date"])
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    author = SubElement(entry, "author")
    SubElement(author, "name").text = hit["source"]
    for actor in hit["actors"]:
        SubElement(entry, "category", term=actor["value"], label=actor["label"])
    SubElement(entry, "summary", type="html").text = " … ".join(hit["snippets"])
    return entry


def _moment(date: str | None) -> str:
    """The first moment of the day, as Atom asks for one; an article of unknown date has the earliest there is."""
    return f"{date or _NEVER}T00:00:00Z"


def _xml(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document
