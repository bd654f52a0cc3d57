"""tantivy by its Python package: the same fields, stems for words, exact terms with positions for the rest."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Occur, Query, SchemaBuilder

from bench.peers import Answer
from bench.queries import Question
from index import Document

BOOSTS = {"title": 2.0, "text": 1.0, "caption": 0.5}
KEYWORDS = ("actor", "country", "country_about", "source", "language", "date_source")
STORED = ("date_precision", "url")
SHOWN = ("id", "title", "source", "language", "date_precision", "date_source", "url")
HEAP_BYTES = 800_000_000
THREADS = 2


def schema() -> tantivy.Schema:
    """The fields."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in BOOSTS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem", index_option="freq")
        builder.add_text_field(f"{name}_exact", tokenizer_name="default", index_option="position")
    for name in KEYWORDS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in STORED:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_date_field("date", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("year", fast=True)
    return builder.build()


class Tantivy:
    """The Rust library. One thread leaves one segment for so many articles as ours are one of: what is searched."""

    name = "tantivy"
    threads = 1

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        place.mkdir(parents=True)
        writer = tantivy.Index(schema(), path=str(place)).writer(heap_size=HEAP_BYTES, num_threads=self.threads)
        for document in documents:
            writer.add_document(tantivy_document(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.schema = schema()
        self.index = tantivy.Index(self.schema, path=str(place))
        self.searcher = self.index.searcher()
        self.stemmer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        self.stemmer = self.stemmer.filter(tantivy.Filter.stemmer("english")).build()

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        text, filters = self._text(question), self._filters(question)
        whole = self._all([text, *filters.values()])
        result = self.searcher.search(whole, 10, count=True)
        facets = self._facets(text, filters, whole)
        snippets = tantivy.SnippetGenerator.create(self.searcher, text, self.schema, "text") if with_snippets else None
        hits = []
        for score, address in result.hits:
            document = self.searcher.doc(address)
            found = snippets.snippet_from_doc(document).to_html() if snippets else None
            fields = {name: document.get_first(name) for name in SHOWN}
            several = {name: document.get_all(name) for name in ("actor", "country")}
            day = document.get_first("date")
            hits.append({**fields, **several, "date": day and str(day.date()), "snippet": found, "score": score})
        return Answer(result.count, len(hits), body={"hits": hits, "facets": facets})

    def _facets(self, text: Query, filters: dict[str, Query], whole: Query) -> dict[str, object]:
        """Counts each facet under every filter but its own; those without a filter together."""
        fields = {"actor": "actor", "country": "country", "date": "year"}
        counted: dict[str, object] = {}
        shared = {name: self._terms(field) for name, field in fields.items() if name not in filters}
        if shared:
            counted |= self.searcher.aggregate(whole, shared)
        for name in filters:
            others = [other for filtered, other in filters.items() if filtered != name]
            counted |= self.searcher.aggregate(self._all([text, *others]), {name: self._terms(fields[name])})
        return counted

    def _terms(self, field: str) -> dict[str, dict[str, object]]:
        return {"terms": {"field": field, "size": 50 if field == "year" else 10}}

    def _text(self, question: Question) -> Query:
        words = question.words
        match question.operator:
            case "all":
                return Query.all_query()
            case "and" | "or":
                stems = [self._word(word) for word in words]
                return self._all(stems) if question.operator == "and" else self._any(stems)
            case "phrase":
                return self._fields(lambda name: Query.phrase_query(self.schema, f"{name}_exact", list(words)))
            case "fuzzy":
                return self._fields(lambda name: Query.fuzzy_term_query(self.schema, f"{name}_exact", words[0]))
            case "prefix":
                return self._fields(lambda name: Query.regex_query(self.schema, f"{name}_exact", f"{words[0]}.*"))
            case _:
                pattern = words[0].replace("*", ".*")
                return self._fields(lambda name: Query.regex_query(self.schema, f"{name}_exact", pattern))

    def _word(self, word: str) -> Query:
        stem = self.stemmer.analyze(word)[0]
        return self._fields(lambda name: Query.term_query(self.schema, name, stem, "freq"))

    def _fields(self, query_for) -> Query:  # type: ignore[no-untyped-def]
        return self._any([Query.boost_query(query_for(name), boost) for name, boost in BOOSTS.items()])

    def _filters(self, question: Question) -> dict[str, Query]:
        filters = {}
        if question.actors:
            filters["actor"] = Query.term_set_query(self.schema, "actor", list(question.actors))
        if question.countries:
            filters["country"] = Query.term_set_query(self.schema, "country", list(question.countries))
        if question.years:
            first, last = (datetime.datetime(year, 1, 1) for year in (question.years[0], question.years[1] + 1))
            filters["date"] = Query.range_query(
                self.schema, "date", tantivy.FieldType.Date, first, last, include_upper=False
            )
        return {name: Query.const_score_query(query, 0.0) for name, query in filters.items()}

    def _all(self, queries: list[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])

    def _any(self, queries: list[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


class TantivyThreads(Tantivy):
    """The same, written by two threads into some segments: what rates of indexing are compared with."""

    name = "tantivy-threads"
    threads = THREADS


def tantivy_document(document: Document) -> tantivy.Document:
    """A document as tantivy takes it."""
    values = document.values
    given = tantivy.Document(id=document.id)
    for name in BOOSTS:
        if text := values.get(name):
            given.add_text(name, text)
            given.add_text(f"{name}_exact", text)
    for name in KEYWORDS:
        value = values.get(name) or ()
        for each in (value,) if isinstance(value, str) else value:
            given.add_text(name, each)
    for name in STORED:
        if values.get(name):
            given.add_text(name, values[name])
    if day := values.get("date"):
        given.add_date("date", datetime.datetime(day.year, day.month, day.day))
        given.add_unsigned("year", day.year)
    return given
