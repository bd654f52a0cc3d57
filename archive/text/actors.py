"""Actors of an article: persons, organisations and state bodies, each by its canonical name, and where they occur."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from .actor import Actor
from .known import find_known
from .mentions import Mention, Mentions
from .names import plain
from .offices import persons_in_office
from .organisations import named_organisation
from .persons import introduced_persons, named_person, with_surnames_resolved
from .slugs import slug
from .state_bodies import find_state_bodies

EXTRACTOR_VERSION = 8
"""Raised with every change that can alter an article's actors, so that it is extracted again."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that a model found at text[start:end]."""

    kind: Literal["person", "organisation"]
    start: int
    end: int


class NameFinder(Protocol):
    """A model that finds names in English text."""

    def find(self, texts: Iterable[str]) -> Iterator[tuple[FoundName, ...]]:
        """The names in each text, in order of the texts."""
        ...


def find_actors(
    title: str, text: str, *, language: str | None = "en", finder: NameFinder | None = None
) -> tuple[Actor, ...]:
    """The actors of one article, most mentioned first; `finder` adds names that no table has, in English text only."""
    return next(find_actors_batch([(title, text, language)], finder))


def find_actors_batch(
    articles: Iterable[tuple[str, str, str | None]], finder: NameFinder | None
) -> Iterator[tuple[Actor, ...]]:
    """`find_actors` for each (title, text, language) of a batch, in order, with one pass of the model."""
    batch = list(articles)
    names = finder.find(text for _, text, language in batch if language == "en") if finder else iter(())
    for title, text, language in batch:
        found = next(names, ()) if language == "en" else ()
        in_title = [mention for mention in find_known(title, language) if mention.type]
        yield _grouped(title, in_title, text, _mentions(text, language, found))


def _mentions(text: str, language: str | None, names: tuple[FoundName, ...]) -> list[Mention]:
    """Every mention of an actor: what the tables know first, then what rules find, then what a model does."""
    mentions = Mentions()
    mentions.add(find_known(text, language))
    mentions.add(find_state_bodies(text, language))
    mentions.add(persons_in_office(text, language))
    mentions.add(introduced_persons(text))
    for name in names:
        if name.kind == "organisation":
            mentions.add(_under_known_name(mentions, [*named_organisation(text, name.start, name.end)]))
        elif person := named_person(text, name.start, name.end):
            mentions.add([person])
    return [mention for mention in with_surnames_resolved(text, mentions).found if mention.type]


def _under_known_name(mentions: Mentions, named: list[Mention]) -> Iterator[Mention]:
    """The mentions of an organisation, its acronym's among them, under the label by which its name is known already."""
    name = named[0] if named else None
    known = next((one for one in mentions.found if name and one.start <= name.start and name.end <= one.end), None)
    for mention in named:
        yield replace(mention, label=known.label, type=known.type) if known else mention


def _grouped(title: str, in_title: list[Mention], text: str, in_text: list[Mention]) -> tuple[Actor, ...]:
    by_value: dict[str, list[tuple[Mention, str]]] = {}
    for source, mentions in ((title, in_title), (text, sorted(in_text, key=lambda mention: mention.start))):
        for mention in mentions:
            surface = plain(source[mention.start : mention.end])
            by_value.setdefault(slug(mention.label), []).append((mention, surface))
    actors = [_actor(value, group, in_text) for value, group in by_value.items() if value]
    return tuple(sorted(actors, key=lambda actor: (-len(by_value[actor.value]), actor.value)))


def _actor(value: str, group: list[tuple[Mention, str]], in_text: list[Mention]) -> Actor:
    first = group[0][0]
    surfaces = tuple(dict.fromkeys(surface for _, surface in group))
    spans = tuple((mention.start, mention.end) for mention, _ in group if mention in in_text)
    return Actor(value, first.label, first.type or "organisation", surfaces, spans)
