"""One name for each actor in all articles: learned where they agree, and above that as the operator's file says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue import Catalogue
from archive.text.alias_file import BadAliases, edit_aliases, parse_aliases
from archive.text.aliases import Alias, Aliases
from archive.text.candidates import confirm
from archive.text.namesakes import LEARNER_VERSION, learn

_FILE = "actors.tsv"
_STATE = "actors"


class BadActorFile(ValueError):
    """The operator's file of actors cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class ActorFile:
    """The operator's own aliases, in the file where they are written."""

    path: Path
    text: str
    aliases: Aliases

    @property
    def digest(self) -> str:
        """Tells one state of the file from another; empty for a file without content."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""

    def edited(self, aliases: Iterable[Alias]) -> ActorFile:
        """The file with these aliases in place of what it said of them; raises BadActorFile if they contradict it."""
        return _parsed(self.path, edit_aliases(self.text, aliases))

    def write(self) -> None:
        """Puts it in the place of the file there is, whole or not at all."""
        draft = self.path.with_suffix(".new")
        draft.write_text(self.text, encoding="utf-8")
        draft.replace(self.path)


def read_actors(home: Path) -> ActorFile:
    """The operator's file in the archive's folder, which need not be there; raises BadActorFile."""
    path = home / _FILE
    return _parsed(path, path.read_text(encoding="utf-8") if path.exists() else "")


def settle(catalogue: Catalogue, actors: ActorFile) -> tuple[str, ...]:
    """Learns the aliases anew and puts them in effect; returns the articles that have other actors by it.

    Where neither articles nor the file have changed since the last time, nothing is done.
    """
    with catalogue.transaction():
        if catalogue.memory.learned(_STATE) == _state(catalogue, actors):
            return ()
        learned = learn(catalogue.actors.persons()).above(confirm(catalogue.actors.candidates()))
        changed = catalogue.use_aliases(actors.aliases.above(learned))
        catalogue.memory.learn(_STATE, _state(catalogue, actors))
    return changed


def check_actors(catalogue: Catalogue, home: Path) -> tuple[str, ...]:
    """What is wrong with the operator's file, and which command mends it, a sentence each."""
    try:
        actors = read_actors(home)
    except BadActorFile as error:
        return (f"{error}: mend the line",)
    settled = catalogue.memory.learned(_STATE)
    known = settled.split(" ")[-1] if settled else ""
    return () if actors.digest == known else (f"{actors.path} has changed: run `archive actors learn`",)


def _state(catalogue: Catalogue, actors: ActorFile) -> str:
    return f"{LEARNER_VERSION} {catalogue.last_change()} {actors.digest}"


def _parsed(path: Path, text: str) -> ActorFile:
    try:
        return ActorFile(path, text, parse_aliases(text))
    except BadAliases as error:
        raise BadActorFile(f"{path}: {error}") from error
