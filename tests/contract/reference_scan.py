"""The oracle's reading of documents: which of them a clause or a filter matches, found by looking at each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from index import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Everything,
    Filter,
    Fuzzy,
    Kind,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Schema,
    TooManyTerms,
    Wildcard,
    Word,
)
from index.analysis import exact_terms, query_terms, stem_terms, tokens
from index.periods import bounds

Spellings = tuple[str, ...]


@dataclass(frozen=True)
class Scanned:
    """A document with the words of its TEXT fields, position by position, in both forms."""

    document: Document
    exact: Mapping[str, list[Spellings]]
    stems: Mapping[str, list[Spellings]]

    @classmethod
    def of(cls, document: Document, schema: Schema) -> Scanned:
        """Reads the document once."""
        words = {
            field.name: [token.text for token in tokens(str(document.values.get(field.name) or ""))]
            for field in schema.of_kind(Kind.TEXT)
        }
        return cls(
            document,
            {name: [exact_terms(word) for word in found] for name, found in words.items()},
            {name: [stem_terms(word, document.language) for word in found] for name, found in words.items()},
        )

    def held(self, field: str) -> tuple[str, ...]:
        """The values of a KEYWORD or DAY field, as strings, none twice."""
        return self.document.kept(field)

    def day(self, field: str) -> datetime.date | None:
        """The value of a DAY field."""
        value = self.document.values.get(field)
        return value if isinstance(value, datetime.date) else None


@dataclass(frozen=True)
class Scan:
    """All documents of one commit, and what a word pattern may stand for among them."""

    documents: tuple[Scanned, ...]
    schema: Schema
    max_terms: int

    def score(self, clause: Clause, one: Scanned) -> float | None:
        """A score that grows with the number of matching words; None where the document does not match."""
        match clause:
            case Everything():
                return 0.0
            case Nothing():
                return None
            case And(clauses):
                scores = [self.score(inner, one) for inner in clauses]
                return None if None in scores else sum(filter(None, scores))
            case Or(clauses):
                found = [score for inner in clauses if (score := self.score(inner, one)) is not None]
                return sum(found) if found else None
            case Not(inner):
                return 0.0 if self.score(inner, one) is None else None
            case AnyOf() | AllOf() | NoneOf() | Between():
                return 0.0 if passes(clause, one, self.schema) else None
            case Word() | Phrase():
                return self._in_fields(clause, lambda name: _times(clause, one, name))
            case Prefix() | Wildcard() | Fuzzy():
                wanted = _pattern(clause)
                return self._in_fields(clause, lambda name: any(map(wanted, _flat(one.exact[name]))))

    def refuse_too_many(self, clause: Clause) -> None:
        """Raises TooManyTerms where a pattern in the clause stands for more terms of one field than may be."""
        match clause:
            case And(clauses) | Or(clauses):
                for inner in clauses:
                    self.refuse_too_many(inner)
            case Not(inner):
                self.refuse_too_many(inner)
            case Prefix() | Wildcard() | Fuzzy():
                wanted = _pattern(clause)
                for name in self._names(clause.field):
                    count = sum(map(wanted, {term for one in self.documents for term in _flat(one.exact[name])}))
                    if count > self.max_terms:
                        raise TooManyTerms(clause.text, count, self.max_terms)

    def _in_fields(
        self, clause: Word | Phrase | Prefix | Wildcard | Fuzzy, times: Callable[[str], int]
    ) -> float | None:
        """One for every field that the clause is found in, and a little more for every further time."""
        score = 0.0
        for name in self._names(clause.field):
            if found := times(name):
                score += clause.boost * self.schema.field(name).boost * (2 - 1 / found)
        return score or None

    def _names(self, field: str | None) -> list[str]:
        return [field] if field else [searched.name for searched in self.schema.searched]


def passes(filter_: Filter, one: Scanned, schema: Schema) -> bool:
    """Whether a filter lets the document through."""
    if isinstance(filter_, Between):
        day = one.day(filter_.field)
        first, last = filter_.first or datetime.date.min, filter_.last or datetime.date.max
        return day is not None and first <= day <= last
    has = [_has(one, filter_.field, value, schema) for value in filter_.values]
    if isinstance(filter_, AnyOf):
        return any(has)
    return all(has) if isinstance(filter_, AllOf) else not any(has)


def edits(left: str, right: str) -> int:
    """The optimal string alignment distance, by the textbook table."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i, j in product(range(1, len(left) + 1), range(1, len(right) + 1)):
        replaced = table[i - 1, j - 1] + (left[i - 1] != right[j - 1])
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, replaced)
        if i > 1 and j > 1 and left[i - 2 : i] == right[j - 2 : j][::-1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left), len(right)]


def _has(one: Scanned, field: str, value: str | None, schema: Schema) -> bool:
    if value is None:
        return not one.held(field)
    if schema.field(field).kind is not Kind.DAY:
        return value in one.held(field)
    first, last = bounds(value)
    day = one.day(field)
    return day is not None and first <= day <= last


def _times(clause: Word | Phrase, one: Scanned, name: str) -> int:
    """How often the word or phrase stands in a field."""
    words = [token.text for token in tokens(clause.text)]
    if isinstance(clause, Word) and len(words) == 1:
        wanted = set(query_terms(words[0]))
        return sum(not wanted.isdisjoint(terms) for terms in one.stems[name])
    spellings = [frozenset(exact_terms(word)) for word in words]
    places = [[at for at, terms in enumerate(one.exact[name]) if want & set(terms)] for want in spellings]
    slop = clause.slop if isinstance(clause, Phrase) else 0
    return sum(1 for chosen in product(*places) if _together(spellings, chosen, slop)) if places else 0


def _together(words: list[frozenset[str]], chosen: tuple[int, ...], slop: int) -> bool:
    """Whether words that stand at these of their places make a phrase."""
    if slop == 0:
        return all(at == chosen[0] + step for step, at in enumerate(chosen))
    apart = set(zip(words, chosen, strict=True))
    return len(apart) == len(chosen) and max(chosen) - min(chosen) <= len(chosen) - 1 + slop


def _pattern(clause: Prefix | Wildcard | Fuzzy) -> Callable[[str], bool]:
    """Whether an exact term is one that the clause stands for."""
    if isinstance(clause, Prefix):
        return lambda term: term.startswith(exact_terms(clause.text))
    if isinstance(clause, Wildcard):
        expression = re.compile("".join(_expressions(clause.text)), re.DOTALL)
        return lambda term: expression.fullmatch(term) is not None
    words = exact_terms(clause.text)
    return lambda term: any(edits(word, term) <= clause.distance for word in words)


def _expressions(typed: str) -> Iterator[str]:
    for part in re.findall(r"[*?]|[^*?]+", typed):
        yield {"*": ".*", "?": "."}.get(part) or re.escape("".join(exact_terms(part)[:1]))


def _flat(positions: list[Spellings]) -> Iterator[str]:
    for terms in positions:
        yield from terms
