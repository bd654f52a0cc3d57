"""A clause → the nodes that answer it from one commit."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from index.analysis import exact_terms, query_terms, tokens
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.filters import Masks
from index.columnar.found import Found
from index.columnar.nodes import Both, Either, Listed, Masked, Missing, Node, Other, Term, Whole
from index.columnar.phrase import phrase_in
from index.columnar.segment import TextField
from index.columnar.shapes import near, numbers_of
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
from index.schema import Field
from index.terms import MAX_FUZZY_DISTANCE, pattern

_KEPT = 2_000
"""Words of which it is kept what they stand for: most are asked for again, and it is some hundred bytes a segment."""

_KEPT_SHAPES = 500
_FEW = 5_000
"""The same for prefixes, wildcards and fuzzy words that stand for few terms; those that stand for more are refused."""


class Words:
    """The nodes of words, the same for every question to one commit; shared by threads."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self.node = functools.lru_cache(_KEPT)(self._node)
        self.exact = functools.lru_cache(_KEPT)(self._exact)
        self.near = functools.lru_cache(_KEPT_SHAPES)(self._near)
        self._few_shaped = functools.lru_cache(_KEPT_SHAPES)(self._if_few)

    def _node(self, clause: Word) -> Node | None:
        """The node of one word; None where it is several."""
        words = [token.text for token in tokens(clause.text)]
        if len(words) != 1:
            return None
        commit = self._commit
        found = ([part.segment.stems.find(term) for part in commit.parts] for term in query_terms(words[0]))
        stems = [numbers for numbers in found if any(number is not None for number in numbers)]
        return either(
            tuple(self._best(stems, field.name, clause.boost * field.boost) for field in looked_in(clause, commit)),
            commit,
        )

    def _exact(self, form: str, term: str) -> Term:
        """The node of an exact term."""
        return self._term(form, [part.segment.exact.find(term) for part in self._commit.parts], 1.0)

    def shaped(self, clause: Prefix | Wildcard | Fuzzy, part: int) -> Array:
        """The exact terms of the n-th segment that the clause stands for, by number."""
        few = self._few_shaped(clause, part)
        return numbers_of(clause, self._commit.parts[part].segment.exact) if few is None else few

    def _near(self, word: str, part: int) -> Array:
        """The exact terms of the n-th segment that may be meant by a misspelt word, by number."""
        return near(word, self._commit.parts[part].segment.exact, MAX_FUZZY_DISTANCE)

    def _if_few(self, clause: Prefix | Wildcard | Fuzzy, part: int) -> Array | None:
        numbers = numbers_of(clause, self._commit.parts[part].segment.exact)
        return numbers if len(numbers) <= _FEW else None

    def _best(self, stems: list[list[int | None]], name: str, boost: float) -> Node:
        """What any of the stems finds in a field, each document by its best."""
        nodes = [self._term(name, numbers, boost) for numbers in stems]
        present = tuple(node for node in nodes if node.size)
        if len(present) == 1 and present[0].size <= self._commit.live:
            return present[0]
        return Either(present, self._commit.live, is_maximum=True) if present else Missing(self._commit)

    def _term(self, form: str, terms: list[int | None], boost: float) -> Term:
        texts = [part.segment.texts[form] for part in self._commit.parts]
        lists = tuple(text.list_of(term) for text, term in zip(texts, terms, strict=True))
        size = sum(text.count(number) for text, number in zip(texts, lists, strict=True))
        return Term(self._commit, form, lists, size, boost)


class Planner:
    """Makes nodes for one question."""

    def __init__(self, commit: Commit, words: Words, masks: Masks, limits: Limits) -> None:
        self.commit = commit
        self._words = words
        self._masks = masks
        self._limits = limits
        self._started = time.monotonic()

    def check_time(self) -> None:
        """Raises QueryTimeout when the question has taken longer than it may."""
        seconds = self._limits.timeout_seconds
        if seconds and time.monotonic() - self._started > seconds:
            raise QueryTimeout(seconds)

    def node(self, clause: Clause) -> Node:
        """The node of a clause. Raises TooManyTerms."""
        match clause:
            case Word():
                return self._words.node(clause) or self._phrase(Phrase(clause.text, clause.field, boost=clause.boost))
            case Phrase():
                return self._phrase(clause)
            case And(clauses):
                return Both(tuple(map(self.node, clauses))) if clauses else Missing(self.commit)
            case Or(clauses):
                return either(tuple(map(self.node, clauses)), self.commit)
            case Prefix() | Wildcard() | Fuzzy():
                return self._fields(clause, partial(self._shape, clause))
            case Everything():
                return Whole(self.commit)
            case Nothing():
                return Missing(self.commit)
            case Not(inner):
                return Other(self.commit, self.node(inner))
            case AnyOf() | AllOf() | NoneOf() | Between():
                return Masked(self.commit, partial(self._masks.mask, clause))

    def _fields(self, clause: Phrase | Prefix | Wildcard | Fuzzy, node_for: Callable[[str, float], Node]) -> Node:
        fields = looked_in(clause, self.commit)
        return either(tuple(node_for(field.name, clause.boost * field.boost) for field in fields), self.commit)

    def _shape(self, clause: Prefix | Wildcard | Fuzzy, name: str, boost: float) -> Node:
        form, masks = f"{name}_exact", []
        for part, lists in zip(self.commit.parts, self._expanded(clause, form), strict=True):
            masks.append(np.zeros(part.segment.size, np.bool_))
            part.segment.texts[form].lists.mark(lists, masks[-1])
        return Masked(self.commit, masks.__getitem__, boost)

    def _expanded(self, clause: Prefix | Wildcard | Fuzzy, form: str) -> list[Array]:
        """The lists that the clause stands for in each segment; raises TooManyTerms."""
        texts = [part.segment.texts[form] for part in self.commit.parts]
        numbers = [self._words.shaped(clause, part) for part in range(len(self.commit.parts))]
        present = [text.lists_of(of_text) for text, of_text in zip(texts, numbers, strict=True)]
        if sum(map(len, present)) > self._limits.terms:
            self._check_terms(clause, texts, present)
        return present

    def _check_terms(self, clause: Prefix | Wildcard | Fuzzy, texts: list[TextField], lists: list[Array]) -> None:
        """Raises TooManyTerms when the lists of all segments are of more distinct terms than may be."""
        distinct = {
            text.terms.encoded(number)
            for text, of_text in zip(texts, lists, strict=True)
            for number in text.numbers[of_text].tolist()
        }
        if len(distinct) > self._limits.terms:
            raise TooManyTerms(pattern(clause).typed, len(distinct), self._limits.terms)

    def _phrase(self, clause: Phrase) -> Node:
        words = tuple(spellings for token in tokens(clause.text) if (spellings := exact_terms(token.text)))

        def node_for(name: str, boost: float) -> Node:
            spelt = [[self._words.exact(f"{name}_exact", spelling) for spelling in word] for word in words]
            terms = [[term for term in word if term.size] for word in spelt]
            if not all(terms):
                return Missing(self.commit)

            def find(part: int) -> Found:
                self.check_time()
                return phrase_in(self.commit, part, terms, words, clause.slop, boost)

            return Listed(self.commit, find)

        return self._fields(clause, node_for)


def looked_in(clause: Word | Phrase | Prefix | Wildcard | Fuzzy, commit: Commit) -> tuple[Field, ...]:
    """The field of the clause, or all that are searched."""
    return (commit.schema.field(clause.field),) if clause.field else commit.schema.searched


def either(nodes: tuple[Node, ...], commit: Commit) -> Node:
    """What any of the nodes finds; scores add up."""
    if len(nodes) == 1:
        return nodes[0]
    return Either(nodes, commit.live) if nodes else Missing(commit)
