"""Searches that show the query language, made of what this archive holds, so that each finds something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.fields import SCHEMA
from archive.search.moment import Moment
from archive.search.names import Names
from index import FacetRequest, Query, Searcher, Sort, parse

_LEAST_LETTERS = 5
_TITLES = 50


@dataclass(frozen=True, slots=True)
class Example:
    """What to write, what it means, and how many articles it finds here."""

    q: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one title, two of them next to each other, and an actor and a country of the archive."""

    one: str
    next: str
    other: str
    actor: str
    country: str


def examples(moment: Moment) -> tuple[Example, ...]:
    """The query language by example; none where the archive has too little in it. Raises what the engine raises."""
    searcher, names = moment.searcher, moment.names
    words = _words(searcher, names)
    if words is None:
        return ()
    return tuple(
        Example(q, meaning, searcher.count(parse(q, SCHEMA, names.resolvers()).clause)) for q, meaning in _of(words)
    )


def _of(words: _Words) -> Iterator[tuple[str, str]]:
    one, next_, other = words.one, words.next, words.other
    yield f"{one} {other}", "both words, anywhere, in any form"
    yield f'"{one} {next_}"', "this phrase, word for word"
    yield f"{one} OR {other}", "either word"
    yield f"{one} -{other}", "the first without the second; NOT says the same"
    yield f"({one} OR {next_}) {other}", "groups"
    yield f"title:{one}", "the word in the title"
    yield f'actor:"{words.actor}"', "articles that mention this actor, by whatever name"
    yield f'country:"{words.country}"', "articles that mention this country; its code does too"
    yield "date:unknown", "articles whose date is not known; also date:2019, date:2019-05"
    yield f"{one[:4]}*", "words that begin so"
    yield f"{one[:2]}{one[3:]}~", "words spelt nearly so"
    yield f'"{other} {one}"~10', "the words near each other, with at most ten others between them"


def _words(searcher: Searcher, names: Names) -> _Words | None:
    asked = Query(limit=_TITLES, sort=Sort("date"), facets=(FacetRequest("actor", 1), FacetRequest("country", 1)))
    found = searcher.search(asked)
    actor, country = (facet.buckets[0].value if facet.buckets else "" for facet in found.facets)
    for hit in found.hits:
        title = str(hit.values.get("title") or "").split()
        for place, (one, next_) in enumerate(pairwise(title)):
            other = next((word for word in title[place + 2 :] if _is_plain(word)), None)
            if _is_plain(one) and _is_plain(next_) and other:
                return _Words(one, next_, other, names.label("actor", actor), names.label("country", country))
    return None


def _is_plain(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isalpha()
