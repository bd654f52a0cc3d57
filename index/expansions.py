"""What a question's words are looked up as: exactly as written, folded, or in both alphabets."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.analysis import exact_terms, query_terms, tokens
from index.query import And, Clause, Fuzzy, Not, Or, Phrase, Prefix, Wildcard, Word
from index.terms import folded_parts, pattern
from index.transliteration import other_alphabet

Match: TypeAlias = Literal["exact", "folded", "translit"]
"""`exact`: words in the form in which they are typed, as if in quotes; `folded`: in every inflection; `translit`: also
as the other alphabet spells them. Case, diacritics and Serbian Cyrillic never matter."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One thing that was typed, and the terms that answer it; a stem not English begins with its language, `sr:`."""

    text: str
    terms: tuple[str, ...]


def matched(clause: Clause, match: Match) -> Clause:
    """The clause with its words looked up in that way."""
    match clause:
        case And(clauses) | Or(clauses):
            return dataclasses.replace(clause, clauses=tuple(matched(inner, match) for inner in clauses))
        case Not(inner):
            return Not(matched(inner, match))
        case Word() if match == "exact":
            return Phrase(clause.text, clause.field, boost=clause.boost)
        case Word() | Phrase() | Prefix() if match == "translit":
            return _or((clause, *_respelt(clause)))
    return clause


def expansions(clause: Clause, match: Match) -> tuple[Expansion, ...]:
    """What each word, phrase and pattern of a clause is looked up as, in order and none twice."""
    return tuple(dict.fromkeys(_expansion(leaf, match) for leaf in _typed(clause)))


@functools.lru_cache(maxsize=1 << 12)
def _expansion(leaf: Word | Phrase | Prefix | Wildcard | Fuzzy, match: Match) -> Expansion:
    return Expansion(_as_typed(leaf), tuple(dict.fromkeys(_terms(matched(leaf, match)))))


def _or(clauses: tuple[Clause, ...]) -> Clause:
    return clauses[0] if len(clauses) == 1 else Or(clauses)


def _respelt(clause: Word | Phrase | Prefix) -> Iterator[Clause]:
    """The clause in the other alphabet, where that is looked up as anything else."""
    for text in other_alphabet(clause.text):
        other = dataclasses.replace(clause, text=text)
        if set(_terms(other)) - set(_terms(clause)):
            yield other


def _as_typed(clause: Word | Phrase | Prefix | Wildcard | Fuzzy) -> str:
    return clause.text if isinstance(clause, Word | Phrase) else pattern(clause).typed


def _typed(clause: Clause) -> Iterator[Word | Phrase | Prefix | Wildcard | Fuzzy]:
    match clause:
        case And(clauses) | Or(clauses):
            for inner in clauses:
                yield from _typed(inner)
        case Not(inner):
            yield from _typed(inner)
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield clause


def _terms(clause: Clause) -> Iterator[str]:
    match clause:
        case Or(clauses):
            for inner in clauses:
                yield from _terms(inner)
        case Word(text) if len(words := [token.text for token in tokens(text)]) == 1:
            yield from query_terms(words[0])
        case Word(text) | Phrase(text):
            yield " ".join("|".join(exact_terms(token.text)) for token in tokens(text))
        case Prefix(text):
            yield from (f"{term}*" for term in exact_terms(text))
        case Wildcard(text):
            yield "".join(folded_parts(text))
        case Fuzzy(text):
            yield from (f"{term}~{clause.distance}" for term in exact_terms(text))
