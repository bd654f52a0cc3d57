"""Our clauses and filters as query DSL: yes or no is exactly ours, the score is that of the mapping's similarity."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from index import periods
from index.analysis import exact_terms, query_terms, tokens
from index.engines.opensearch.client import Json
from index.engines.opensearch.mapping import joined
from index.query import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Everything,
    Filter,
    Fuzzy,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from index.schema import Kind, Schema

Expand: TypeAlias = Callable[[Prefix | Wildcard | Fuzzy, str], tuple[str, ...]]
"""A clause and a TEXT field → the exact terms that the clause stands for there. Raises TooManyTerms."""

EVERYTHING: Json = {"match_all": {"boost": 0.0}}
NOTHING: Json = {"match_none": {}}


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles the questions that can be asked of indexes with one schema."""

    schema: Schema
    expand: Expand

    def clause(self, clause: Clause) -> Json:
        """The query of a clause. Raises TooManyTerms."""
        match clause:
            case And(clauses):
                return {"bool": {"must": [self.clause(inner) for inner in clauses] or [EVERYTHING]}}
            case Or(clauses):
                return _any([self.clause(inner) for inner in clauses])
            case Not(inner):
                return {"bool": {"must_not": [self.clause(inner)], "filter": [EVERYTHING]}}
            case Word(text) if len(words := [token.text for token in tokens(text)]) == 1:
                return self._in_fields(clause, lambda name, boost: _word(name, query_terms(words[0]), boost))
            case Word(text) | Phrase(text):
                slop = clause.slop if isinstance(clause, Phrase) else 0
                places = [terms for token in tokens(text) if (terms := exact_terms(token.text))]
                return self._in_fields(clause, lambda name, boost: _phrase(f"{name}_exact", places, slop, boost))
            case Prefix() | Wildcard() | Fuzzy():
                return self._in_fields(clause, lambda name, boost: self._pattern(clause, name, boost))
            case Everything():
                return EVERYTHING
            case Nothing():
                return NOTHING
            case AnyOf() | AllOf() | NoneOf() | Between():
                return {"bool": {"filter": [self.filter(clause)]}}

    def filter(self, filter_: Filter) -> Json:
        """The yes-or-no query of a filter."""
        path = f"fields.{filter_.field}"
        match filter_:
            case Between(_, first, last):
                return {"range": {path: _days(first, last)}}
            case AnyOf(_, values):
                return _any([self._having(path, filter_.field, value) for value in values])
            case AllOf(_, values):
                return {"bool": {"filter": [self._having(path, filter_.field, value) for value in values]}}
            case NoneOf(_, values):
                return {"bool": {"must_not": [self._having(path, filter_.field, value) for value in values]}}

    def filters(self, filters: Iterable[Filter]) -> Json:
        """The yes-or-no query of several filters together."""
        return {"bool": {"filter": [self.filter(filter_) for filter_ in filters]}}

    def _having(self, path: str, name: str, value: str | None) -> Json:
        if value is None:
            return {"bool": {"must_not": [{"exists": {"field": path}}]}}
        if self.schema.field(name).kind is Kind.DAY:
            return {"range": {path: _days(*periods.bounds(value))}}
        return {"term": {path: value}}

    def _in_fields(
        self, clause: Word | Phrase | Prefix | Wildcard | Fuzzy, query: Callable[[str, float], Json]
    ) -> Json:
        names = [clause.field] if clause.field else [field.name for field in self.schema.searched]
        return _any([query(name, clause.boost * self.schema.field(name).boost) for name in names])

    def _pattern(self, clause: Prefix | Wildcard | Fuzzy, name: str, boost: float) -> Json:
        found = self.expand(clause, name)
        return {"constant_score": {"filter": {"terms": {f"fields.{name}_exact": list(found)}}, "boost": boost}}


def _any(queries: list[Json]) -> Json:
    if len(queries) < 2:
        return queries[0] if queries else NOTHING
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _word(name: str, terms: tuple[str, ...], boost: float) -> Json:
    """The best of a word's terms in one field."""
    if not terms:
        return NOTHING
    return {"dis_max": {"queries": [{"term": {f"fields.{name}": {"value": term, "boost": boost}}} for term in terms]}}


def _phrase(name: str, places: list[tuple[str, ...]], slop: int, boost: float) -> Json:
    """Matches where the words stand together, and scores as the words would alone."""
    if not places:
        return NOTHING
    together = _near(name, places, slop) if slop else _adjacent(name, places)
    return {"bool": {"filter": [together], "must": [_word(name, terms, boost) for terms in places]}}


def _adjacent(name: str, places: list[tuple[str, ...]]) -> Json:
    return {"match_phrase": {f"fields.{name}": joined(places)}}


def _near(name: str, places: list[tuple[str, ...]], slop: int) -> Json:
    """In any order, with at most that many other words in between in all."""
    words = [{"any_of": {"intervals": [_exactly(term) for term in terms]}} for terms in places]
    return {"intervals": {f"fields.{name}": {"all_of": {"intervals": words, "ordered": False, "max_gaps": slop}}}}


def _exactly(term: str) -> Json:
    return {"match": {"query": term, "analyzer": "keyword"}}


def _days(first: datetime.date | None, last: datetime.date | None) -> Json:
    edges = {"gte": first, "lte": last}
    return {edge: day.isoformat() for edge, day in edges.items() if day is not None}
