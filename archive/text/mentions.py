"""A mention of an actor in a text, and the spans already spoken for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .actor import ActorType


@dataclass(frozen=True, slots=True)
class Mention:
    """text[start:end] speaks of the actor called `label`; with `type` None, of a news agency, which is no actor."""

    label: str
    type: ActorType | None
    start: int
    end: int


@dataclass(slots=True)
class Mentions:
    """The mentions of one text, none overlapping another: what is added first stands."""

    found: list[Mention] = field(default_factory=list)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Adds each mention whose span is still free."""
        for mention in mentions:
            if self.is_free(mention.start, mention.end):
                self.found.append(mention)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention so far overlaps text[start:end]."""
        return not any(start < mention.end and mention.start < end for mention in self.found)
