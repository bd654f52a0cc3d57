"""Organisations borne out by a second article: a name that one article alone has may be a slip of the model."""

from __future__ import annotations

from collections.abc import Iterable

from .aliases import Alias, Aliases
from .namesakes import NameCount

LEAST_ARTICLES = 2


def confirm(candidates: Iterable[NameCount]) -> Aliases:
    """The candidates that at least two articles name, each standing for the organisation of its own name."""
    return Aliases.of(
        Alias(name.value, name.label, "organisation", f"named in {name.articles} articles")
        for name in candidates
        if name.articles >= LEAST_ARTICLES
    )
