"""Whoosh as its documentation shows it: stemmed fields, facets by `groupedby`, fragments by `highlights`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from whoosh import index, query, sorting
from whoosh.analysis import Analyzer, StandardAnalyzer, StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.searching import Results

from bench.peers import Answer
from bench.queries import Question
from index import Document

BOOSTS = {"title": 2.0, "text": 1.0, "caption": 0.5}
SEVERAL = ("actor", "country")
SINGLE = ("source", "language", "date_source", "url")
WRITER_MB = 256


def stems() -> Analyzer:
    """What splits texts into stems."""
    return StemmingAnalyzer(stoplist=None, minsize=1)


def schema() -> Schema:
    """The fields: stems for words, exact terms with positions for the rest."""
    fields = Schema(id=ID(unique=True, stored=True), year=NUMERIC(int, stored=True))
    for name, boost in BOOSTS.items():
        fields.add(name, TEXT(stems(), phrase=False, stored=True, field_boost=boost))
        fields.add(f"{name}_exact", TEXT(StandardAnalyzer(stoplist=None, minsize=1), field_boost=boost))
    for name in SEVERAL:
        fields.add(name, KEYWORD(commas=True, scorable=False, stored=True))
    for name in SINGLE:
        fields.add(name, ID(stored=True))
    return fields


class Whoosh:
    """Pure Python."""

    name = "whoosh"

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        place.mkdir(parents=True)
        writer = index.create_in(place, schema()).writer(limitmb=WRITER_MB)
        for document in documents:
            writer.add_document(**dict(_fields(document)))
        writer.commit(optimize=True)

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.searcher = index.open_dir(place).searcher()
        self.stemmer = stems()

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        text, filters = self._text(question), dict(_filters(question))
        names = [name for name in ("actor", "country", "year") if name not in filters]
        found = self._found(text, filters, names, 10)
        for name in filters:
            others = {other: filter_ for other, filter_ in filters.items() if other != name}
            self._found(text, others, [name], 1).groups(name)
        for name in names:
            found.groups(name)
        shown, looked_in = 0, "text" if question.operator in ("and", "or") else "text_exact"
        for hit in found:
            snippet = hit.highlights(looked_in, text=hit.get("text", ""), top=1) if with_snippets else None
            shown += hit.get("title") is not None or bool(snippet)
        return Answer(len(found), shown)

    def _found(self, text: query.Query, filters: dict[str, query.Query], names: list[str], limit: int) -> Results:
        facets = sorting.Facets()
        for name in names:
            facets.add_field(name, allow_overlap=name in SEVERAL, maptype=sorting.Count)
        within = query.And(list(filters.values())) if filters else None
        return self.searcher.search(text, limit=limit, filter=within, groupedby=facets)

    def _text(self, question: Question) -> query.Query:
        words = question.words
        match question.operator:
            case "all":
                return query.Every()
            case "and" | "or":
                stems = [self._fields("", query.Term, self._stem(word)) for word in words]
                return query.And(stems) if question.operator == "and" else query.Or(stems)
            case "phrase":
                return self._fields("_exact", query.Phrase, list(words))
            case "fuzzy":
                return self._fields("_exact", query.FuzzyTerm, words[0])
            case "prefix":
                return self._fields("_exact", query.Prefix, words[0])
        return self._fields("_exact", query.Wildcard, words[0])

    def _stem(self, word: str) -> str:
        return next((token.text for token in self.stemmer(word)), word)

    def _fields(self, suffix: str, kind: type[query.Query], wanted: object) -> query.Query:
        return query.Or([kind(f"{name}{suffix}", wanted) for name in BOOSTS])


def _fields(document: Document) -> Iterator[tuple[str, object]]:
    values = document.values
    yield "id", document.id
    for name in BOOSTS:
        if text := values.get(name):
            yield name, text
            yield f"{name}_exact", text
    for name in SEVERAL:
        yield name, ",".join(values.get(name) or ())
    for name in SINGLE:
        if value := values.get(name):
            yield name, value
    if day := values.get("date"):
        yield "year", day.year


def _filters(question: Question) -> Iterator[tuple[str, query.Query]]:
    if question.actors:
        yield "actor", query.Or([query.Term("actor", actor) for actor in question.actors])
    if question.countries:
        yield "country", query.Or([query.Term("country", country) for country in question.countries])
    if question.years:
        yield "year", query.NumericRange("year", *question.years)
