"""Actors of an article: persons, organisations and state bodies, each under its canonical name with where it is mentioned."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from .aliases import slug
from .gazetteer import Found
from .known import ActorType, Known, known_names
from .names import introduced, plain, surname

EXTRACTOR_VERSION = 1
"""Raised with every change that can alter an article's actors, so that it is extracted again."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of an article. `value` is the slug of `label`; `surfaces` are the forms used; `spans` are offsets into the text alone."""

    value: str
    label: str
    type: ActorType
    surfaces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that a model found at text[start:end]."""

    kind: Literal["person", "organisation"]
    start: int
    end: int


class NameFinder(Protocol):
    """A model that finds names in English text. `find` takes texts in a stream and answers for each in order."""

    def find(self, texts: Iterable[str]) -> Iterator[tuple[FoundName, ...]]: ...


@dataclass(frozen=True, slots=True)
class _Mention:
    label: str
    type: ActorType
    start: int
    end: int


def find_actors(title: str, text: str, *, language: str | None = "en", finder: NameFinder | None = None) -> tuple[Actor, ...]:
    """The actors of one article, most mentioned first; `finder` adds names that no table has, in English text only."""
    names = next(finder.find([text])) if finder and language == "en" else ()
    return _actors(title, text, language, names)


def find_actors_batch(articles: Iterable[tuple[str, str, str | None]], finder: NameFinder | None) -> Iterator[tuple[Actor, ...]]:
    """`find_actors` for each (title, text, language) of a batch, in order, with one pass of the model."""
    batch = list(articles)
    names = finder.find(text for _, text, language in batch if language == "en") if finder else iter(())
    for title, text, language in batch:
        yield _actors(title, text, language, next(names, ()) if language == "en" else ())


def _actors(title: str, text: str, language: str | None, names: tuple[FoundName, ...]) -> tuple[Actor, ...]:
    known = known_names().find(text)
    in_text = list(_known_mentions(known))
    taken = [(found.start, found.end) for found in known]
    in_text += _introduced_persons(text, taken)
    in_text += _repeated_surnames(text, in_text, taken)
    return _grouped(title, text, list(_known_mentions(known_names().find(title))), in_text)


def _known_mentions(known: Iterable[Found[Known]]) -> Iterator[_Mention]:
    for found in known:
        meaning = found.values[0]
        if meaning.type:
            yield _Mention(meaning.label, meaning.type, found.start, found.end)


def _introduced_persons(text: str, taken: list[tuple[int, int]]) -> list[_Mention]:
    persons = []
    for start, end in introduced(text):
        if not _overlaps(start, end, taken):
            persons.append(_Mention(plain(text[start:end]), "person", start, end))
            taken.append((start, end))
    return persons


def _repeated_surnames(text: str, mentions: list[_Mention], taken: list[tuple[int, int]]) -> list[_Mention]:
    """Later mentions by surname alone of the persons the article names in full."""
    repeated = []
    labels = {surname(mention.label): mention.label for mention in mentions if mention.type == "person" and " " in mention.label}
    for family, label in labels.items():
        for found in re.finditer(rf"\b{re.escape(family)}\b", text):
            if not _overlaps(found.start(), found.end(), taken):
                repeated.append(_Mention(label, "person", found.start(), found.end()))
                taken.append((found.start(), found.end()))
    return repeated


def _overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _grouped(title: str, text: str, in_title: list[_Mention], in_text: list[_Mention]) -> tuple[Actor, ...]:
    by_value: dict[str, list[tuple[str, _Mention]]] = {}
    for source, mentions in ((title, in_title), (text, in_text)):
        for mention in mentions:
            by_value.setdefault(slug(mention.label), []).append((source[mention.start : mention.end], mention))
    spans = {value: tuple(sorted((m.start, m.end) for _, m in group if m in in_text)) for value, group in by_value.items()}
    actors = [
        Actor(value, group[0][1].label, group[0][1].type, tuple(dict.fromkeys(plain(surface) for surface, _ in group)), spans[value])
        for value, group in by_value.items()
    ]
    return tuple(sorted(actors, key=lambda actor: (-len(by_value[actor.value]), actor.value)))
