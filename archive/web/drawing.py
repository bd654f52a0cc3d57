"""The shapes of the map and of the network."""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import orjson

RegionName: TypeAlias = Literal["world", "europe"]
SHADES = 5
_WIDTH, _HEIGHT = 720, 480
_UPRIGHT = 0.01
"""How far from the middle the topmost and the lowest actor may be, for names above and below them."""


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
class Shade:
    """The counts that are drawn in one shade."""

    number: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Map:
    """The countries of a region, in a box of that size; `unseen` counts those with articles that it does not show."""

    width: int
    height: int
    countries: tuple[Country, ...]
    shades: tuple[Shade, ...]
    unseen: int


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the circle; `anchor` says on which side of the point its name is written."""

    value: str
    label: str
    type: str
    count: int
    anchor: Literal["start", "middle", "end"]
    x: float
    y: float
    radius: float
    name_x: float
    name_y: float


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two actors, as thick as they share articles; `strength` is 1 for the weakest to 4."""

    source: Node
    target: Node
    count: int
    width: float
    strength: int


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
    return Map(drawn["width"], drawn["height"], tuple(countries), tuple(_shades(most)), unseen)


def draw_network(nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> Network:
    """The network with actors that share most articles next to each other."""
    placed = {
        node["value"]: _node(node, place / len(nodes), max(node["count"] for node in nodes))
        for place, node in enumerate(_side_by_side(nodes, links))
    }
    most = max((link["count"] for link in links), default=1)
    lines = tuple(
        Link(placed[link["source"]], placed[link["target"]], link["count"], *_thickness(link["count"] / most))
        for link in links
    )
    return Network(_WIDTH, _HEIGHT, tuple(placed.values()), lines)


@functools.cache
def _regions() -> dict[str, Any]:
    regions: dict[str, Any] = orjson.loads((files("archive.web") / "static" / "world.json").read_bytes())
    return regions


def _country(code: str, outline: str, bucket: Mapping[str, Any], most: int) -> Country:
    count = bucket["count"]
    return Country(code, bucket["label"], count, bucket["selected"], _shade(count, most), outline)


def _shades(most: int) -> Iterator[Shade]:
    """The shades in use where the highest count is `most`."""
    counts = range(1, most + 1)
    for number in range(1, SHADES + 1):
        high = bisect.bisect_right(counts, number, key=lambda count: _shade(count, most))
        low = bisect.bisect_left(counts, number, key=lambda count: _shade(count, most))
        if high > low:
            yield Shade(number, counts[low], counts[high - 1])


def _shade(count: int, most: int) -> int:
    return math.ceil(SHADES * math.log1p(count) / math.log1p(most)) if count else 0


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


def _thickness(part: float) -> tuple[float, int]:
    """The width and strength of a line for that part of the most articles that any two share."""
    return round(0.5 + 5 * part, 1), math.ceil(4 * part)


def _node(node: Mapping[str, Any], turn: float, most: int) -> Node:
    """The node at that part of a full turn, clockwise from the top; names stand outside of the circle."""
    across, up = math.sin(2 * math.pi * turn), math.cos(2 * math.pi * turn)
    x, y = _WIDTH / 2 + 170 * across, _HEIGHT / 2 - 190 * up
    radius = 4 + 8 * math.sqrt(node["count"] / most)
    anchor: Literal["start", "middle", "end"] = "start" if across > 0 else "end"
    name_x, name_y = x + math.copysign(radius + 5, across), y
    if abs(across) < _UPRIGHT:
        anchor, name_x, name_y = "middle", x, y - math.copysign(radius + 11, up)
    places = (round(place, 1) for place in (x, y, radius, name_x, name_y))
    return Node(node["value"], node["label"], node["type"] or "", node["count"], anchor, *places)
