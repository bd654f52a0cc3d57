"""Reads an index back, every byte and every document, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar.commit import Part
from index.columnar.segment import Segment
from index.engines.whoosh_codec import ColumnarSegment
from index.engines.whoosh_damage import damage_named
from index.engines.whoosh_toc import read_toc
from index.errors import IndexDamaged
from index.generations import read_note

_READ_AT_ONCE = 10_000


def problems(folder: Path, documents: int | None = None) -> tuple[str, ...]:
    """What is wrong with the index in a folder, a sentence each; it should hold so many documents, if given."""
    try:
        read_note(folder)
        with damage_named(f"the index in {folder}"):
            read = _read(read_toc(folder).segments, folder)
    except IndexDamaged as error:
        return (str(error),)
    if documents is not None and read != documents:
        return (f"the index in {folder} holds {read:,} documents, not {documents:,}",)
    return ()


def _read(segments: Sequence[Any], folder: Path) -> int:
    """Reads every segment; returns the number of documents."""
    ours = [segment for segment in segments if isinstance(segment, ColumnarSegment)]
    parts = [Part.of(Segment(segment.path(folder)), segment.deleted) for segment in ours]
    foreign = [segment for segment in segments if segment not in ours]
    return sum(map(_documents, parts)) + sum(int(segment.doc_count()) for segment in foreign)


def _documents(part: Part) -> int:
    """Reads every byte and every document that is not deleted; returns how many these are."""
    part.segment.file.verify()
    documents = part.documents.astype(np.int64)
    return sum(
        len(part.segment.stored.rows(documents[begin : begin + _READ_AT_ONCE]))
        for begin in range(0, len(documents), _READ_AT_ONCE)
    )
