"""An index for each build, and an alias for the current one.

    NAME                  alias of the generation being served
    NAME-000007           the documents of a generation; `_meta` of its mapping says what `Note` says
    NAME-000007-words     its words
    NAME-lock             see `index.engines.opensearch.lock`

A reader needs no lock: a generation, once current, is changed only by commits, and the switch from one to the next is
one change of the cluster's state.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass, replace

import orjson

from index.engine import Generation
from index.engines.opensearch.client import QUICK_SECONDS, Client, Json, Refused, only_one
from index.engines.opensearch.mapping import documents_index, words_index
from index.errors import IndexDamaged, IndexMissing
from index.generations import surplus
from index.schema import Schema

_REPLICAS_TIMEOUT_SECONDS = 600
_NOT_IN_TIME = 408
_ELECTION = "2s"
"""How long a search waits at a time for a cluster that is electing its manager."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is written down about a generation.

    `made_for` names the schema and the shards it was made for, `commit` counts what was made visible, `mark` is how far
    the source had been applied, and a generation that is not `complete` is still being filled, or was when its builder
    died.
    """

    number: int
    created: datetime.datetime
    made_for: str
    commit: int = 0
    mark: str | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations of one name in a cluster."""

    client: Client
    name: str

    def documents(self, number: int) -> str:
        """The name of the index of a generation's documents."""
        return f"{self.name}-{number:06d}"

    def words(self, number: int) -> str:
        """The name of the index of a generation's words."""
        return f"{self.documents(number)}-words"

    def notes(self) -> tuple[Note, ...]:
        """The complete generations, oldest first."""
        return tuple(note for note in self._all() if note.complete)

    def current(self) -> Note:
        """The generation being served; raises IndexMissing or IndexDamaged."""
        try:
            wanted = {"filter_path": "*.mappings._meta", "cluster_manager_timeout": _ELECTION}
            answer = self.client.ask("GET", f"/{self.name}/_mapping", None, wanted, QUICK_SECONDS)
        except IndexMissing:
            if self.notes():
                raise IndexDamaged(f"{self.name} has generations, but none is current: switch to one") from None
            raise IndexMissing(f"there is no index {self.name} at {self.client.address}") from None
        index, mapping = only_one(answer, self.name)
        return self._note(index, mapping)

    def note(self, number: int) -> Note:
        """The note of a generation; raises IndexMissing when there is none of that number."""
        for note in self.notes():
            if note.number == number:
                return note
        known = ", ".join(str(note.number) for note in self.notes()) or "none"
        raise IndexMissing(f"there is no generation {number}; there are: {known}")

    def begin(self, schema: Schema, shards: int) -> Note:
        """A generation to be filled: the one that a dead build had begun alike, else an empty one.

        What other dead builds left behind is removed. The caller holds the lock.
        """
        body = documents_index(schema, shards)
        made_for = hashlib.sha256(orjson.dumps(body)).hexdigest()
        everything = self._all()
        begun = [note for note in everything if not note.complete]
        alike = [note for note in begun if note.made_for == made_for and note.mark is not None][-1:]
        for note in begun:
            if note not in alike:
                self.remove(note.number)
        if alike:
            return alike[0]
        number = max((note.number for note in everything), default=0) + 1
        return self._create(Note(number, datetime.datetime.now(datetime.UTC), made_for), body, words_index(schema))

    def _create(self, note: Note, documents: Json, words: Json) -> Note:
        """Makes the indexes of a generation; its documents', which has the note, last."""
        self.remove(note.number)  # the words of a build that died just here
        self.client.ask("PUT", f"/{self.words(note.number)}", words)
        documents["mappings"]["_meta"] = _meta(note)
        self.client.ask("PUT", f"/{self.documents(note.number)}", documents)
        return note

    def write(self, note: Note) -> None:
        """Writes the note down."""
        self.client.ask("PUT", f"/{self.documents(note.number)}/_mapping", {"_meta": _meta(note)})

    def replicate(self, number: int, replicas: int) -> None:
        """Gives a filled generation its replicas, and waits until as many are there as there are nodes for."""
        for index in (self.documents(number), self.words(number)):
            self.client.ask("PUT", f"/{index}/_settings", {"number_of_replicas": replicas})
            health = self.client.ask("GET", f"/_cluster/health/{index}")
            copies = 1 + min(replicas, health["number_of_data_nodes"] - 1)
            self._wait_for(index, health["active_primary_shards"] * copies)

    def _wait_for(self, index: str, shards: int) -> None:
        """Until so many shards answer. Those that are not there in time have no room: a check tells of them."""
        wait = {"wait_for_active_shards": shards, "timeout": f"{_REPLICAS_TIMEOUT_SECONDS}s"}
        timeout = _REPLICAS_TIMEOUT_SECONDS + 10.0
        try:
            self.client.ask("GET", f"/_cluster/health/{index}", params=wait, timeout_seconds=timeout)
        except Refused as error:
            if error.status != _NOT_IN_TIME:
                raise

    def adopt(self, note: Note) -> Note:
        """Makes a filled index a generation; returns its new note."""
        adopted = replace(note, complete=True)
        self.write(adopted)
        return adopted

    def switch(self, number: int) -> None:
        """Makes the generation current, atomically; raises IndexMissing when there is none of that number."""
        self.note(number)
        removals: list[Json] = [
            {"remove": {"index": self.documents(note.number), "alias": self.name, "must_exist": False}}
            for note in self.notes()
            if note.number != number
        ]
        addition = {"add": {"index": self.documents(number), "alias": self.name}}
        self.client.ask("POST", "/_aliases", {"actions": [*removals, addition]})

    def prune(self, keep: int) -> tuple[int, ...]:
        """Removes the oldest generations but `keep`, never the current one; returns the numbers removed."""
        doomed = surplus([note.number for note in self.notes()], self.current().number, keep)
        for number in doomed:
            self.remove(number)
        return doomed

    def remove(self, number: int) -> None:
        """Removes a generation that is not current."""
        for index in (self.documents(number), self.words(number)):
            self.client.ask("DELETE", f"/{index}", params={"ignore_unavailable": "true"})

    def describe(self) -> tuple[Generation, ...]:
        """The complete generations with their numbers of documents, and the bytes of all their copies and words."""
        notes = self.notes()
        current = self.current().number if notes else 0
        return tuple(self._described(note, note.number == current) for note in notes)

    def _described(self, note: Note, current: bool) -> Generation:
        documents, words = self.documents(note.number), self.words(note.number)
        indices = self.client.ask("GET", f"/{documents},{words}/_stats/docs,store")["indices"]
        return Generation(
            number=note.number,
            created=note.created,
            documents=indices[documents]["primaries"]["docs"]["count"],
            mark=note.mark,
            current=current,
            size_bytes=sum(index["total"]["store"]["size_in_bytes"] for index in indices.values()),
        )

    def _all(self) -> list[Note]:
        answer = self.client.ask("GET", f"/{self.name}-*/_mapping", params={"filter_path": "*.mappings._meta"})
        found = [self._note(index, mapping) for index, mapping in answer.items() if self._pattern.fullmatch(index)]
        return sorted(found, key=lambda note: note.number)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{re.escape(self.name)}-(\d{{6,}})", re.ASCII)

    def _note(self, index: str, mapping: Json) -> Note:
        match, meta = self._pattern.fullmatch(index), mapping["mappings"].get("_meta", {})
        try:
            created = datetime.datetime.fromisoformat(meta["created"])
            number = int(match[1]) if match else 0
            return Note(number, created, meta["made_for"], meta["commit"], meta["mark"], meta["complete"])
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamaged(f"the index {index} is none of ours, or its notes were changed: {error}") from error


def _meta(note: Note) -> Json:
    return {
        "created": note.created.isoformat(),
        "made_for": note.made_for,
        "commit": note.commit,
        "mark": note.mark,
        "complete": note.complete,
    }
