"""The plain file in which an operator says which names are one actor."""

from __future__ import annotations

from collections.abc import Iterable

from .actor import ActorType
from .aliases import Alias, Aliases
from .slugs import slug

OPERATOR = "operator"
_COLUMNS = ("alias", "actor", "type", "why")
_TYPES: dict[str, ActorType] = {"person": "person", "organisation": "organisation", "state": "state"}
_HEADER = f"""\
# Which names are one actor. The name in the first column is read as the actor in the second, or stands for itself if
# that is empty; these lines stand above what is learned from the articles. Columns are separated by tabs.
{chr(9).join(_COLUMNS)}
"""


class BadAliases(ValueError):
    """An alias table that cannot be read; the message names the line and what is wrong with it."""


def parse_aliases(text: str) -> Aliases:
    """The table in such a file; raises BadAliases with the number of the first line that is wrong."""
    table: dict[str, Alias] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not _has_alias(line):
            continue
        alias = _parsed(line, number)
        if alias.alias in table:
            raise BadAliases(f"line {number}: the alias {alias.alias!r} is there twice")
        table[alias.alias] = alias
        if _is_circular(alias, table):
            raise BadAliases(f"line {number}: {alias.alias!r} leads back to itself by way of other lines")
    return Aliases(table)


def edit_aliases(text: str, aliases: Iterable[Alias]) -> str:
    """The file with these aliases in place of what it said of them; everything else in it stays as it is."""
    changed = {alias.alias: alias for alias in aliases}
    kept = [line for line in text.splitlines() or _HEADER.splitlines() if _subject(line) not in changed]
    rows = ["\t".join((one.alias, one.label or "", one.type, one.why)) for one in changed.values()]
    return "".join(f"{line}\n" for line in (*kept, *rows))


def _has_alias(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#") and tuple(line.split("\t")) != _COLUMNS


def _subject(line: str) -> str | None:
    return slug(line.partition("\t")[0]) if _has_alias(line) else None


def _parsed(line: str, number: int) -> Alias:
    fields = line.split("\t")
    if len(fields) != len(_COLUMNS):
        raise BadAliases(f"line {number}: has {len(fields)} columns, not {len(_COLUMNS)} separated by tabs")
    alias, label, type_name, why = (text.strip() for text in fields)
    if not slug(alias):
        raise BadAliases(f"line {number}: the alias is empty")
    if label and not slug(label):
        raise BadAliases(f"line {number}: the actor {label!r} has no letters that can stand in a value")
    if type_name not in _TYPES:
        raise BadAliases(f"line {number}: the type is {type_name!r}, not one of {', '.join(_TYPES)}")
    return Alias(slug(alias), label or None, _TYPES[type_name], why)


def _is_circular(alias: Alias, table: dict[str, Alias]) -> bool:
    """Whether following `alias`, newest in a table without circles, comes back to it."""
    step = alias
    while step.label and step.value != step.alias and step.value in table:
        step = table[step.value]
        if step == alias:
            return True
    return False
