"""Random histories of an index and random questions, over few words and values so that they meet."""

from __future__ import annotations

import datetime
from typing import TypeAlias

from hypothesis import strategies as st

from index import (
    RELEVANCE,
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Everything,
    FacetRequest,
    Field,
    Filter,
    Fuzzy,
    Kind,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Schema,
    SnippetRequest,
    Sort,
    Wildcard,
    Word,
)

Commit: TypeAlias = tuple[Document | str, ...]
"""Changes made together: a document to put, or the id of one to delete."""

SCHEMA = Schema(
    (
        Field("title", Kind.TEXT, boost=3.0, searched=True),
        Field("text", Kind.TEXT, searched=True),
        Field("actor", Kind.KEYWORD, multiple=True),
        Field("source", Kind.KEYWORD, stored=False),
        Field("date", Kind.DAY),
        Field("url", Kind.STORED),
    )
)

_LATIN = ["gas", "gases", "kosovo", "Kosovu", "Vučić", "vucic", "đak", "djak", "dak", "U.S.", "us", "price", "prices"]
_words = st.sampled_from([*_LATIN, "Косово", "Вучићу", "number-plates"])
_days = st.sampled_from([datetime.date(*day) for day in [(2019, 1, 1), (2019, 1, 31), (2019, 2, 1), (2020, 2, 29)]])
_actors = st.sampled_from(["lavrov", "vucic", "nato", "ž"])
_sources = st.sampled_from(["courier", "herald"])
_ids = st.sampled_from(["a", "b", "c", "d", "e", "f", "Ž", "10", "9", "é"])
_periods = st.sampled_from(["2019", "2019-01", "2019-01-31", "2020-02-29", "2021"])
_fields = st.sampled_from([None, "title", "text"])
_boosts = st.sampled_from([1.0, 2.5])


def _prose(most: int) -> st.SearchStrategy[str]:
    return st.lists(_words, min_size=most // 2, max_size=most).map(" ".join)


_documents = st.builds(
    Document,
    _ids,
    st.fixed_dictionaries(
        {},
        optional={
            "title": _prose(2),
            "text": _prose(9),
            "actor": st.lists(_actors, max_size=3).map(tuple),
            "source": _sources,
            "date": _days,
            "url": st.just("https://example.org/"),
        },
    ),
    st.sampled_from([None, "en", "sr", "ru", "fr"]),
)
_first_commits = st.lists(_documents, min_size=6, max_size=10).map(tuple)
_later_commits = st.lists(_documents | _ids, max_size=4).map(tuple)
histories: st.SearchStrategy[list[Commit]] = st.builds(
    lambda first, later: [first, *later], _first_commits, st.lists(_later_commits, max_size=3)
)


def _with_none(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str | None, ...]]:
    return st.lists(values | st.none(), min_size=1, max_size=3, unique=True).map(tuple)


_chosen = st.one_of(
    st.tuples(st.just("actor"), _with_none(_actors)),
    st.tuples(st.just("source"), _with_none(_sources)),
    st.tuples(st.just("date"), _with_none(_periods)),
)
_filters: st.SearchStrategy[Filter] = st.one_of(
    st.builds(lambda kind, chosen: kind(*chosen), st.sampled_from([AnyOf, AllOf, NoneOf]), _chosen),
    st.builds(Between, st.just("date"), _days | st.none(), _days | st.none()),
)
_leaves: st.SearchStrategy[Clause] = st.one_of(
    st.builds(Word, _words, _fields, _boosts),
    st.builds(Phrase, st.lists(_words, min_size=1, max_size=3).map(" ".join), _fields, st.sampled_from([0, 0, 1, 4])),
    st.builds(Prefix, st.sampled_from(["p", "ga", "Вуч", "đ", "d"]), _fields, _boosts),
    st.builds(Wildcard, st.sampled_from(["*s", "?as", "v*c", "*", "d??", "đ*k"]), _fields),
    st.builds(Fuzzy, st.sampled_from(["kosvo", "gsa", "prise", "đak"]), _fields, st.sampled_from([1, 2])),
    st.sampled_from([Everything(), Everything(), Nothing()]),
    _filters,
)


def _combined(clauses: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(clauses, min_size=1, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, clauses)


_facets = st.one_of(
    st.builds(FacetRequest, st.sampled_from(["actor", "source"]), st.sampled_from([0, 1, 10])),
    st.builds(FacetRequest, st.just("actor"), only=st.frozensets(_actors)),
    st.builds(FacetRequest, st.just("date"), interval=st.sampled_from([None, "day", "month", "year"])),
)
queries = st.builds(
    Query,
    st.recursive(_leaves, _combined, max_leaves=5),
    st.just(()) | st.lists(_filters, max_size=2).map(tuple),
    st.sampled_from([RELEVANCE, Sort("date"), Sort("date", descending=False)]),
    st.sampled_from([0, 0, 2]),
    st.sampled_from([0, 2, 100]),
    facets=st.lists(_facets, max_size=3).map(tuple),
    snippets=st.sampled_from([None, SnippetRequest(("text", "title"))]),
    collapse=st.sampled_from([None, None, "source"]),
)
