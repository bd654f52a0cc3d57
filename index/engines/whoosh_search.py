"""Answers questions from one commit of a Whoosh index, by Whoosh's own queries, matchers and BM25F.

What Whoosh is not asked for is counting, filtering and ordering: facets are counted, filters applied and hits ordered
over arrays that hold, for each field, which document has which value.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh import matching, query, reading, searching

from index import terms
from index.analysis import exact_terms, query_terms, tokens
from index.engine import Limits
from index.engines.whoosh_damage import damage_named
from index.errors import IndexDamaged, QueryTimeout
from index.proximity import occurrences
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

Documents: TypeAlias = npt.NDArray[np.int32]
Mask: TypeAlias = npt.NDArray[np.bool_]

_DEADLINE_EVERY = 2048
"""Documents between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents that match, by number ascending, with their scores."""

    documents: Documents
    scores: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all documents: pair i says that document `documents[i]` has value `values[ordinals[i]]`.

    Values are in order of their code points.
    """

    values: tuple[str, ...]
    documents: Documents
    ordinals: npt.NDArray[np.int32]

    @classmethod
    def read(cls, reader: reading.IndexReader, name: str) -> Column:
        """The column of a field whose terms are its values."""
        terms_ = [term.decode() for term in reader.lexicon(name)]
        postings = {term: np.fromiter(reader.postings(name, term).all_ids(), np.int32) for term in terms_}
        held = {term: documents for term, documents in postings.items() if len(documents)}  # not by deleted ones alone
        ordinals = np.repeat(np.arange(len(held), dtype=np.int32), [len(documents) for documents in held.values()])
        return cls(tuple(held), np.concatenate([np.empty(0, np.int32), *held.values()]), ordinals)

    @classmethod
    def of_ids(cls, reader: reading.IndexReader) -> Column:
        """The column of ids, which Whoosh keeps as one: thirty times faster to read than a posting for each."""
        ids = reader.column_reader("id") if reader.doc_count() else ()
        pairs = sorted((ids[number], number) for number in reader.all_doc_ids())
        numbers = np.array([number for _, number in pairs], np.int32)
        return cls(tuple(document_id for document_id, _ in pairs), numbers, np.arange(len(pairs), dtype=np.int32))

    def having(self, wanted: Callable[[str], bool]) -> Documents:
        """The documents with a value of which `wanted` is true; one may stand there several times."""
        chosen = np.fromiter(map(wanted, self.values), np.bool_, len(self.values))
        return self.documents[chosen[self.ordinals]] if len(self.values) else self.documents

    def count(self, matching_: Mask) -> dict[str, int]:
        """Each value that a document in the mask has, with the number of them."""
        counts = np.bincount(self.ordinals[matching_[self.documents]], minlength=len(self.values))
        return {self.values[ordinal]: int(counts[ordinal]) for ordinal in np.flatnonzero(counts)}


class Place(NamedTuple):
    """Where a word stands in one document, and what it scores there."""

    positions: tuple[int, ...]
    score: float


class Listed(query.Query):  # type: ignore[misc]
    """A Whoosh query whose answer is known already: document numbers, ascending, and their scores (0 if not given)."""

    boost = 1.0

    def __init__(self, documents: npt.NDArray[Any], scores: npt.NDArray[np.float64] | None = None) -> None:
        self.documents = documents
        self.scores = np.zeros(len(documents)) if scores is None else scores

    def matcher(self, searcher: searching.Searcher, context: Any = None) -> matching.Matcher:  # noqa: ARG002 Whoosh's
        """Whoosh's matcher over the list."""
        if not len(self.documents):
            return matching.NullMatcher()
        return matching.ListMatcher(self.documents.tolist(), self.scores.tolist())

    def estimate_size(self, ixreader: reading.IndexReader) -> int:  # noqa: ARG002 Whoosh's signature
        """How many documents there are in the list."""
        return len(self.documents)


class BestMatcher(matching.DisjunctionMaxMatcher):  # type: ignore[misc]
    """Whoosh's, but for scores: Whoosh's own takes the higher of two scores even where they are of two documents."""

    def score(self) -> float:
        """The higher score of those that the document has."""
        active = [matcher for matcher in (self.a, self.b) if matcher.is_active()]
        document = min(matcher.id() for matcher in active)
        scores: list[float] = [matcher.score() for matcher in active if matcher.id() == document]
        return max(scores)


class Best(query.DisjunctionMax):  # type: ignore[misc]
    """What any of the queries matches, with the highest score that one of them gives it."""

    def _matcher(self, subs: Any, searcher: searching.Searcher, context: Any) -> matching.Matcher:
        reader = searcher.reader()
        return self._tree_matcher(subs, BestMatcher, searcher, context, lambda sub: sub.estimate_size(reader))


@dataclass(frozen=True, slots=True)
class View:
    """One commit of a Whoosh index, opened for one thread."""

    searcher: searching.Searcher
    schema: Schema
    limits: Limits
    _columns: dict[str, Column] = field(default_factory=dict)

    @property
    def reader(self) -> reading.IndexReader:
        """Whoosh's reader of the commit."""
        return self.searcher.reader()

    def size(self) -> int:
        """One more than the highest document number; deleted documents have numbers too."""
        size: int = self.reader.doc_count_all()
        return size

    @damage_named()
    def column(self, name: str) -> Column:
        """The values of a KEYWORD or DAY field, or the ids; read once."""
        if name not in self._columns:
            self._columns[name] = Column.of_ids(self.reader) if name == "id" else Column.read(self.reader, name)
        return self._columns[name]

    def everything(self) -> Mask:
        """Which documents there are: not the deleted ones."""
        return self._holding(self.column("id").documents)

    @damage_named()
    def matches(self, clause: Clause) -> Matches:
        """The documents that a clause matches. Raises TooManyTerms, QueryTimeout."""
        seconds = self.limits.timeout_seconds
        deadline = time.monotonic() + seconds if seconds else float("inf")
        documents: list[int] = []
        scores: list[float] = []
        # needs_current keeps Whoosh from preloading unions, which rounds scores
        context = self.searcher.context(weighting=self.searcher.weighting, needs_current=True)
        matcher = self._compile(clause).matcher(self.searcher, context)
        while matcher.is_active():
            documents.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
            if seconds and len(documents) % _DEADLINE_EVERY == 0 and time.monotonic() > deadline:
                raise QueryTimeout(seconds)
        return Matches(np.array(documents, np.int32), np.array(scores, np.float64))

    def mask(self, filter_: Filter) -> Mask:
        """Which document numbers a filter lets through, deleted ones perhaps among them."""
        column = self.column(filter_.field)
        if isinstance(filter_, Between):
            first, last = filter_.first or datetime.date.min, filter_.last or datetime.date.max
            return self._holding(column.having(lambda day: first.isoformat() <= day <= last.isoformat()))
        is_day = self.schema.field(filter_.field).kind is Kind.DAY
        masks = [self._having(column, value, is_day) for value in filter_.values]
        if isinstance(filter_, AllOf):
            return reduce(np.logical_and, masks, np.ones(self.size(), np.bool_))
        some = reduce(np.logical_or, masks, np.zeros(self.size(), np.bool_))
        return ~some if isinstance(filter_, NoneOf) else some

    def expand(self, clause: Prefix | Wildcard | Fuzzy, name: str) -> tuple[str, ...]:
        """The exact terms of a TEXT field that the clause stands for. Raises TooManyTerms."""
        return terms.expand(
            terms.pattern(clause),
            lambda prefix: (term.decode() for term in self.reader.expand_prefix(f"{name}_exact", prefix)),
            self.limits.terms,
        )

    @damage_named()
    def words(self, name: str | None) -> frozenset[str]:
        """The exact terms of a TEXT field, or of all that are searched, those of deleted documents among them."""
        exact_names = [f"{searched}_exact" for searched in self._names(name)]
        return frozenset(term.decode() for exact in exact_names for term in self.reader.lexicon(exact))

    @damage_named()
    def stored(self, document: int) -> dict[str, Any]:
        """What is kept with a document, as Whoosh gives it back."""
        kept: dict[str, Any] = self.reader.stored_fields(document)
        if "id" not in kept:
            raise IndexDamaged(f"document number {document} has lost its id")
        return kept

    @damage_named()
    def frequency(self, word: str, name: str | None) -> int:
        """How many documents hold the exact term in a TEXT field, or at most in one of those that are searched."""
        exact_names = [f"{searched}_exact" for searched in self._names(name)]
        held = (self.reader.postings(exact, word) for exact in exact_names if (exact, word) in self.reader)
        return max((sum(1 for _ in matcher.all_ids()) for matcher in held), default=0)

    def _names(self, name: str | None) -> list[str]:
        return [name] if name else [searched.name for searched in self.schema.searched]

    def _holding(self, documents: Documents) -> Mask:
        mask = np.zeros(self.size(), np.bool_)
        mask[documents] = True
        return mask

    def _having(self, column: Column, value: str | None, is_day: bool) -> Mask:
        if value is None:
            return ~self._holding(column.documents)
        if is_day:  # the days of a month or year are those that begin like it
            return self._holding(column.having(lambda day: day.startswith(value)))
        return self._holding(column.having(lambda other: other == value))

    def _compile(self, clause: Clause) -> query.Query:
        """The Whoosh query of a clause."""
        match clause:
            case And(clauses):
                return query.And([self._compile(inner) for inner in clauses])
            case Or(clauses):
                return query.Or([self._compile(inner) for inner in clauses])
            case Word(text) if len(words := [token.text for token in tokens(text)]) == 1:
                return self._in_fields(clause, partial(self._word, words[0]))
            case Word(text) | Phrase(text):
                slop = clause.slop if isinstance(clause, Phrase) else 0
                return self._in_fields(clause, partial(self._phrase, [exact_terms(t.text) for t in tokens(text)], slop))
            case Prefix() | Wildcard() | Fuzzy():
                return self._in_fields(clause, partial(self._pattern, clause))
            case Everything():
                return Listed(np.flatnonzero(self.everything()))
            case Nothing():
                return query.NullQuery
            case Not(inner):  # Whoosh takes a NOT inside an OR for one of the whole
                without = self.everything()
                without[self.matches(inner).documents] = False
                return Listed(np.flatnonzero(without))
            case AnyOf() | AllOf() | NoneOf() | Between():
                return Listed(np.flatnonzero(self.mask(clause) & self.everything()))

    def _in_fields(
        self, clause: Word | Phrase | Prefix | Wildcard | Fuzzy, compile_for: Callable[[str, float], query.Query]
    ) -> query.Query:
        names = self._names(clause.field)
        return query.Or([compile_for(name, clause.boost * self.schema.field(name).boost) for name in names])

    def _word(self, word: str, name: str, boost: float) -> query.Query:
        return Best([query.Term(name, term, boost) for term in query_terms(word)])

    def _pattern(self, clause: Prefix | Wildcard | Fuzzy, name: str, boost: float) -> query.Query:
        found = [self.reader.postings(f"{name}_exact", term).all_ids() for term in self.expand(clause, name)]
        documents = np.unique(np.fromiter(chain.from_iterable(found), np.int32))
        return Listed(documents, np.full(len(documents), boost))

    def _phrase(self, words: list[tuple[str, ...]], slop: int, name: str, boost: float) -> query.Query:
        places = [self._places(f"{name}_exact", spellings) for spellings in words]
        together = sorted(set.intersection(*map(set, places))) if places else []
        found = {
            document: sum(word[document].score for word in places) * boost
            for document in together
            if any(occurrences(words, [word[document].positions for word in places], slop))
        }
        return Listed(np.array(list(found), np.int32), np.array(list(found.values()), np.float64))

    def _places(self, exact_name: str, spellings: tuple[str, ...]) -> dict[int, Place]:
        """Where the documents have a word under one of its spellings, and the better score of those."""
        places: dict[int, Place] = {}
        for term in spellings:
            if (exact_name, term) not in self.reader:
                continue
            matcher = self.searcher.postings(exact_name, term)
            while matcher.is_active():
                known = places.get(matcher.id(), Place((), 0.0))
                positions = sorted({*known.positions, *matcher.value_as("positions")})
                places[matcher.id()] = Place(tuple(positions), max(known.score, matcher.score()))
                matcher.next()
        return places
