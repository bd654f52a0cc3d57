"""From paths to pages: walks folders, and hands each file to the reader of its kind."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from archive.catalogue import Skipped
from archive.sources.item import SourceItem
from archive.sources.json_lines import read_json_lines
from archive.sources.place import Place
from archive.sources.single import read_dump, read_html
from archive.sources.warc import read_warc

Read: TypeAlias = Iterator[SourceItem | Skipped]

READERS: Mapping[str, Callable[[Place], Read]] = MappingProxyType(
    {
        ".txt": read_dump,
        ".html": read_html,
        ".htm": read_html,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".warc": read_warc,
    }
)


def read(path: Path, max_bytes: int) -> Read:
    """The pages of a file, or of a folder and the folders in it, in order of name.

    Hidden files are passed over, links are not followed. A page of more than `max_bytes`, unpacked, is not read in.
    """
    if path.is_dir():
        root = path.resolve()
        yield from _read_folder(root, root, max_bytes)
    else:
        root = path.absolute().parent.resolve()
        place = Place(root / path.name, root, max_bytes)
        yield from _read_file(place, {file.name for file in place.possible_sidecars() if file.is_file()})


def _read_folder(folder: Path, root: Path, max_bytes: int) -> Read:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(Place(folder, root, max_bytes), error)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or _is_sidecar(entry.name, names):
            continue
        place = Place(Path(entry.path), root, max_bytes)
        if entry.is_symlink():
            yield from _report_link(place)
        elif entry.is_dir():
            yield from _read_folder(place.file, root, max_bytes)
        elif entry.is_file():
            yield from _read_file(place, names)
        else:
            yield Skipped(place.source, place.path, "is no file but a pipe, socket or device")


def _read_file(place: Place, names: Set[str]) -> Read:
    """The pages of a file in a folder where there are files of these names."""
    sidecar = next((file for file in place.possible_sidecars() if file.name in names), None)
    place = dataclasses.replace(place, sidecar_file=sidecar)
    reader = READERS.get(place.suffix)
    if reader is None:
        yield Skipped(place.source, place.path, f"is of a kind that is not read; these are: {', '.join(READERS)}")
        return
    try:
        yield from reader(place)
    except OSError as error:
        yield _unreadable(place, error)


def _unreadable(place: Place, error: OSError) -> Skipped:
    return Skipped(place.source, place.path, f"cannot be opened: {error.strerror or error}")


def _report_link(place: Place) -> Read:
    """A link to a place inside the folder needs no word: what it leads to is read there."""
    if not place.file.resolve().is_relative_to(place.root):
        yield Skipped(place.source, place.path, "is a link to a place outside the folder")


def _is_sidecar(name: str, names: Set[str]) -> bool:
    if not name.endswith(".json"):
        return False
    stem = name.removesuffix(".json")
    return stem in names or any(f"{stem}{suffix}{packed}" in names for suffix in READERS for packed in ("", ".gz"))
