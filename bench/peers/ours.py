"""The archive's own engine."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from archive.fields import SCHEMA
from bench.peers import FACETS, Answer
from bench.queries import Question
from index import (
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Engine,
    Everything,
    FacetRequest,
    Filter,
    Fuzzy,
    Or,
    Phrase,
    Prefix,
    Query,
    Searcher,
    SnippetRequest,
    Wildcard,
    Word,
    open_engine,
)

JOINED = {"and": " ", "or": " OR ", "phrase": " "}


def typed(question: Question) -> str:
    """The question's words as a person types them."""
    words = JOINED.get(question.operator, "").join(question.words)
    return {"phrase": f'"{words}"', "prefix": f"{words}*", "fuzzy": f"{words}~1"}.get(question.operator, words)


def query(question: Question, with_snippets: bool) -> Query:
    """The whole question."""
    return Query(
        _clause(question),
        filters=tuple(_filters(question)),
        facets=tuple(FacetRequest(name) for name in FACETS),
        snippets=SnippetRequest(("text",), 1, 150) if with_snippets else None,
    )


def _clause(question: Question) -> Clause:
    words = question.words
    match question.operator:
        case "all":
            return Everything()
        case "and" | "or":
            several = tuple(map(Word, words))
            return several[0] if len(several) == 1 else And(several) if question.operator == "and" else Or(several)
        case "phrase":
            return Phrase(" ".join(words))
        case "fuzzy":
            return Fuzzy(words[0])
        case "prefix":
            return Prefix(words[0])
    return Wildcard(words[0])


def _filters(question: Question) -> Iterable[Filter]:
    if question.actors:
        yield AnyOf("actor", question.actors)
    if question.countries:
        yield AnyOf("country", question.countries)
    if question.years:
        first, last = question.years
        yield Between("date", datetime.date(first, 1, 1), datetime.date(last, 12, 31))


class Columnar:
    """The embedded engine."""

    name = "ours"

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        with open_engine(f"whoosh:{place}", SCHEMA).build() as build:
            count = 0
            for document in documents:
                build.put(document)
                count += 1
            build.commit()
            build.verify(count)
            build.switch()

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.engine: Engine = open_engine(f"whoosh:{place}", SCHEMA)

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        return _asked(self.engine.searcher(), question, with_snippets)


def _asked(searcher: Searcher, question: Question, with_snippets: bool) -> Answer:
    result = searcher.search(query(question, with_snippets))
    shown = sum(1 for hit in result.hits if hit.values["title"] is not None or hit.snippets)
    return Answer(result.total, shown)
