"""The whole question, as frozen values: clauses (what is looked for), filters, sort, page and facets.

Clauses form a tree. A word is matched by its stem, or by its folded form; phrases, prefixes, wildcards and fuzzy words
by the folded form alone. A clause without a field looks in every field that the schema marks as searched.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

Interval: TypeAlias = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document, with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no document."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, as typed."""

    text: str
    field: str | None = None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other in this order; with `slop`, that many other words may stand between them in all."""

    text: str
    field: str | None = None
    slop: int = 0
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so. Scores 1 × boost."""

    text: str
    field: str | None = None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Every word of this shape: `*` stands for any letters, `?` for one. Scores 1 × boost."""

    text: str
    field: str | None = None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word within `distance` edits (optimal string alignment: insert, delete, replace, swap neighbours).

    Scores 1 × boost.
    """

    text: str
    field: str | None = None
    distance: int = 1
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """Every clause matches; scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one clause matches; scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause does not match; scores 0."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field has one of the values; None stands for having no value at all.

    Values of a DAY field are periods: `2019`, `2019-05` or `2019-05-29`. As a clause it scores 0.
    In `Query.filters` this is what someone has chosen in the facet of that field.
    """

    field: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """The field has every one of the values: several values of one facet chosen with *and*."""

    field: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The field has none of the values."""

    field: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The DAY field lies between the two days, both included; either end may be open."""

    field: str
    first: datetime.date | None
    last: datetime.date | None


Filter: TypeAlias = AnyOf | AllOf | NoneOf | Between
Clause: TypeAlias = Everything | Nothing | Word | Phrase | Prefix | Wildcard | Fuzzy | And | Or | Not | Filter


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of hits: by score where `field` is None, else by that DAY field. No value comes last either way.

    Equal keys are ordered by document id, ascending.
    """

    field: str | None = None
    descending: bool = True


RELEVANCE = Sort()


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """Counts wanted over one KEYWORD or DAY field.

    `size` is how many buckets at most besides the selected ones (KEYWORD only; a timeline is always whole). `only`
    narrows the buckets to these values. `interval` is for DAY fields: None takes the finest that fits.
    """

    field: str
    size: int = 10
    only: frozenset[str] | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort key of its last hit (score, ordinal day, or None for no value) and its id."""

    key: float | int | None
    id: str


@dataclass(frozen=True, slots=True)
class SnippetRequest:
    """Snippets wanted with every hit: from which stored TEXT fields, how many, about how many characters each."""

    fields: tuple[str, ...]
    count: int = 2
    length: int = 200


@dataclass(frozen=True, slots=True)
class Query:
    """The whole question.

    Hits run from `offset`, or from behind the cursor `after`, whichever is given; `limit` 0 asks for counts alone.
    `collapse` names a KEYWORD field of one value: of the matching documents that share a value only the first in order
    is a hit, and stands for the others. A document without a value stands for itself. Totals and facets count on.
    """

    text: Clause = Everything()
    filters: tuple[Filter, ...] = ()
    sort: Sort = RELEVANCE
    offset: int = 0
    limit: int = 10
    after: Cursor | None = None
    facets: tuple[FacetRequest, ...] = ()
    snippets: SnippetRequest | None = None
    collapse: str | None = None
