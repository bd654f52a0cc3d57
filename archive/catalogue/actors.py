"""Which actors the articles name: how they are shown, found by their names, counted, and which of them are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import orjson

from archive.article import Actor, ActorType
from archive.catalogue.database import Database, Value
from archive.catalogue.records import ActorLabel
from archive.catalogue.remembered import Remembered
from archive.text.aliases import Alias, Aliases
from archive.text.namesakes import NameCount
from index import fold

LAST = "\U0010ffff"

_NOTE_ACTOR = """
INSERT INTO actor VALUES (?, ?, ?) ON CONFLICT (value) DO UPDATE SET label = excluded.label, type = excluded.type
WHERE NOT (actor.type = 'candidate' AND excluded.type = 'organisation' OR
           actor.type IN ('person', 'state') AND excluded.type = 'candidate')
"""
"""A name that one article bears out and another does not stays a candidate; nobody known is ever made one."""


class KnownActors:
    """Keyed by the values under which articles name actors; answers are under their canonical ones.

    What has no article any more keeps its label, and can be found by its names.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._labels = Remembered(database, self._look_up_labels)
        self._surfaces = Remembered(database, self._look_up_surfaces)
        self._canonical = Remembered(database, self._look_up_canonical)

    @property
    def version(self) -> int:
        """Is another one whenever what is said here has changed; of this thread alone.

        Who asks several things in a row gives it with each, and is told all of them as of the same moment.
        """
        return self._database.version

    def labels(self, values: Collection[str], version: int | None = None) -> dict[str, ActorLabel]:
        """How each of these actors is shown; one that no article ever named is left out."""
        return self._labels.of(values, version)

    def surfaces(self, values: Collection[str], version: int | None = None) -> dict[str, tuple[str, ...]]:
        """How articles write each of these actors, under any alias, the longest form first."""
        return self._surfaces.of(values, version)

    def canonical(self, values: Collection[str], version: int | None = None) -> dict[str, str]:
        """The actor that each value stands for; one that is neither an actor's nor an alias is left out."""
        return self._canonical.of(values, version)

    def _look_up_labels(self, values: Collection[str]) -> dict[str, ActorLabel]:
        own = (
            "SELECT value, label, iif(type = 'candidate', 'organisation', type) FROM actor"
            " WHERE value IN (SELECT value FROM json_each(?))"
        )
        aliased = (
            "SELECT value, label, type FROM alias WHERE label IS NOT NULL"
            " AND value IN (SELECT value FROM json_each(?)) ORDER BY alias DESC"
        )
        rows = (row for found in (own, aliased) for row in self._database.rows(found, _json(values)))
        return {value: ActorLabel(label, type) for value, label, type in rows}

    def _look_up_surfaces(self, values: Collection[str]) -> dict[str, tuple[str, ...]]:
        rows = self._database.rows(
            "WITH wanted AS (SELECT value FROM json_each(?)), meant (value, used) AS ("
            "SELECT value, value FROM wanted UNION SELECT value, alias FROM alias WHERE value IN wanted)"
            " SELECT DISTINCT meant.value, surface FROM meant JOIN actor_surface ON actor_surface.value = used"
            " ORDER BY length(surface) DESC, surface",
            _json(values),
        )
        found: dict[str, tuple[str, ...]] = dict.fromkeys(values, ())
        for value, surface in rows:
            found[value] += (surface,)
        return found

    def _look_up_canonical(self, values: Collection[str]) -> dict[str, str]:
        rows = self._database.rows(
            "SELECT value, value FROM actor WHERE value IN (SELECT value FROM json_each(?1))"
            " UNION ALL SELECT alias, value FROM alias WHERE alias IN (SELECT value FROM json_each(?1))",
            _json(values),
        )
        return dict(rows)

    def find(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Actors with words, in label or surface, that begin with each word typed; by label."""
        words = fold(prefix).split()
        if not words:
            return ()
        having = " INTERSECT ".join("SELECT value FROM actor_word WHERE word >= ? AND word < ?" for _ in words)
        bounds = [bound for word in words for bound in (word, word + LAST)]
        rows = self._database.rows(
            "SELECT coalesce(alias.value, actor.value) AS canonical FROM actor"  # noqa: S608
            f" LEFT JOIN alias ON alias.alias = actor.value WHERE actor.value IN ({having})"
            " AND (actor.type != 'candidate' OR alias.alias IS NOT NULL)"
            " GROUP BY canonical ORDER BY min(actor.label), canonical LIMIT ?",
            *bounds,
            limit,
        )
        return tuple(value for (value,) in rows)

    def persons(self) -> Iterator[NameCount]:
        """In how many articles each person is named, under the value the articles use."""
        return self._counts("person")

    def candidates(self) -> Iterator[NameCount]:
        """In how many articles each name occurs that may be an organisation's."""
        return self._counts("candidate")

    def _counts(self, type_: ActorType) -> Iterator[NameCount]:
        """Articles with the very same title and text count once."""
        rows = self._database.rows(
            "SELECT value, label, articles FROM (SELECT value, count(DISTINCT text_digest) AS articles"
            " FROM mention JOIN entry USING (id) GROUP BY value) JOIN actor USING (value) WHERE type = ?",
            type_,
        )
        return (NameCount(*row) for row in rows)

    def mentioned_in(self, value: str) -> Iterator[str]:
        """The articles that name an actor by this very value."""
        return (id for (id,) in self._database.rows("SELECT id FROM mention WHERE value = ?", value))

    def note(self, id: str, actors: Collection[Actor]) -> None:
        """Keeps which actors an article names, in place of those it named, and how they are called."""
        with self._database.transaction():
            self._database.write("DELETE FROM mention WHERE id = ?", id)
            self._database.write_many("INSERT INTO mention VALUES (?, ?)", [(actor.value, id) for actor in actors])
            for actor in actors:
                self._database.write(_NOTE_ACTOR, actor.value, actor.label, actor.type)
                self._note_names(actor.value, (actor.label, *actor.surfaces))
                surfaces = [(actor.value, surface) for surface in actor.surfaces]
                self._database.write_many("INSERT OR IGNORE INTO actor_surface VALUES (?, ?)", surfaces)

    def aliases(self, values: Collection[str] | None = None) -> Aliases:
        """The aliases in effect, of all values or of these."""
        chosen: Collection[Value] = values or ()
        only = f" WHERE alias IN ({', '.join('?' * len(chosen))})" if values is not None else ""
        rows = self._database.rows(f"SELECT alias, label, type, why FROM alias{only}", *chosen)  # noqa: S608
        return Aliases.of(Alias(*row) for row in rows)

    def use(self, aliases: Aliases) -> frozenset[str]:
        """Puts these aliases in effect; returns the values that now stand for another actor than before."""
        flat = aliases.flat()
        with self._database.transaction():
            before = self.aliases()
            gone = before.table.keys() - flat.table.keys()
            self._database.write_many("DELETE FROM alias WHERE alias = ?", [(name,) for name in gone])
            for alias in flat.table.values():
                if alias != before.table.get(alias.alias):
                    self._note_alias(alias)
        names = {*before.table, *flat.table}
        return frozenset(name for name in names if _meaning(before, name) != _meaning(flat, name))

    def _note_alias(self, one: Alias) -> None:
        write = self._database.write
        write("REPLACE INTO alias VALUES (?, ?, ?, ?, ?)", one.alias, one.value, one.label, one.type, one.why)
        if one.label:
            write("INSERT OR IGNORE INTO actor VALUES (?, ?, ?)", one.value, one.label, one.type)
            self._note_names(one.value, (one.label,))

    def _note_names(self, value: str, names: Iterable[str]) -> None:
        words = {word for name in names for word in fold(name).split()}
        self._database.write_many(
            "INSERT OR IGNORE INTO actor_word VALUES (?, ?)", [(word, value) for word in sorted(words)]
        )


def _json(values: Collection[str]) -> str:
    """Values as one parameter of a statement, however many they are."""
    return orjson.dumps([*values]).decode()


def _meaning(aliases: Aliases, name: str) -> tuple[str, str] | None:
    alias = aliases.table.get(name)
    return (alias.label, alias.type) if alias and alias.label else None
