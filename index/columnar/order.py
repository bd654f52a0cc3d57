"""Hits in order: the best of all segments, equal ones by document id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.found import Found
from index.columnar.segment import Segment
from index.errors import BadCursor
from index.query import Cursor, Sort


class Place(NamedTuple):
    """One hit: its key (the higher, the earlier), its document in the n-th segment, and its score."""

    key: float
    part: int
    document: int
    score: float


_PLACE: Callable[[Iterable[object]], Place] = partial(tuple.__new__, Place)


class Ordering(NamedTuple):
    """The order that a sort asks for. Keys of days are ordinals, negated for the oldest first; no day is lowest."""

    commit: Commit
    sort: Sort

    def keys(self, part: int, found: Found) -> Array:
        """The key of each document found in the n-th segment."""
        if self.sort.field is None:
            return found.scores if self.sort.descending else -found.scores
        segment = self.commit.parts[part].segment
        days = segment.calendar[self.sort.field][segment.values[self.sort.field].rows[found.documents]]
        return np.where(days == 0, -np.inf, days if self.sort.descending else -days)

    def best(self, found: Sequence[Found], count: int, after: Cursor | None = None) -> list[Place]:
        """The first `count` hits, behind the cursor if there is one. Raises BadCursor."""
        behind = self._key_of(after) if after else None
        places: list[Place] = []
        for part, of_part in enumerate(found):
            segment, keys = self.commit.parts[part].segment, self.keys(part, of_part)
            if after is not None and behind is not None:
                of_part, keys = _behind(segment, of_part, keys, behind, after.id)
            places += map(_PLACE, kernel.best(keys, *of_part, segment.ranks, part, count))
        return self._in_order(places)[:count]

    def first(self, count: int) -> list[Place]:
        """The first `count` of all documents that there are, where none scores more than another: by their ids."""
        key = 0.0 if self.sort.descending else -0.0
        places: list[Place] = []
        for number, part in enumerate(self.commit.parts):
            documents = part.segment.by_id[: count + len(part.deleted)]
            there = documents if part.live is None else documents[part.live[documents]]
            places += [Place(key, number, document, 0.0) for document in there[:count].tolist()]
        return self._in_order(places)[:count]

    def cursor(self, place: Place) -> Cursor:
        """The cursor behind a hit."""
        document_id = self._id(place)
        if place.key == -np.inf:
            return Cursor(None, document_id)
        key = place.key if self.sort.descending else -place.key
        return Cursor(key if self.sort.field is None else int(key), document_id)

    def _in_order(self, places: list[Place]) -> list[Place]:
        """Hits of several segments, each of which has its own in order."""
        if len(self.commit.parts) > 1:
            places.sort(key=lambda place: (-place.key, self._id(place)))
        return places

    def _id(self, place: Place) -> str:
        return self.commit.parts[place.part].segment.id_of(place.document)

    def _key_of(self, after: Cursor) -> float:
        if isinstance(after.key, float) if self.sort.field is not None else after.key is None:
            raise BadCursor("this cursor belongs to another sort")
        if after.key is None:
            return -np.inf
        return float(after.key if self.sort.descending else -after.key)


def _behind(segment: Segment, found: Found, keys: Array, key: float, document_id: str) -> tuple[Found, Array]:
    """What comes after a key and id."""
    first = segment.ids.place(document_id)
    first += first < len(segment.ids) and segment.ids[first] == document_id
    kept = (keys < key) | ((keys == key) & (segment.ranks[found.documents] >= first))
    return Found(found.documents[kept], found.scores[kept]), keys[kept]
