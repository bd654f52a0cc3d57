"""A clause → the nodes that answer it from one commit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from index.analysis import exact_terms, query_terms, tokens
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.filters import Masks
from index.columnar.found import NOTHING, Found, common_places
from index.columnar.nodes import Both, Either, Listed, Masked, Node, Other, Term, Whole
from index.columnar.phrase import phrase_in
from index.columnar.segment import TextField
from index.columnar.shapes import numbers_of
from index.engine import Limits
from index.errors import QueryTimeout, TooManyTerms
from index.query import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Everything,
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
from index.terms import pattern


@dataclass(frozen=True)
class Planner:
    """Makes nodes for one question."""

    commit: Commit
    masks: Masks
    limits: Limits
    _shapes: dict[tuple[Clause, int], Array] = field(default_factory=dict)

    @cached_property
    def _deadline(self) -> float:
        seconds = self.limits.timeout_seconds
        return time.monotonic() + seconds if seconds else float("inf")

    def check_time(self) -> None:
        """Raises QueryTimeout when the question has taken longer than it may."""
        if time.monotonic() > self._deadline:
            raise QueryTimeout(self.limits.timeout_seconds or 0)

    def node(self, clause: Clause) -> Node:
        """The node of a clause. Raises TooManyTerms, QueryTimeout."""
        self.check_time()
        match clause:
            case Word(text) if len(words := [token.text for token in tokens(text)]) == 1:
                return self._fields(clause, partial(self._word, self._stems(words[0])))
            case Word(text) | Phrase(text):
                phrase = tuple(spellings for token in tokens(text) if (spellings := exact_terms(token.text)))
                slop = clause.slop if isinstance(clause, Phrase) else 0
                return self._fields(clause, partial(self._phrase, phrase, slop))
            case And(clauses):
                return Both(tuple(map(self.node, clauses))) if clauses else self._nothing()
            case Or(clauses):
                return self._either(tuple(map(self.node, clauses)))
            case Prefix() | Wildcard() | Fuzzy():
                return self._fields(clause, partial(self._shape, clause))
            case Everything():
                return Whole(self.commit)
            case Nothing():
                return self._nothing()
            case Not(inner):
                return Other(self.commit, self.node(inner))
            case AnyOf() | AllOf() | NoneOf() | Between():
                return Masked(self.commit, partial(self.masks.mask, clause))

    def _nothing(self) -> Node:
        return Listed(self.commit, lambda _: NOTHING)

    def _either(self, nodes: tuple[Node, ...], is_maximum: bool = False) -> Node:
        if len(nodes) == 1:
            return nodes[0]
        return Either(nodes, self.commit.live, is_maximum) if nodes else self._nothing()

    def _fields(
        self, clause: Word | Phrase | Prefix | Wildcard | Fuzzy, node_for: Callable[[str, float], Node]
    ) -> Node:
        """The clause in its field, or in all that are searched."""
        schema = self.commit.schema
        names = [clause.field] if clause.field else [field.name for field in schema.searched]
        return self._either(tuple(node_for(name, clause.boost * schema.field(name).boost) for name in names))

    def _stems(self, word: str) -> list[list[int | None]]:
        """The terms that answer a word: for each its number in every segment."""
        found = ([part.segment.stems.find(term) for part in self.commit.parts] for term in query_terms(word))
        return [numbers for numbers in found if any(number is not None for number in numbers)]

    def _word(self, stems: list[list[int | None]], name: str, boost: float) -> Node:
        nodes = [self._term(name, numbers, boost) for numbers in stems]
        present = tuple(node for node in nodes if node.size)
        if len(present) == 1 and present[0].size <= self.commit.live:
            return present[0]
        return Either(present, self.commit.live, is_maximum=True) if present else self._nothing()

    def _term(self, form: str, terms: list[int | None], boost: float) -> Term:
        texts = [part.segment.texts[form] for part in self.commit.parts]
        lists = tuple(text.list_of(term) for text, term in zip(texts, terms, strict=True))
        size = sum(text.count(number) for text, number in zip(texts, lists, strict=True))
        return Term(self.commit, form, lists, size, boost)

    def _shape(self, clause: Prefix | Wildcard | Fuzzy, name: str, boost: float) -> Node:
        expanded = self._expanded(clause, f"{name}_exact")

        def find(part: int) -> Found:
            segment = self.commit.parts[part].segment
            mask = np.zeros(segment.size, np.bool_)
            segment.texts[f"{name}_exact"].lists.mark(expanded[part], mask)
            documents = np.flatnonzero(mask).astype(np.int32)
            return Found(documents, np.full(len(documents), boost))

        return Listed(self.commit, find)

    def _expanded(self, clause: Prefix | Wildcard | Fuzzy, form: str) -> list[Array]:
        """The lists that the clause stands for in each segment; raises TooManyTerms."""
        texts = [part.segment.texts[form] for part in self.commit.parts]
        numbers = [self.shaped(clause, part) for part in range(len(self.commit.parts))]
        present = [
            common_places(text.numbers.view(np.int32), of_text) for text, of_text in zip(texts, numbers, strict=True)
        ]
        if sum(map(len, present)) > self.limits.terms:
            self._check_terms(clause, texts, present)
        return present

    def shaped(self, clause: Prefix | Wildcard | Fuzzy, part: int) -> Array:
        """The exact terms of the n-th segment that the clause stands for, by number."""
        key = clause, part
        if key not in self._shapes:
            self._shapes[key] = numbers_of(clause, self.commit.parts[part].segment.exact)
        return self._shapes[key]

    def _check_terms(self, clause: Prefix | Wildcard | Fuzzy, texts: list[TextField], lists: list[Array]) -> None:
        """Raises TooManyTerms when the lists of all segments are of more distinct terms than may be."""
        distinct = {
            text.terms.encoded(number)
            for text, of_text in zip(texts, lists, strict=True)
            for number in text.numbers[of_text].tolist()
        }
        if len(distinct) > self.limits.terms:
            raise TooManyTerms(pattern(clause).typed, len(distinct), self.limits.terms)

    def _phrase(self, words: tuple[tuple[str, ...], ...], slop: int, name: str, boost: float) -> Node:
        form = f"{name}_exact"
        terms = {spelling: self._exact(form, spelling) for spellings in words for spelling in spellings}

        def find(part: int) -> Found:
            self.check_time()
            return phrase_in(part, [[terms[spelling] for spelling in word] for word in words], words, slop, boost)

        return Listed(self.commit, find)

    def _exact(self, form: str, term: str) -> Term:
        return self._term(form, [part.segment.exact.find(term) for part in self.commit.parts], 1.0)
