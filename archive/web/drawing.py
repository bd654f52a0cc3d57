"""The shapes of the map and of the network."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import orjson

RegionName: TypeAlias = Literal["world", "europe"]
SHADES = 5


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map: its outline, and how dark it is drawn, from 0 for no article to SHADES for the most."""

    value: str
    label: str
    count: int
    selected: bool
    shade: int
    outline: str


@dataclass(frozen=True, slots=True)
class Map:
    """The countries of a region, in a box of that size; `unseen` counts those with articles that it does not show."""

    width: int
    height: int
    countries: tuple[Country, ...]
    unseen: int


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the circle; `anchor` says on which side of the point its name is written."""

    value: str
    label: str
    type: str
    count: int
    x: float
    y: float
    radius: float
    name_x: float
    anchor: Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two actors, as thick as they share articles."""

    source: Node
    target: Node
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """Actors on a circle, and lines between them, in a box of that size."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def draw_map(region: RegionName, buckets: Sequence[Mapping[str, Any]]) -> Map:
    """The map of a region, with countries shaded by the logarithm of their counts."""
    drawn = _regions()[region]
    counts = {bucket["value"]: bucket for bucket in buckets}
    most = max((bucket["count"] for bucket in buckets), default=0)
    countries = (
        _country(code, outline, counts.get(code, {"label": code, "count": 0, "selected": False}), most)
        for code, outline in drawn["outlines"].items()
    )
    unseen = sum(1 for bucket in buckets if bucket["count"] and bucket["value"] not in drawn["outlines"])
    return Map(drawn["width"], drawn["height"], tuple(countries), unseen)


def draw_network(nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> Network:
    """The network with actors that share most articles next to each other."""
    placed = {
        node["value"]: _node(node, place / len(nodes), max(node["count"] for node in nodes))
        for place, node in enumerate(_side_by_side(nodes, links))
    }
    most = max((link["count"] for link in links), default=1)
    lines = tuple(
        Link(placed[link["source"]], placed[link["target"]], link["count"], round(0.5 + 5 * link["count"] / most, 1))
        for link in links
    )
    return Network(720, 440, tuple(placed.values()), lines)


@functools.cache
def _regions() -> dict[str, Any]:
    regions: dict[str, Any] = orjson.loads((files("archive.web") / "static" / "world.json").read_bytes())
    return regions


def _country(code: str, outline: str, bucket: Mapping[str, Any], most: int) -> Country:
    count = bucket["count"]
    shade = math.ceil(SHADES * math.log1p(count) / math.log1p(most)) if count else 0
    return Country(code, bucket["label"], count, bucket["selected"], shade, outline)


def _side_by_side(nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The nodes so that each is followed by the one, of those left, that it shares most articles with."""
    shared = {frozenset((link["source"], link["target"])): link["count"] for link in links}
    left = list(nodes)
    order = [left.pop(0)] if left else []
    while left:
        last = order[-1]["value"]
        nearest = max(left, key=lambda node: shared.get(frozenset((last, node["value"])), 0))
        left.remove(nearest)
        order.append(nearest)
    return order


def _node(node: Mapping[str, Any], turn: float, most: int) -> Node:
    """The node at that part of a full turn, clockwise from the top."""
    angle = 2 * math.pi * turn
    x, y = 360 + 170 * math.sin(angle), 220 - 190 * math.cos(angle)
    radius = 4 + 8 * math.sqrt(node["count"] / most)
    is_right = x >= 360
    name_x = x + radius + 5 if is_right else x - radius - 5
    return Node(
        node["value"],
        node["label"],
        node["type"] or "",
        node["count"],
        round(x, 1),
        round(y, 1),
        round(radius, 1),
        round(name_x, 1),
        "start" if is_right else "end",
    )
