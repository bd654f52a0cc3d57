"""A search seen from afar: on a map, as a network of actors, and two searches side by side."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template

from archive.search import Request, run, run_facet
from archive.search.network import network
from archive.web.address import Address, address_of
from archive.web.arguments import reading
from archive.web.conditional import conditional
from archive.web.drawing import RegionName, draw_map, draw_network
from archive.web.parameters import CompareParameters, MapParameters, NetworkParameters
from archive.web.state import now
from archive.web.timeline import compare

blueprint = Blueprint("overviews", __name__)

_EVERY_COUNTRY = 400
_COARSEST_LAST = ("day", "month", "year")


@blueprint.get("/map")
@reading(MapParameters)
@conditional
def world_map(read: tuple[Request, RegionName]) -> str:
    """Where the articles of a search are about: its countries on a map, and as a list."""
    asked, region = read
    body = run_facet(dataclasses.replace(asked, facet_size=_EVERY_COUNTRY), "country", "", now())
    return render_template(
        "map.html",
        asked=asked,
        body=body,
        region=region,
        map=draw_map(region, body["values"]),
        address=address_of("/", asked, body["query"], asked.page_size),
    )


@blueprint.get("/network")
@reading(NetworkParameters)
@conditional
def actor_network(read: tuple[Request, int]) -> str:
    """Who appears with whom in the articles of a search: as a network, and as a table."""
    asked, size = read
    body = network(asked, size, now())
    return render_template(
        "network.html",
        asked=asked,
        body=body,
        labels={node["value"]: node["label"] for node in body["nodes"]},
        network=draw_network(body["nodes"], body["links"]),
        address=address_of("/", asked, body["query"], asked.page_size),
    )


@blueprint.get("/compare")
@reading(CompareParameters)
@conditional
def comparison(asked: dict[str, Any]) -> str:
    """Two searches on one timeline."""
    range_: dict[str, Any] = {name: asked[name] for name in ("date_from", "date_to") if name in asked}
    requests = [Request(q=asked[name], facet=("date",), page_size=1, **range_) for name in ("a", "b")]
    bodies = _on_one_interval(requests, asked.get("interval"))
    facets = [body["facets"]["date"] for body in bodies]
    links = {name: _search(asked[name], range_) for name in ("a", "b")}
    return render_template("compare.html", compared=asked, bodies=bodies, links=links, comparison=compare(*facets))


def _search(q: str, range_: dict[str, datetime.date]) -> Address:
    """The address of one of the searches."""
    days = tuple((name, day.isoformat()) for name, day in range_.items())
    return Address("/", (("q", q), *days) if q else days)


def _on_one_interval(requests: Sequence[Request], interval: Any) -> list[dict[str, Any]]:
    """The answers, with timelines of the same interval: the one given, else the coarser of those that fit each."""
    bodies = [_run(request, interval) for request in requests]
    intervals = [body["facets"]["date"]["interval"] for body in bodies if body["total"]]
    if len(set(intervals)) > 1:
        coarser = max(intervals, key=_COARSEST_LAST.index)
        bodies = [_run(request, coarser) for request in requests]
    return bodies


def _run(request: Request, interval: Any) -> dict[str, Any]:
    return run(dataclasses.replace(request, interval=interval), now())
