"""State bodies a text names by their country: 'the Russian Foreign Ministry', 'Министарство спољних послова Србије'."""

import functools
import re
from collections.abc import Iterator

from .country_forms import Reading, country_forms
from .country_names import country_name
from .gazetteer import Found, Gazetteer, read_table
from .inflection import case_forms
from .mentions import Mention
from .transliterate import to_latin

_BETWEEN = re.compile(r"['’]?s?\s(?:[a-z-]+\s)?|\s(?:of|of the|of the Republic of)\s|\s")


def find_state_bodies(text: str, language: str | None) -> Iterator[Mention]:
    """Every state body named with its country, and those named without where the text has named them once with it."""
    heads = _heads(language).find(text)
    if not heads:
        return
    countries = [found for found in country_forms(language).find(text) if _names_a_state(found)]
    owned = [(head, country) for head in heads if (country := _owner(text, head, countries))]
    yield from (_mention(head, country) for head, country in owned)
    for head in heads:
        owners = {_label(template, country) for template, country in _templates(owned) if template == head.values[0]}
        if len(owners) == 1 and text[head.start].isupper():
            yield Mention(owners.pop(), "state", head.start, head.end)


def _names_a_state(found: Found[Reading]) -> bool:
    return bool(found.values[0].code) and found.values[0].kind in ("name", "adjective", "people")


def _owner(text: str, head: Found[str], countries: list[Found[Reading]]) -> Found[Reading] | None:
    """The country named right before the body ('Serbia's', 'Serbian') or right after ('of Serbia', 'Србије')."""
    for country in countries:
        before, after = text[country.end : head.start], text[head.end : country.start]
        if (before and _BETWEEN.fullmatch(before)) or (after and _BETWEEN.fullmatch(after)):
            return country
    return None


def _templates(owned: list[tuple[Found[str], Found[Reading]]]) -> Iterator[tuple[str, Found[Reading]]]:
    return ((head.values[0], country) for head, country in owned)


def _mention(head: Found[str], country: Found[Reading]) -> Mention:
    start, end = min(head.start, country.start), max(head.end, country.end)
    return Mention(_label(head.values[0], country), "state", start, end)


def _label(template: str, country: Found[Reading]) -> str:
    code = country.values[-1].code
    return template.format(adjective=_attributes().get(code, country_name(code)), country=country_name(code))


@functools.cache
def _attributes() -> dict[str, str]:
    """code → the word put before its ministries: the adjective of the state, or the short name where that is usual."""
    adjectives: dict[str, str] = {}
    for row in read_table("countries.tsv"):
        if row["kind"] in ("adjective", "people"):
            adjectives.setdefault(row["code"], row["forms"].split("|")[0])
    return adjectives | {"US": "US", "GB": "UK", "XK": "Kosovo"}


@functools.cache
def _heads(language: str | None) -> Gazetteer[str]:
    column = language if language in ("sr", "ru") else "en"
    return Gazetteer(
        (form, row["label"]) for row in read_table("state_bodies.tsv") for form in _head_forms(row[column], column)
    )


def _head_forms(names: str, column: str) -> set[str]:
    forms = {name for name in names.split("|") if name}
    if column == "ru":
        return {case for name in forms for case in case_forms(name, "ru")}
    if column == "sr":
        cyrillic = {case for name in forms for case in case_forms(name, "sr")}
        return cyrillic | {to_latin(form) for form in cyrillic}
    return forms
