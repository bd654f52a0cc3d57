"""Which words there are, asked of the index of words: what patterns stand for, and what is spelt alike.

The index of words is only ever added to: a word that its last document took along is counted until the next build.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index import terms
from index.analysis import exact_terms
from index.engines.opensearch.clauses import NOTHING
from index.engines.opensearch.client import Client, Json
from index.engines.opensearch.mapping import WORDS_WINDOW
from index.errors import TooManyTerms
from index.query import Fuzzy, Prefix, Wildcard

_SPELLINGS = 2_000
"""Words whose documents are counted to find the nearest spellings."""


@dataclass(frozen=True, slots=True)
class Words:
    """The exact terms of one generation."""

    client: Client
    name: str
    limit: int

    def expand(self, clause: Prefix | Wildcard | Fuzzy, field: str) -> tuple[str, ...]:
        """The terms of a TEXT field that the clause stands for, in order; counted first. Raises TooManyTerms."""
        wanted = terms.pattern(clause)
        total, found = self._matching(_shape(clause, field), field, self.limit)
        if total > self.limit:
            raise TooManyTerms(wanted.typed, total, self.limit)
        return tuple(filter(wanted.matches, found))

    def near(self, word: str, field: str, distance: int) -> list[str]:
        """Terms within that many edits of a folded word, at most `_SPELLINGS` of them."""
        _, found = self._matching(_within(word, field, distance), field, _SPELLINGS)
        return found

    def _matching(self, query: Json, field: str, size: int) -> tuple[int, list[str]]:
        body = {"query": query, "size": min(size, WORDS_WINDOW), "track_total_hits": True, "sort": [field]}
        answer = self.client.ask(
            "POST", f"/{self.name}/_search", body | {"_source": False}, {"filter_path": "hits.total,hits.hits.sort"}
        )
        hits = answer["hits"]
        return hits["total"]["value"], [hit["sort"][0] for hit in hits.get("hits", [])]


def _shape(clause: Prefix | Wildcard | Fuzzy, field: str) -> Json:
    """The query for the words that a clause stands for; `index.terms` has the rule."""
    match clause:
        case Prefix(text):
            return _some({"prefix": {field: word}} for word in exact_terms(text))
        case Wildcard(text):
            return {"wildcard": {field: {"value": "".join(terms.folded_parts(text))}}}
        case Fuzzy(text, distance=distance):
            return _some(_within(word, field, distance) for word in exact_terms(text))


def _within(word: str, field: str, distance: int) -> Json:
    """Within so many edits, by the same distance as ours; not the best fifty, which is the default, but all."""
    edits = min(distance, terms.MAX_FUZZY_DISTANCE)
    return {"fuzzy": {field: {"value": word, "fuzziness": edits, "rewrite": "constant_score"}}}


def _some(queries: Iterable[Json]) -> Json:
    alternatives = list(queries)
    return {"bool": {"should": alternatives, "minimum_should_match": 1}} if alternatives else NOTHING
