"""The address of a search page: the whole state of a search as parameters, and the addresses one step away from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from archive.search import SHOWING, Request

_PLAIN = Request()
_KEPT = ("q_op", "match", "actor_op", "country_op", "country_role", "sort", "collapse", "facet_size", "interval")

_SHOWING = SHOWING | {"measure"}
"""The same of the search page, whose timeline shows counts or shares."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path and the parameters behind it; `page` is left out, so that every step starts at the first page."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    def add(self, parameter: str, value: str) -> Address:
        """The address with one value more."""
        return dataclasses.replace(self, pairs=(*self.without(parameter, value).pairs, (parameter, value)))

    def without(self, parameter: str, value: str | None = None) -> Address:
        """The address without that value, or without the parameter."""
        kept = tuple(pair for pair in self.pairs if pair[0] != parameter or value not in (None, pair[1]))
        return dataclasses.replace(self, pairs=kept)

    def change(self, parameter: str, value: str) -> Address:
        """The address with that value alone for the parameter."""
        return self.without(parameter).add(parameter, value)

    def at(self, path: str) -> Address:
        """The same state on another page."""
        return dataclasses.replace(self, path=path)

    def elsewhere(self, path: str, *kept: str) -> Address:
        """The same articles on another page: the filters, and of what says how they are shown only that."""
        pairs = tuple(pair for pair in self.pairs if pair[0] in kept or pair[0] not in _SHOWING)
        return Address(path, pairs)

    def hidden(self, *shown: str) -> tuple[tuple[str, str], ...]:
        """What a form must carry along besides the parameters that it shows."""
        return tuple(pair for pair in self.pairs if pair[0] not in shown)


def address_of(path: str, request: Request, query: dict[str, Any], page_size: int) -> Address:
    """The address of an answered search, with values as they were understood; `query` is that of the answer's body."""
    return Address(path, tuple(_pairs(request, query, page_size)))


def _pairs(request: Request, query: dict[str, Any], page_size: int) -> Iterator[tuple[str, str]]:
    if request.q:
        yield "q", request.q
    for entry in query["filters"]:
        yield entry["parameter"], entry["value"]
    for name in _KEPT:
        if getattr(request, name) != getattr(_PLAIN, name):
            yield name, str(getattr(request, name))
    if request.page_size != page_size:
        yield "page_size", str(request.page_size)
