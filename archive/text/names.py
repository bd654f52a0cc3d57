"""Names of persons as newspapers write them: what introduces a name, what a name is made of, and its surname."""

import functools
import re
from collections.abc import Iterator

from .gazetteer import read_table

_PARTICLES = "von|van|der|den|de|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ul|ter|ten|y"
_GIVEN_OR_FAMILY = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*[\w](?:-[\w'’]+)*|[A-Z]\.(?:[A-Z]\.)*|(?:al|el|Al|El)-[A-Z][\w'-]+)"
_NAME = re.compile(rf"{_GIVEN_OR_FAMILY}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_GIVEN_OR_FAMILY}){{0,3}}")
_PARTICLE = re.compile(rf"(?:{_PARTICLES})", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(row["title"] for row in read_table("titles.tsv") if row["kind"] == "title")


@functools.cache
def _not_in_names() -> frozenset[str]:
    return frozenset(row["title"] for row in read_table("titles.tsv") if row["kind"] == "never")


@functools.cache
def _introduction() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _titles()), key=len, reverse=True))
    return re.compile(rf"\b(?:{titles})\.?\s(?={_GIVEN_OR_FAMILY})")


def introduced(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names that a title introduces: 'Foreign Minister [Sergei Lavrov]'."""
    for title in _introduction().finditer(text):
        start = title.end()
        name = _NAME.match(text, start)
        if name and (span := trimmed(text, start, name.end())):
            yield span


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the name alone within text[start:end]: without titles, possessives and words no name has; None if nothing is left."""
    words = [(found.start() + start, found.end() + start) for found in re.finditer(r"\S+", text[start:end])]
    while words and is_title(text[slice(*words[0])]):
        words.pop(0)
    for place, (first, last) in enumerate(words):
        word = text[first:last]
        if word.strip(".,;:") in _not_in_names() or not re.match(r"[^\W\d_]", word):
            words = words[:place]
            break
    while words and is_particle(text[slice(*words[-1])]):
        words.pop()
    if not words:
        return None
    first, last = words[0][0], words[-1][1]
    bare = _POSSESSIVE.sub("", text[first:last].rstrip(".,;:"))
    return (first, first + len(bare)) if len(bare) > 2 else None


def is_title(word: str) -> bool:
    """Whether `word` alone introduces names: 'President', 'Mr.'."""
    return word.rstrip(".,") in _titles()


def is_particle(word: str) -> bool:
    """Whether `word` is a particle within names, such as 'von' or 'de'."""
    return _PARTICLE.fullmatch(word) is not None


def plain(name: str) -> str:
    """A name as one writes it once: single spaces, no possessive."""
    return _POSSESSIVE.sub("", " ".join(name.split()))


def surname(name: str) -> str:
    """The family name of a full name, with its particles: 'von Weizsaecker' of 'Richard von Weizsaecker'."""
    words = name.split()
    place = len(words) - 1
    while place > 1 and is_particle(words[place - 1]):
        place -= 1
    return " ".join(words[place:])
