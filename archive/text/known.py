"""Actors known by name from the committed tables: international bodies, state bodies, public figures; and agencies, which are none."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .gazetteer import Gazetteer, read_table

ActorType = Literal["person", "organisation", "state"]
_TYPES: dict[str, ActorType] = {"organisation": "organisation", "state": "state"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a known surface stands for: a canonical actor, or with `type` None a news agency or newspaper, which is no actor.

    `surname_only` tells a person's name without the first name.
    """

    label: str
    type: ActorType | None
    surname_only: bool = False


def _forms(text: str) -> list[str]:
    return [form for form in text.split("|") if form]


def _bodies() -> Iterator[tuple[str, Known]]:
    for row in read_table("bodies.tsv"):
        known = Known(row["label"], _TYPES[row["type"]])
        for form in {row["label"], *_forms(row["forms"])}:
            yield form, known


def _persons() -> Iterator[tuple[str, Known]]:
    for row in read_table("persons.tsv"):
        full, _, alone = (row["forms"] or "").partition(";")
        for form in {row["label"], *_forms(full)}:
            yield form, Known(row["label"], "person")
        for form in dict.fromkeys(_forms(alone)):
            yield form, Known(row["label"], "person", surname_only=True)


def _agencies() -> Iterator[tuple[str, Known]]:
    for row in read_table("agencies.tsv"):
        for form in {row["label"], *_forms(row["forms"] or "")}:
            yield form, Known(row["label"], None)


@functools.cache
def known_names() -> Gazetteer[Known]:
    """The gazetteer of all tables; built once, 0.1 s."""
    return Gazetteer([*_bodies(), *_agencies(), *_persons()])
