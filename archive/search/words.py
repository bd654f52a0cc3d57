"""A search with its filters as words of the query language alone."""

from __future__ import annotations

from collections.abc import Iterator

from archive.search.request import FACETS, Request


def as_words(request: Request) -> str:
    """Words that find the same articles; a range of days is not among them, for the language has none."""
    return " ".join(_parts(request))


def _parts(request: Request) -> Iterator[str]:
    if request.q:
        yield f"({request.q})" if _filters(request) else request.q
    yield from _filters(request)


def _filters(request: Request) -> list[str]:
    found = []
    for facet in FACETS:
        chosen = [f'{request.field(facet)}:"{value}"' for value in request.chosen(facet)]
        if request.op(facet) == "and":
            found += chosen
        elif chosen:
            found.append(chosen[0] if len(chosen) == 1 else f"({' OR '.join(chosen)})")
        found += [f'-{request.field(facet)}:"{value}"' for value in request.excluded(facet)]
    return found
