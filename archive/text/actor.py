"""An actor as one article names it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

ActorType: TypeAlias = Literal["person", "organisation", "state", "candidate"]
"""A candidate may be an organisation: only a second article that names it makes it one."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation or state body that an article mentions.

    `value` is the slug of `label`; `surfaces` are the forms used, the title's first; `spans` say where, as character
    offsets into the text alone.
    """

    value: str
    label: str
    type: ActorType
    surfaces: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
