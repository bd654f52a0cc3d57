"""Which actor a name stands for, in every article alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .actor import Actor, ActorType
from .slugs import slug

UNRESOLVED = "unresolved"
"""How the reason of an alias begins that could be more than one actor."""


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
    def value(self) -> str:
        """The value of the actor that it stands for."""
        return slug(self.label) if self.label else self.alias

    @property
    def is_ambiguous(self) -> bool:
        """Whether several actors go by it, none of them so often that it is taken for that one."""
        return self.label is None and self.why.startswith(UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Aliases:
    """A table of aliases, by alias. What one stands for may be an alias of yet another actor."""

    table: Mapping[str, Alias] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, aliases: Iterable[Alias]) -> Aliases:
        """The table of these aliases."""
        return cls(MappingProxyType({alias.alias: alias for alias in aliases}))

    def actor(self, value: str) -> Alias | None:
        """The last alias on the way from a value to its actor; None where the value stands for itself."""
        found, following = None, self.table.get(value)
        while following and following.label:
            found = following
            following = self.table.get(found.value) if found.value != found.alias else None
        return found

    def value(self, name: str) -> str:
        """The value of the actor that a name or value stands for; its own slug if the table does not know it."""
        found = self.actor(slug(name))
        return found.value if found else slug(name)

    def resolve(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """The actors of an article under their canonical names, those that are one actor put together.

        Candidates of which the table says nothing are left out.
        """
        if not any(actor.value in self.table or actor.type == "candidate" for actor in actors):
            return tuple(actors)
        merged: dict[str, Actor] = {}
        for actor in map(self._canonical, actors):
            if actor.type == "candidate":
                continue
            merged[actor.value] = _together(merged[actor.value], actor) if actor.value in merged else actor
        return tuple(sorted(merged.values(), key=lambda actor: (-len(actor.spans), actor.value)))

    def above(self, learned: Aliases) -> Aliases:
        """Both tables as one in which this one decides: what it names an actor is no alias of another."""
        named = {alias.value for alias in self.table.values()}
        kept = {name: alias for name, alias in learned.table.items() if name not in named or alias.value == name}
        return Aliases(MappingProxyType({**kept, **self.table}))

    def flat(self) -> Aliases:
        """The same table, where every alias leads straight to its actor."""
        return Aliases.of(self._straight(alias) for alias in self.table.values())

    def _straight(self, alias: Alias) -> Alias:
        last = self.actor(alias.alias) or alias
        return dataclasses.replace(alias, label=last.label, type=last.type)

    def _canonical(self, actor: Actor) -> Actor:
        found = self.actor(actor.value)
        if found is None or found.label is None:
            return actor
        return dataclasses.replace(actor, value=found.value, label=found.label, type=found.type)


def _together(first: Actor, second: Actor) -> Actor:
    surfaces = tuple(dict.fromkeys((*first.surfaces, *second.surfaces)))
    return dataclasses.replace(first, surfaces=surfaces, spans=tuple(sorted({*first.spans, *second.spans})))
