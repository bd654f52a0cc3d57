"""Actors known by name from the committed tables: international and state bodies, public figures; and news agencies."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .actor import ActorType
from .country_forms import country_forms
from .gazetteer import Found, Gazetteer, fold, read_table
from .inflection import case_forms
from .mentions import Mention
from .names import NAME_WORD, ends_names, is_title
from .transliterate import is_cyrillic, to_cyrillic, to_latin

_TYPES: dict[str, ActorType] = {"organisation": "organisation", "state": "state"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What a known form stands for; a surname alone has the beginnings of the `first_names` that go with it."""

    label: str
    type: ActorType | None
    first_names: frozenset[str] = frozenset()


def find_known(text: str, language: str | None) -> Iterator[Mention]:
    """Every mention of a known actor or agency, in order."""
    for found in _known_forms(language).find(text):
        known = found.values[0]
        if not known.first_names:
            yield Mention(known.label, known.type, found.start, found.end)
        elif mention := _by_surname(text, found, known, language):
            yield mention


_GIVEN = re.compile(rf"({NAME_WORD})\s$")
_GOVERNMENT = re.compile(r"\s(?:[Aa]dministration|[Gg]overnment|[Cc]abinet)\b")
_NEXT_WORD = re.compile(r"\s([A-Z][a-z]+)\b")


def _by_surname(text: str, found: Found[_Known], known: _Known, language: str | None) -> Mention | None:
    """The mention a surname makes: of the known person, of a namesake with another first name, or of a government."""
    if government := _GOVERNMENT.match(text, found.end):
        return Mention(f"{text[found.start : found.end]} administration", "state", found.start, government.end())
    if (following := _NEXT_WORD.match(text, found.end)) and ends_names(following[1]):
        return None
    given = _GIVEN.search(text[max(0, found.start - 30) : found.start])
    if given and _is_anothers(given[1], known, language):
        name = f"{given[1]} {text[found.start : found.end]}"
        return Mention(name, "person", found.start - len(given[0]), found.end) if language not in ("sr", "ru") else None
    return Mention(known.label, "person", found.start, found.end)


def _is_anothers(word: str, known: _Known, language: str | None) -> bool:
    """Whether the word before a surname is a first name, and not one of the known person's."""
    if is_title(word) or ends_names(word) or word == "May" or word.isupper() or word.endswith(("'s", "’s")):
        return False
    return _initials(word) not in known.first_names and not country_forms(language).find(word)


def _initials(name: str) -> str:
    """Enough of a first name to tell it from others, however it is spelled: 'Sergei', 'Sergey'."""
    return fold(to_latin(name))[:2]


@functools.cache
def _known_forms(language: str | None) -> Gazetteer[_Known]:
    return Gazetteer((form, known) for name, known in _entries() for form in _forms(name, language))


def _forms(name: str, language: str | None) -> set[str]:
    """The forms of a name of the tables in texts of a language, with its case forms where the language has them."""
    if language == "sr":
        declined = case_forms(to_cyrillic(name), "sr")
        return {name} | declined | {to_latin(form) for form in declined}
    return case_forms(name, "ru") if is_cyrillic(name) else {name}


def _entries() -> Iterator[tuple[str, _Known]]:
    for row in read_table("bodies.tsv"):
        yield from ((form, _Known(row["label"], _TYPES[row["type"]])) for form in _split(row["label"], row["forms"]))
    for row in read_table("agencies.tsv"):
        yield from ((form, _Known(row["label"], None)) for form in _split(row["label"], row["forms"]))
    for row in read_table("persons.tsv"):
        full, _, alone = row["forms"].partition(";")
        names = _split(row["label"], full)
        yield from ((form, _Known(row["label"], "person")) for form in names)
        first_names = frozenset(_initials(name) for name in names)
        yield from ((form, _Known(row["label"], "person", first_names)) for form in _split(alone))


def _split(*fields: str) -> dict[str, None]:
    return dict.fromkeys(form for field in fields for form in field.split("|") if form)


@functools.cache
def known_labels() -> frozenset[str]:
    """The canonical labels of all known actors and agencies."""
    return frozenset(known.label for _, known in _entries())
