"""One canonical name per actor across articles: the table of aliases, learned and edited by an operator."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .actors import Actor
from .mentions import ActorType
from .slugs import slug

__all__ = ["Alias", "Aliases", "BadAliases", "format_aliases", "learn", "parse_aliases", "slug"]

LEAST_ARTICLES = 3
LEAST_AGREEMENT = 0.8
_COLUMNS = ("alias", "actor", "type", "why")
_OPERATOR = "operator"
_TYPES: dict[str, ActorType] = {"person": "person", "organisation": "organisation", "state": "state"}
_HEADER = f"""\
# Aliases of actors: the value in the first column is read as the actor in the second, or kept if it is empty.
# Edit lines freely and write "{_OPERATOR}" in the last column: such lines are kept when the rest is learned anew.
{chr(9).join(_COLUMNS)}
"""


class BadAliases(ValueError):
    """An alias table that cannot be read; the message names the line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What the actor value `alias` stands for: the actor called `label`, or itself where that is None.

    `why` says who decided: the operator, or the articles that agree or differ.
    """

    alias: str
    label: str | None
    type: ActorType
    why: str

    @property
    def is_operators(self) -> bool:
        """Whether the operator wrote it, so that learning leaves it alone."""
        return self.why.startswith(_OPERATOR)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The alias table, by alias."""

    table: Mapping[str, Alias] = field(default_factory=lambda: MappingProxyType({}))

    def value(self, name: str) -> str:
        """The actor value that a name or value stands for; its own slug if the table does not know it."""
        own = slug(name)
        alias = self.table.get(own)
        return slug(alias.label) if alias and alias.label else own

    def resolve(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """The actors of an article under their canonical names, those that are one actor put together."""
        merged: dict[str, Actor] = {}
        for actor in map(self._canonical, actors):
            merged[actor.value] = _together(merged[actor.value], actor) if actor.value in merged else actor
        return tuple(sorted(merged.values(), key=lambda actor: (-len(actor.spans), actor.value)))

    def merged(self, alias: str, label: str, type: ActorType) -> Aliases:
        """The table in which the operator has `alias` read as the actor `label`."""
        return self._with(Alias(slug(alias), label, type, _OPERATOR))

    def split(self, alias: str) -> Aliases:
        """The table in which the operator keeps `alias` an actor of its own."""
        known = self.table.get(slug(alias))
        return self._with(Alias(slug(alias), None, known.type if known else "person", _OPERATOR))

    def learned(self, articles: Iterable[Sequence[Actor]]) -> Aliases:
        """The table learned anew from the actors of `articles`, with the operator's own lines kept."""
        kept = {name: alias for name, alias in self.table.items() if alias.is_operators}
        return Aliases(MappingProxyType({**learn(articles).table, **kept}))

    def _canonical(self, actor: Actor) -> Actor:
        alias = self.table.get(actor.value)
        if alias is None or alias.label is None:
            return actor
        return dataclasses.replace(actor, value=slug(alias.label), label=alias.label, type=alias.type)

    def _with(self, alias: Alias) -> Aliases:
        return Aliases(MappingProxyType({**self.table, alias.alias: alias}))


def _together(first: Actor, second: Actor) -> Actor:
    surfaces = tuple(dict.fromkeys((*first.surfaces, *second.surfaces)))
    return dataclasses.replace(first, surfaces=surfaces, spans=tuple(sorted({*first.spans, *second.spans})))


def learn(articles: Iterable[Sequence[Actor]]) -> Aliases:
    """Which names mean one person, as far as the articles agree.

    A surname, or another spelling of the first name, is read as the full name that at least 80 % of at least 3 articles
    with it use. A surname shared by several without such agreement is listed as unresolved.
    """
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for actors in articles:
        for actor in actors:
            if actor.type == "person":
                counts[actor.value] += 1
                labels.setdefault(actor.value, actor.label)
    found = (alias for family in _families(counts) for alias in _family_aliases(family, counts, labels))
    return Aliases(MappingProxyType({alias.alias: alias for alias in found}))


def _families(counts: Counter[str]) -> Iterator[list[str]]:
    """The values that end in the same surname, most frequent first."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        families[value.rpartition("-")[2]].append(value)
    return (family for family in families.values() if len(family) > 1)


def _family_aliases(family: list[str], counts: Counter[str], labels: dict[str, str]) -> Iterator[Alias]:
    full = [value for value in family if "-" in value]
    heads: list[str] = []
    totals: Counter[str] = Counter()
    for value in full:
        head = next((head for head in heads if _same_first_name(head, value)), value)
        if head == value:
            heads.append(head)
        totals[head] += counts[value]
    for value in full:
        head = next(head for head in heads if _same_first_name(head, value))
        if head != value and _agree(counts[head], totals[head]):
            yield Alias(value, labels[head], "person", f"{counts[head]} of {totals[head]} articles")
    for value in family:
        if "-" not in value:
            yield _surname_alias(value, totals, labels)


def _surname_alias(value: str, totals: Counter[str], labels: dict[str, str]) -> Alias:
    ranked = totals.most_common()
    head, most = ranked[0]
    every = sum(totals.values())
    if _agree(most, every):
        return Alias(value, labels[head], "person", f"{most} of {every} articles")
    return Alias(value, None, "person", "unresolved: " + ", ".join(f"{name} {count}" for name, count in ranked[:5]))


def _agree(most: int, every: int) -> bool:
    return every >= LEAST_ARTICLES and most >= LEAST_AGREEMENT * every


def _same_first_name(one: str, other: str) -> bool:
    """Whether two values of one surname can be one person: the same first name, its initial, or its other spelling."""
    first, second = one.partition("-")[0], other.partition("-")[0]
    if 1 in (len(first), len(second)):
        return first[0] == second[0]
    return first == second or (first[:3] == second[:3] and abs(len(first) - len(second)) <= 1)


def format_aliases(aliases: Aliases) -> str:
    """The table as the plain file an operator edits: tab-separated, one alias a line, sorted."""
    rows = ((alias.alias, alias.label or "", alias.type, alias.why) for _, alias in sorted(aliases.table.items()))
    return _HEADER + "".join("\t".join(row) + "\n" for row in rows)


def parse_aliases(text: str) -> Aliases:
    """The table in such a file; raises BadAliases with the number of the first line that is wrong."""
    table: dict[str, Alias] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or tuple(line.split("\t")) == _COLUMNS:
            continue
        alias = _parsed(line, number)
        if alias.alias in table:
            raise BadAliases(f"line {number}: the alias {alias.alias!r} is there twice")
        table[alias.alias] = alias
    return Aliases(MappingProxyType(table))


def _parsed(line: str, number: int) -> Alias:
    fields = line.split("\t")
    if len(fields) != len(_COLUMNS):
        raise BadAliases(f"line {number}: has {len(fields)} columns, not {len(_COLUMNS)} separated by tabs")
    alias, label, type_name, why = (text.strip() for text in fields)
    if not slug(alias):
        raise BadAliases(f"line {number}: the alias is empty")
    if type_name not in _TYPES:
        raise BadAliases(f"line {number}: the type is {type_name!r}, not one of {', '.join(_TYPES)}")
    return Alias(slug(alias), label or None, _TYPES[type_name], why)
