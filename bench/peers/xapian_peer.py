"""Xapian by its Python binding, which Debian packages: `apt install python3-xapian`, and its folder on PYTHONPATH."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from bench.peers import Answer
from bench.queries import Question
from index import Document

try:
    import xapian
except ImportError:
    xapian: ModuleType | None = None

PREFIXES = {"title": "S", "text": "XT", "caption": "XP"}
BOOSTS = {"title": 2, "text": 1, "caption": 1}
KEYWORDS = {"actor": "XA", "country": "XC"}
YEAR, DAY, FIRST_FACET, MOST_VALUES = 0, 1, 2, 12
"""Slots: values of a facet are in several, for Xapian's own counting takes a slot for one value."""


def is_there() -> bool:
    """Whether Xapian can be asked."""
    return xapian is not None


class Xapian:
    """The C++ library: MatchSpy counts facets."""

    name = "xapian"

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        database = xapian.WritableDatabase(str(place), xapian.DB_CREATE_OR_OVERWRITE)
        terms = xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem("en"))
        terms.set_stemming_strategy(xapian.TermGenerator.STEM_SOME)
        for document in documents:
            database.add_document(self._document(document, terms))
        database.commit()
        database.compact(str(place.with_suffix(".compact")))
        database.close()

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.database = xapian.Database(str(place.with_suffix(".compact")))
        self.stem = xapian.Stem("en")

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        text, filters = self._text(question), self._filters(question)
        shared = [name for name in ("actor", "country", "year") if name not in filters]
        found = self._found(text, filters, shared, 10)
        for own in filters:
            others = {name: query for name, query in filters.items() if name != own}
            self._found(text, others, [own], 0)
        shown = 0
        for hit in found:
            values = hit.document.get_data().decode().split("\x1f")
            shown += 1
            if with_snippets:
                found.snippet(values[1].encode(), 150, self.stem)
        return Answer(found.get_matches_estimated(), shown)

    def _found(self, text: object, filters: dict[str, object], counted: list[str], size: int):  # type: ignore[no-untyped-def]
        query = text
        for filter_ in filters.values():
            query = xapian.Query(xapian.Query.OP_FILTER, query, filter_)
        enquire = xapian.Enquire(self.database)
        enquire.set_query(query)
        spies = {name: [xapian.ValueCountMatchSpy(slot) for slot in _slots(name)] for name in counted}
        for spy in (spy for of_field in spies.values() for spy in of_field):
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, size, self.database.get_doccount())
        for of_field in spies.values():
            counts: dict[bytes, int] = {}
            for spy in of_field:
                for item in spy.values():
                    counts[item.term] = counts.get(item.term, 0) + item.termfreq
            sorted(counts.items(), key=lambda item: -item[1])[:10]
        return found

    def _text(self, question: Question) -> object:
        words = question.words
        match question.operator:
            case "all":
                return xapian.Query.MatchAll
            case "phrase":
                phrases = [[f"{prefix}{word}" for word in words] for prefix in PREFIXES.values()]
                return self._any([xapian.Query(xapian.Query.OP_PHRASE, phrase) for phrase in phrases])
            case "prefix":
                return self._any([self._beginning(f"{prefix}{words[0]}") for prefix in PREFIXES.values()])
            case "and" | "or":
                operator = xapian.Query.OP_AND if question.operator == "and" else xapian.Query.OP_OR
                return xapian.Query(operator, [self._word(word) for word in words])
        raise NotImplementedError(question.operator)

    def _beginning(self, prefix: str) -> object:
        terms = [item.term for item in self.database.allterms(prefix)]
        return xapian.Query(xapian.Query.OP_SYNONYM, terms)

    def _word(self, word: str) -> object:
        stem = self.stem(word.encode()).decode()
        scale = xapian.Query.OP_SCALE_WEIGHT
        terms = {name: xapian.Query(f"Z{prefix}{stem}") for name, prefix in PREFIXES.items()}
        return self._any([xapian.Query(scale, term, BOOSTS[name]) for name, term in terms.items()])

    def _any(self, queries: list[object]) -> object:
        return xapian.Query(xapian.Query.OP_OR, queries)

    def _filters(self, question: Question) -> dict[str, object]:
        filters: dict[str, object] = {}
        for name, values in (("actor", question.actors), ("country", question.countries)):
            if values:
                filters[name] = self._any([xapian.Query(_term(KEYWORDS[name], value)) for value in values])
        if question.years:
            ends = f"{question.years[0]}-01-01", f"{question.years[1]}-12-31"
            filters["year"] = xapian.Query(xapian.Query.OP_VALUE_RANGE, DAY, *ends)
        return filters

    def _document(self, document: Document, terms: object):  # type: ignore[no-untyped-def]
        values, made = document.values, xapian.Document()
        terms.set_document(made)  # type: ignore[attr-defined]
        for name, prefix in PREFIXES.items():
            terms.index_text(str(values.get(name) or ""), 1, prefix)  # type: ignore[attr-defined]
        for name, prefix in KEYWORDS.items():
            for value, slot in zip(values.get(name) or (), _slots(name), strict=False):  # type: ignore[arg-type]
                made.add_boolean_term(_term(prefix, value))
                made.add_value(slot, value)
        if day := values.get("date"):
            made.add_value(YEAR, str(day)[:4])
            made.add_value(DAY, str(day))
        stored = (values.get(name) or "" for name in ("title", "text", "url", "date", "source"))
        made.set_data("\x1f".join(map(str, stored)))
        return made


def _slots(name: str) -> range:
    if name == "year":
        return range(YEAR, YEAR + 1)
    first = FIRST_FACET + MOST_VALUES * (name == "country")
    return range(first, first + MOST_VALUES)


def _term(prefix: str, value: str) -> str:
    return f"{prefix}:{value}"[:200]
