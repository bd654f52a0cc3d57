"""A search as someone asks for it: the public parameters, the same in the API, on the page and on the command line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index import Interval, Match

Op: TypeAlias = Literal["or", "and"]
Role: TypeAlias = Literal["any", "about"]
Highlight: TypeAlias = Literal["on", "off"]
Collapse: TypeAlias = Literal["story"]
Order: TypeAlias = Literal["relevance", "newest", "oldest"]

UNKNOWN = "unknown"
"""The value of a facet that stands for having no value."""

FACETS = ("actor", "country", "date", "source", "language", "date_source")
"""Facets that can be counted and chosen in; every one takes `unknown`, and all but `date` can be excluded from."""

HIT_FIELDS = (
    "title",
    "date",
    "date_precision",
    "date_source",
    "source",
    "language",
    "url",
    "copies",
    "actors",
    "countries",
    "snippets",
    "score",
)
"""Fields of a hit besides its id, which every hit has."""

SHOWING = frozenset(
    ("sort", "collapse", "page", "page_size", "cursor", "facet", "facet_size", "interval", "fields", "highlight")
)
"""Parameters that say how articles are shown, not which are found."""

DEFAULT_FACETS = ("actor", "country", "date")


@dataclass(frozen=True, slots=True)
class Request:
    """One search. Every parameter may be left out: an empty request matches every article.

    Several values of one facet mean any of them, or all of them with `_op="and"`; `_not` excludes. With
    `country_role="about"` every country parameter speaks of the countries an article is about, not of all it mentions.
    Values of `date` are `2019`, `2019-05`, `2019-05-29` or `unknown`. `facet` empty asks for no facets.
    `match` says how words are looked up, see `index.Match`. `fields` empty asks for every field of a hit;
    `highlight="off"` for no snippets.
    With `collapse="story"` one hit stands for a story and its copies; totals and facets go on counting articles.
    """

    q: str = ""
    q_op: Op = "and"
    match: Match = "folded"
    actor: tuple[str, ...] = ()
    actor_op: Op = "or"
    actor_not: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    country_op: Op = "or"
    country_not: tuple[str, ...] = ()
    country_role: Role = "any"
    source: tuple[str, ...] = ()
    source_not: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    language_not: tuple[str, ...] = ()
    date_source: tuple[str, ...] = ()
    date_source_not: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Order = "relevance"
    collapse: Collapse | None = None
    page: int = 1
    page_size: int = 10
    cursor: str | None = None
    facet: tuple[str, ...] = DEFAULT_FACETS
    facet_size: int = 10
    interval: Interval | None = None
    fields: tuple[str, ...] = ()
    highlight: Highlight = "on"

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def excluded(self, facet: str) -> tuple[str, ...]:
        """The values excluded in a facet."""
        values: tuple[str, ...] = getattr(self, f"{facet}_not", ())
        return values

    def op(self, facet: str) -> Op:
        """Whether an article must have any of the chosen values, or all of them."""
        op: Op = getattr(self, f"{facet}_op", "or")
        return op

    def field(self, facet: str) -> str:
        """The field of the schema that this request's facet counts."""
        return "country_about" if facet == "country" and self.country_role == "about" else facet


def parameter(field: str) -> str:
    """The public name of a field of the schema."""
    return "country" if field == "country_about" else field
