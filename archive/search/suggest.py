"""What someone may be about to type: actors, countries, sources and titles that begin so, with their counts."""

from __future__ import annotations

from archive.fields import SCHEMA
from archive.search.body import Body, facet_body
from archive.search.moment import Moment
from archive.search.names import Names
from index import And, Clause, Everything, FacetRequest, Prefix, Query, Searcher, Word, parse

_FACETS = ("actor", "country", "source")


def suggest(typed: str, size: int, moment: Moment) -> Body:
    """At most `size` actors, countries and sources that have a word that begins so, and titles with all the words.

    The last word may be unfinished. Counts are of the whole archive. Raises what the engine raises.
    """
    searcher, names = moment.searcher, moment.names
    if not typed.strip():
        return {"q": typed, "titles": [], **{facet: [] for facet in _FACETS}}
    return {"q": typed, "titles": _titles(searcher, typed, size)} | _values(searcher, names, typed, size)


def _titles(searcher: Searcher, typed: str, size: int) -> list[Body]:
    found = searcher.search(Query(_in_title(typed), limit=size))
    return [{"id": hit.id, "title": hit.values.get("title")} for hit in found.hits]


def _in_title(typed: str) -> Clause:
    """Every word in the title, the last one as the beginning of a word."""
    *words, last = typed.split()
    clauses = [Word(word, "title") for word in words if not isinstance(parse(word, SCHEMA).clause, Everything)]
    return And((*clauses, Prefix(last, "title")))


def _values(searcher: Searcher, names: Names, typed: str, size: int) -> dict[str, list[Body]]:
    matching = {
        facet: names.matching(facet, typed, [value for value, _ in searcher.values(facet)]) for facet in _FACETS
    }
    requests = tuple(FacetRequest(facet, size=size, only=matching[facet]) for facet in _FACETS)
    result = searcher.search(Query(limit=0, facets=requests))
    return {
        facet.field: [
            {name: value for name, value in bucket.items() if name != "selected"}
            for bucket in facet_body(facet, names)["values"]
        ]
        for facet in result.facets
    }
