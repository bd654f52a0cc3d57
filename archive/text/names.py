"""Names of persons as newspapers write them: what introduces a name, what it is made of, and its surname."""

import functools
import itertools
import re
from collections.abc import Iterator

from .gazetteer import read_table

_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ul|ter|ten|zu)"
NAME_WORD = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž]['’])?[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*[a-zß-öø-ÿā-ž](?:[-’'][A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+)*|[A-Z]\.)"
"""A pattern of one capitalised word that can be part of a name, or an initial."""
_NAME = re.compile(rf"{NAME_WORD}(?:\s(?:{_PARTICLE}[\s-]){{0,2}}{NAME_WORD}){{0,3}}")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["title"] for row in read_table("titles.tsv") if row["kind"] == kind)


@functools.cache
def _bodies() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("organisation_heads.tsv") if row["kind"] == "head")


@functools.cache
def _introduction() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _words("title") | _words("full")), key=len, reverse=True))
    return re.compile(rf"(?<![\w.-])({titles})\s(?={NAME_WORD})")


def introduced(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names that a title introduces: 'Foreign Minister [Sergei Lavrov]'."""
    for title in _introduction().finditer(text):
        name = _NAME.match(text, title.end())
        span = trimmed(text, name.start(), name.end()) if name else None
        if span and (title[1] not in _words("full") or " " in plain(text[slice(*span)])):
            yield span


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the name alone in text[start:end], without titles, possessives and what follows.

    None if nothing is left, or if it is the name of an organisation ('Electric Services').
    """
    words = [(word.start() + start, word.end() + start) for word in re.finditer(r"\S+", text[start:end])]
    while words and is_title(text[slice(*words[0])]):
        words.pop(0)
    if any(is_of_a_body(text[slice(*word)]) for word in words):
        return None
    words = list(itertools.takewhile(lambda word: not ends_names(text[slice(*word)]), words))
    while words and re.fullmatch(_PARTICLE, text[slice(*words[-1])]):
        words.pop()
    if not words:
        return None
    name = _bare(text[words[0][0] : words[-1][1]])
    return (words[0][0], words[0][0] + len(name)) if len(name) > 2 else None


def _bare(word: str) -> str:
    """A word or name without a possessive and the punctuation after it."""
    return _POSSESSIVE.sub("", word.rstrip(".,;:"))


def is_full_name(text: str) -> bool:
    """Whether `text` is built like a person's name of two to four words."""
    name = _NAME.fullmatch(text)
    return name is not None and len(text.split()) > 1


def is_title(word: str) -> bool:
    """Whether `word` alone introduces names: 'President', 'Mr.'."""
    return not {word, word.rstrip(".,")}.isdisjoint(_words("title") | _words("full"))


def ends_names(word: str) -> bool:
    """Whether `word` is no part of a person's name: 'Monday', 'Ministry', 'The'."""
    return _bare(word) in _words("never") or is_of_a_body(word)


def is_of_a_body(word: str) -> bool:
    """Whether `word` says what kind of organisation a name is of: 'Products', 'Council'."""
    return _bare(word) in _bodies()


def plain(name: str) -> str:
    """A name as one writes it once: single spaces, no possessive."""
    return _POSSESSIVE.sub("", " ".join(name.split()))


def surname(name: str) -> str:
    """The family name of a full name, with its particles: 'von Weizsaecker' of 'Richard von Weizsaecker'."""
    words = name.split()
    place = len(words) - 1
    while place > 1 and re.fullmatch(_PARTICLE, words[place - 1]):
        place -= 1
    return " ".join(words[place:])
