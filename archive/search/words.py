"""Searches as words of the query language alone: from filters, and from a form with a field for each kind of word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from archive.search.request import FACETS, Request

NEAR = 10
"""How many other words may stand between words that are looked for near each other."""

_KINDS: dict[str, Callable[[list[str]], str]] = {
    "all": " ".join,
    "phrase": lambda words: f'"{" ".join(words)}"',
    "any": lambda words: words[0] if len(words) == 1 else f"({' OR '.join(words)})",
    "none": lambda words: " ".join(f"-{word}" for word in words),
    "near": lambda words: f'"{" ".join(words)}"~{NEAR}',
    "begins": lambda words: " ".join(f"{word}*" for word in words),
    "like": lambda words: " ".join(f"{word}~" for word in words),
    "title": lambda words: " ".join(f"title:{word}" for word in words),
}
_SIGNS = str.maketrans("", "", '"“”„«»()*?~')

KINDS = tuple(_KINDS)
"""The kinds of words that `compose` puts together."""


def compose(typed: Mapping[str, str]) -> str:
    """The words of each kind together in the query language; signs of the language in them are left out."""
    words = {kind: typed.get(kind, "").translate(_SIGNS).replace(":", " ").split() for kind in KINDS}
    return " ".join(_KINDS[kind](found) for kind, found in words.items() if found)


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
