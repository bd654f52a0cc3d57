"""From the values of facets to the names that people read, and back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names

from archive.article import ActorType
from archive.catalogue import Catalogue
from archive.search.request import UNKNOWN
from archive.text.countries import country_name, find_code
from archive.text.known import find_known
from archive.text.slugs import slug
from index import fold

_ENGLISH = Locale("en")
_DATE_SOURCES = {
    "json": "Given with the page",
    "meta": "Page metadata",
    "url": "Address of the page",
    "filename": "File name",
    "dateline": "Dateline",
    "estimated": "Estimated",
}
_MONTHS = get_month_names("wide", locale=_ENGLISH)
_MOST_ACTORS = 1_000
_MOST_LABELS = 20_000


class Label(NamedTuple):
    """How a value reads; `type` tells persons, organisations and state bodies apart and is None for other facets."""

    text: str
    type: ActorType | None = None


class Names:
    """Labels of facet values, and the values behind a label, alias or code that someone typed.

    What is said of actors is that of the moment when the first of them was asked for: made anew for every answer.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._actors = catalogue.actors

    @functools.cached_property
    def version(self) -> int:
        """The state of the catalogue in which it is asked; see `KnownActors.version`."""
        return self._actors.version

    def labels(self, facet: str, values: Iterable[str]) -> dict[str, Label]:
        """The label of every value; a value that nothing is known about is its own label."""
        if facet == "actor":
            return self._actor_labels(tuple(values))
        return {value: fixed_label(facet, value) for value in values}

    def label(self, facet: str, value: str | None) -> str:
        """The label of one value; None reads as unknown."""
        return UNKNOWN.capitalize() if value is None else self.labels(facet, (value,))[value].text

    def surfaces(self, values: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """How articles write each of these actors, the longest form first."""
        return self._actors.surfaces(values, self.version)

    def resolve(self, facet: str, typed: str) -> tuple[str, ...]:
        """The values that a typed value, label or alias stands for, likeliest first; itself where nothing is known."""
        if facet == "actor":
            return self._resolve_actor(typed)
        if facet == "country":
            return (find_code(typed) or typed.upper(),)
        return (typed.lower(),) if facet == "language" else (typed,)

    def resolvers(self) -> Mapping[str, Callable[[str], tuple[str, ...]]]:
        """What the query language uses for `actor:` and `country:`."""
        return {
            "actor": lambda typed: self.resolve("actor", typed),
            "country": lambda typed: self.resolve("country", typed),
            "country_about": lambda typed: self.resolve("country", typed),
            "language": lambda typed: self.resolve("language", typed),
        }

    def matching(self, facet: str, prefix: str, values: Iterable[str]) -> frozenset[str]:
        """Those of the values whose name, or for actors an alias, has a word that begins so."""
        if facet == "actor":
            return frozenset(self._actors.find(prefix, _MOST_ACTORS))
        wanted = fold(prefix)
        labels = self.labels(facet, values)
        return frozenset(
            value for value, label in labels.items() if _has_word(label.text, wanted) or fold(value).startswith(wanted)
        )

    def _actor_labels(self, values: tuple[str, ...]) -> dict[str, Label]:
        known = self._actors.labels(values, self.version)
        return {
            value: Label(known[value].label, known[value].type) if value in known else Label(value) for value in values
        }

    def _resolve_actor(self, typed: str) -> tuple[str, ...]:
        forms = tuple(dict.fromkeys((typed, slug(typed), *_aliased(typed))))
        known = self._actors.canonical(forms, self.version)
        if known:
            return tuple(dict.fromkeys(known[form] for form in forms if form in known))
        found = self._actor_labels(self._actors.find(typed, _MOST_ACTORS))
        words = set(fold(typed).split())
        namesakes = tuple(value for value, label in found.items() if words <= set(fold(label.text).split()))
        return namesakes or (slug(typed) or typed,)


def period_label(period: str) -> str:
    """`2019-05` as May 2019, likewise days and years."""
    match [int(number) for number in period.split("-")]:
        case [year, month, day]:
            return f"{day} {_MONTHS[month]} {year}"
        case [year, month]:
            return f"{_MONTHS[month]} {year}"
    return str(int(period))


@functools.lru_cache(_MOST_LABELS)
def fixed_label(facet: str, value: str) -> Label:
    """The label of a value that needs no catalogue: of every facet but `actor`, and of a script."""
    return Label(_fixed_name(facet, value))


def _fixed_name(facet: str, value: str) -> str:
    match facet:
        case "country":
            return country_name(value)
        case "language":
            return str(_ENGLISH.languages.get(value, value))
        case "script":
            return str(_ENGLISH.scripts.get(value, value))
        case "date":
            return period_label(value)
        case "date_source":
            return _DATE_SOURCES.get(value, value)
    return value


@functools.lru_cache(_MOST_ACTORS)
def _aliased(typed: str) -> tuple[str, ...]:
    """Actors that the committed tables know by this name; a table's capitals are not asked of someone who types."""
    return tuple(
        slug(mention.label)
        for form in (typed, typed.title(), typed.upper())
        for mention in find_known(form, language=None)
        if mention.type and (mention.start, mention.end) == (0, len(form))
    )


def _has_word(text: str, prefix: str) -> bool:
    return any(word.startswith(prefix) for word in fold(text).split()) or fold(text).startswith(prefix)
