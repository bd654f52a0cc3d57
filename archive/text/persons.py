"""Persons no table knows: introduced by a title or found by a model, and then meant by their surname alone."""

import re
from collections.abc import Iterator

from .country_forms import country_forms
from .mentions import Mention, Mentions
from .names import introduced, is_full_name, plain, surname, trimmed

_NAMES_A_PLACE = re.compile(
    r"(?:\s(?:primary|elementary|high|international|memorial|national|railway))?\s(?i:street|square|avenue|boulevard|road|"
    r"bridge|airport|station|stadium|arena|hospital|highway|district|school|college|university|museum|theatre|theater|"
    r"library|barracks|prize|award)\b"
)
"""What follows a person's name where a place or a prize is called after them."""


def introduced_persons(text: str) -> Iterator[Mention]:
    """Persons that a title introduces, by full name or surname."""
    for start, end in introduced(text):
        yield Mention(plain(text[start:end]), "person", start, end)


def named_person(text: str, start: int, end: int) -> Mention | None:
    """The person a model found at text[start:end], if it is a name of two words or more once titles are stripped."""
    span = trimmed(text, start, end)
    if span is None:
        return None
    name = plain(text[slice(*span)])
    is_place = _is_place(name) or _NAMES_A_PLACE.match(text, span[1])
    return Mention(name, "person", *span) if is_full_name(name) and not is_place else None


def _is_place(name: str) -> bool:
    return any(found.end - found.start == len(name) for found in country_forms("en").find(name))


def with_surnames_resolved(text: str, mentions: Mentions) -> Mentions:
    """`mentions` where a surname alone means the person of the article who has it, if there is just one such person."""
    full_names = _full_names(text, mentions)
    resolved = Mentions()
    resolved.add(_resolved(text, mention, full_names) for mention in mentions.found)
    for family, label in full_names.items():
        if label:
            spans = (found.span() for found in re.finditer(rf"\b{re.escape(family)}\b", text))
            resolved.add(Mention(label, "person", *span) for span in spans)
    return resolved


def _full_names(text: str, mentions: Mentions) -> dict[str, str | None]:
    """surname → the label of the one person named in full who has it in this article; None if several share it."""
    names: dict[str, str | None] = {}
    for mention in mentions.found:
        surface = plain(text[mention.start : mention.end])
        if mention.type == "person" and " " in surface:
            family = surname(surface)
            names[family] = mention.label if names.get(family, mention.label) == mention.label else None
    return names


def _resolved(text: str, mention: Mention, full_names: dict[str, str | None]) -> Mention:
    if mention.type != "person":
        return mention
    label = full_names.get(plain(text[mention.start : mention.end]))
    return Mention(label, "person", mention.start, mention.end) if label else mention
