"""How actors are shown, and found by the beginning of a word of any of their names."""

from __future__ import annotations

from collections.abc import Iterable

from archive.article import Actor
from archive.catalogue.database import Database
from archive.catalogue.records import ActorLabel
from index import fold

LAST = "\U0010ffff"


def learn(database: Database, actors: Iterable[Actor]) -> None:
    """Keeps the label of each actor and the words of its label and surfaces."""
    for actor in actors:
        database.write("REPLACE INTO actor VALUES (?, ?, ?)", actor.value, actor.label, actor.type)
        words = {word for name in (actor.label, *actor.surfaces) for word in fold(name).split()}
        database.write_many(
            "INSERT OR IGNORE INTO actor_word VALUES (?, ?)", [(word, actor.value) for word in sorted(words)]
        )


def of(database: Database, values: Iterable[str]) -> dict[str, ActorLabel]:
    """The label of each actor that is known."""
    found = {}
    for value in values:
        if row := database.row("SELECT label, type FROM actor WHERE value = ?", value):
            found[value] = ActorLabel(*row)
    return found


def find(database: Database, prefix: str, limit: int) -> tuple[str, ...]:
    """Actors that for each word of the prefix have a word that begins so, by label."""
    words = fold(prefix).split()
    if not words:
        return ()
    having = " INTERSECT ".join("SELECT value FROM actor_word WHERE word >= ? AND word < ?" for _ in words)
    bounds = [bound for word in words for bound in (word, word + LAST)]
    rows = database.rows(
        f"SELECT value FROM actor WHERE value IN ({having}) ORDER BY label, value LIMIT ?",  # noqa: S608
        *bounds,
        limit,
    )
    return tuple(value for (value,) in rows)
