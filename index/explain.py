"""Why a search found nothing: what each of its parts would find alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from index.engine import Searcher
from index.query import And, Clause, Everything, Filter, Or, Phrase, Query, Word


@dataclass(frozen=True, slots=True)
class TermCount:
    """A part of what was typed, how many documents it alone would match, and indexed words that are spelt alike."""

    clause: Clause
    count: int
    spellings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FilterCount:
    """A filter and how many documents it alone would let through."""

    filter: Filter
    count: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a question with their counts; `text_alone` is what is found without any filter."""

    text_alone: int
    terms: tuple[TermCount, ...]
    filters: tuple[FilterCount, ...]


def explain(searcher: Searcher, query: Query, spellings: int = 3) -> Explanation:
    """How many documents each word and each filter alone would match; nearest spellings for words that match none."""
    return Explanation(
        text_alone=searcher.count(query.text),
        terms=tuple(_term(searcher, clause, spellings) for clause in _parts(query.text)),
        filters=tuple(FilterCount(filter_, searcher.count(Everything(), (filter_,))) for filter_ in query.filters),
    )


def _term(searcher: Searcher, clause: Clause, spellings: int) -> TermCount:
    count = searcher.count(clause)
    alike = searcher.spellings(clause.text, clause.field, spellings) if _is_word(clause) and not count else ()
    return TermCount(clause, count, alike)


def _is_word(clause: Clause) -> TypeGuard[Word | Phrase]:
    """Whether the clause looks for one word, in any form or in the one typed."""
    return isinstance(clause, Word | Phrase) and len(clause.text.split()) == 1


def _parts(clause: Clause) -> list[Clause]:
    """The parts of a clause that look for something; what is ruled out counts as one part."""
    if isinstance(clause, And | Or):
        return list(dict.fromkeys(part for inner in clause.clauses for part in _parts(inner)))
    return [] if isinstance(clause, Everything) else [clause]
