"""From a request's public parameters to the question that an engine answers."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.fields import SCHEMA
from archive.search import cursor
from archive.search.errors import BadParameters, ParameterError
from archive.search.names import Names
from archive.search.request import FACETS, HIT_FIELDS, UNKNOWN, Order, Request
from index import (
    RELEVANCE,
    AllOf,
    AnyOf,
    Between,
    Expansion,
    FacetRequest,
    Filter,
    Ignored,
    NoneOf,
    Query,
    SnippetRequest,
    Sort,
    expansions,
    matched,
    parse,
)

SORTS: dict[Order, Sort] = {
    "relevance": RELEVANCE,
    "newest": Sort("date", descending=True),
    "oldest": Sort("date", descending=False),
}
_SNIPPETS = SnippetRequest(fields=("text", "caption"))
_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """A request as understood: its values resolved, the engine's query, what its words are looked up as, and what of
    `q` was not understood. `commit` names the one to ask, None for the newest."""

    request: Request
    query: Query
    expansions: tuple[Expansion, ...]
    ignored: tuple[Ignored, ...]
    commit: str | None


def understand(request: Request, names: Names) -> Question:
    """The question that a request asks; raises BadParameters."""
    check(request)
    resolved = _resolve(request, names)
    parsed = parse(resolved.q, SCHEMA, names.resolvers(), resolved.q_op)
    after, commit = cursor.decode(resolved.cursor, resolved.sort) if resolved.cursor else (None, None)
    query = Query(
        text=matched(parsed.clause, resolved.match),
        filters=tuple(_filters(resolved)),
        sort=SORTS[resolved.sort],
        offset=0 if after else (resolved.page - 1) * resolved.page_size,
        limit=resolved.page_size,
        after=after,
        facets=tuple(facet_request(resolved, facet) for facet in resolved.facet),
        snippets=_SNIPPETS if _quotes(resolved) else None,
        collapse=resolved.collapse,
    )
    return Question(resolved, query, expansions(parsed.clause, resolved.match), parsed.ignored, commit)


def _quotes(request: Request) -> bool:
    return request.highlight == "on" and (not request.fields or "snippets" in request.fields)


def facet_request(request: Request, facet: str, only: frozenset[str] | None = None) -> FacetRequest:
    """The counts over one facet that a request asks for."""
    return FacetRequest(request.field(facet), size=request.facet_size, only=only, interval=request.interval)


def check(request: Request) -> None:
    """Raises BadParameters where a request cannot be answered, whatever the archive holds."""
    errors = [ParameterError("date", problem) for value in request.date if (problem := _bad_period(value))]
    errors += [
        ParameterError("facet", f"there is no facet {name!r}; the facets are {', '.join(FACETS)}")
        for name in request.facet
        if name not in FACETS
    ]
    errors += [
        ParameterError("fields", f"a hit has no field {name!r}; the fields are {', '.join(HIT_FIELDS)}")
        for name in request.fields
        if name not in HIT_FIELDS
    ]
    if request.date_from and request.date_to and request.date_from > request.date_to:
        errors.append(ParameterError("date_to", f"{request.date_to} lies before date_from, {request.date_from}"))
    if request.cursor and request.page != 1:
        errors.append(ParameterError("cursor", "give either a cursor or a page, not both"))
    if errors:
        raise BadParameters(*errors)
    if request.cursor:
        cursor.decode(request.cursor, request.sort)


def _bad_period(value: str) -> str | None:
    if value == UNKNOWN:
        return None
    if not _PERIOD.fullmatch(value):
        return f"{value!r} is not a year, month or day, such as 2019, 2019-05 or 2019-05-29, nor {UNKNOWN!r}"
    try:
        datetime.date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return f"there is no day {value!r} in the calendar"
    return None


def _resolve(request: Request, names: Names) -> Request:
    changes: dict[str, Any] = {}
    for facet in FACETS:
        if chosen := request.chosen(facet):
            changes[facet] = _values(facet, chosen, names, first_only=request.op(facet) == "and")
        if excluded := request.excluded(facet):
            changes[f"{facet}_not"] = _values(facet, excluded, names, first_only=False)
    return dataclasses.replace(request, **changes) if changes else request


def _values(facet: str, typed: tuple[str, ...], names: Names, first_only: bool) -> tuple[str, ...]:
    """Each typed name's values without repeats; with *and*, one name can only mean one value: its likeliest."""
    found = [
        value
        for name in typed
        for value in ((name,) if name == UNKNOWN else names.resolve(facet, name)[: 1 if first_only else None])
    ]
    return tuple(dict.fromkeys(found))


def _filters(request: Request) -> Iterator[Filter]:
    for facet in FACETS:
        if chosen := request.chosen(facet):
            kind = AllOf if request.op(facet) == "and" else AnyOf
            yield kind(request.field(facet), _with_none(chosen))
        if excluded := request.excluded(facet):
            yield NoneOf(request.field(facet), _with_none(excluded))
    if request.date_from or request.date_to:
        yield Between("date", request.date_from, request.date_to)


def _with_none(values: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(None if value == UNKNOWN else value for value in values)
