"""Numbered complete builds of an index in one folder, of which one is current.

    ROOT/current              the number of the generation being served; replaced atomically
    ROOT/lock                 held by whoever writes; says who and since when
    ROOT/000007/              a generation; ROOT/000007/generation.json says when it was made and its last mark
    ROOT/building-000008/     one being filled; what a dead process left behind is removed by the next build

What is in a generation's folder is the engine's business. A reader needs no lock: a generation, once current, is
changed only by whole commits, and the switch from one to the next replaces one small file.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import EngineError, IndexDamaged, IndexLocked, IndexMissing

_NUMBERED = re.compile(r"\d{6,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Note:
    """What is written down about a generation: when it was made, and the mark of its last commit."""

    created: datetime.datetime
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations under one folder; raises EngineError for a folder that holds Python code."""

    root: Path

    def __post_init__(self) -> None:
        if (self.root / "__init__.py").exists():
            raise EngineError(f"{self.root} is a folder of code, not of data: choose another place for the index")
        if self.root.exists() and not self.root.is_dir():
            raise EngineError(f"{self.root} is a file, not a folder: choose another place for the index")

    def numbers(self) -> tuple[int, ...]:
        """The complete generations, oldest first."""
        if not self.root.is_dir():
            return ()
        return tuple(sorted(int(entry.name) for entry in self.root.iterdir() if _NUMBERED.fullmatch(entry.name)))

    def path(self, number: int) -> Path:
        """The folder of a generation."""
        return self.root / f"{number:06d}"

    def current(self) -> int:
        """The number of the generation being served; raises IndexMissing or IndexDamaged."""
        try:
            text = (self.root / "current").read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            if self.numbers():
                raise IndexDamaged(f"{self.root} has generations, but nothing says which is current") from None
            raise IndexMissing(f"there is no index in {self.root}") from None
        if not _NUMBERED.fullmatch(text):
            raise IndexDamaged(f"{self.root / 'current'} does not name a generation")
        if not self.path(int(text)).is_dir():
            raise IndexDamaged(f"generation {int(text)} is current, but {self.path(int(text))} is not there")
        return int(text)

    def switch(self, number: int) -> None:
        """Makes the generation current, atomically; raises IndexMissing when there is none of that number."""
        if not self.path(number).is_dir():
            known = ", ".join(map(str, self.numbers())) or "none"
            raise IndexMissing(f"there is no generation {number}; there are: {known}")
        write_atomically(self.root / "current", f"{number:06d}".encode("ascii"))

    def note(self, number: int) -> Note:
        """What is written down about the generation; raises IndexDamaged."""
        return read_note(self.path(number))

    def remove(self, number: int) -> None:
        """Removes a generation that is not current."""
        doomed = self.root / f"removed-{number:06d}"
        self.path(number).rename(doomed)  # so that half of it never looks like a whole one
        shutil.rmtree(doomed)

    def prune(self, keep: int) -> tuple[int, ...]:
        """Removes the oldest generations but `keep`, never the current one; returns the numbers removed."""
        doomed = surplus(self.numbers(), self.current(), keep)
        for number in doomed:
            self.remove(number)
        return doomed

    @contextlib.contextmanager
    def new(self) -> Iterator[tuple[int, Path]]:
        """A folder for a new generation and its number-to-be; the folder is removed unless it was adopted.

        The caller holds the lock.
        """
        self._sweep()
        number = max(self.numbers(), default=0) + 1
        building = self.root / f"building-{number:06d}"
        building.mkdir(parents=True)
        write_note(building, Note(datetime.datetime.now(datetime.UTC)))
        try:
            yield number, building
        finally:
            if building.exists():
                shutil.rmtree(building)

    def adopt(self, number: int, building: Path) -> None:
        """Makes a filled folder a generation; what was written is on the disk before it counts."""
        for file in building.iterdir():
            _sync(file)
        _sync(building)
        building.rename(self.path(number))
        _sync(self.root)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keeps every other writer out, in this process and others; raises IndexLocked, saying who and since when.

        The lock is the operating system's, so it dies with its holder.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a+", encoding="utf-8", errors="replace") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder, _, since = file.read().strip().partition("\n")
                raise IndexLocked(holder or "another process", since or "just now") from None
            file.truncate(0)
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            file.write(f"process {os.getpid()} on {socket.gethostname()}\n{now}\n")
            file.flush()
            yield
            file.truncate(0)

    def _sweep(self) -> None:
        """Removes what dead builds and removals left behind."""
        for entry in self.root.iterdir():
            if entry.name.startswith(("building-", "removed-")):
                shutil.rmtree(entry)


def surplus(numbers: Sequence[int], current: int, keep: int) -> tuple[int, ...]:
    """The oldest generations but `keep`, never the current one; raises ValueError where none would be kept."""
    if keep < 1:
        raise ValueError("at least one generation must be kept")
    others = [number for number in numbers if number != current]
    return tuple(others[: max(0, len(others) - (keep - 1))])


def read_note(folder: Path) -> Note:
    """What is written down in a generation's folder; raises IndexDamaged."""
    try:
        note = json.loads((folder / "generation.json").read_bytes())
        return Note(datetime.datetime.fromisoformat(note["created"]), note["mark"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder / 'generation.json'} cannot be read: {error}") from error


def write_note(folder: Path, note: Note) -> None:
    """Writes it down, atomically."""
    text = json.dumps({"created": note.created.isoformat(), "mark": note.mark})
    write_atomically(folder / "generation.json", text.encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Replaces a file as a whole: whoever reads sees the old content or the new, also after a crash."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
