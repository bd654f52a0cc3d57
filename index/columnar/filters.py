"""Filters as masks over the documents of a segment, kept for as long as there is room."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict

import numpy as np

from index import periods
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.segment import Values
from index.query import AllOf, Between, Filter, NoneOf
from index.schema import Kind

_ROOM = 32_000_000
"""Bytes of all masks together."""


class MaskCache:
    """Masks by filter and segment, the least recently used dropped first; shared by threads."""

    def __init__(self) -> None:
        self._masks: OrderedDict[tuple[Filter, str], Array] = OrderedDict()
        self._used = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[Filter, str]) -> Array | None:
        """The mask, if it is there."""
        with self._lock:
            mask = self._masks.get(key)
            if mask is not None:
                self._masks.move_to_end(key)
            return mask

    def put(self, key: tuple[Filter, str], mask: Array) -> None:
        """Keeps a mask."""
        with self._lock:
            if key not in self._masks:
                self._masks[key] = mask
                self._used += mask.nbytes
            while self._used > _ROOM:
                self._used -= self._masks.popitem(last=False)[1].nbytes


class Masks:
    """The masks of one commit."""

    def __init__(self, commit: Commit, cache: MaskCache) -> None:
        self._commit = commit
        self._cache = cache

    def mask(self, filter_: Filter, part: int) -> Array:
        """Which documents of the n-th segment a filter lets through, deleted ones perhaps among them."""
        segment = self._commit.parts[part].segment
        key = filter_, segment.name
        mask = self._cache.get(key)
        if mask is None:
            is_day = self._commit.schema.field(filter_.field).kind is Kind.DAY
            mask = _mask(filter_, segment.values[filter_.field], segment.size, is_day)
            self._cache.put(key, mask)
        return mask


def _mask(filter_: Filter, column: Values, size: int, is_day: bool) -> Array:
    if isinstance(filter_, Between):
        return _between(column, size, filter_.first, filter_.last)
    masks = [_having(column, size, value, is_day) for value in filter_.values]
    if isinstance(filter_, AllOf):
        return np.logical_and.reduce(masks) if masks else np.ones(size, np.bool_)
    some = np.logical_or.reduce(masks) if masks else np.zeros(size, np.bool_)
    return ~some if isinstance(filter_, NoneOf) else some


def _having(column: Values, size: int, value: str | None, is_day: bool) -> Array:
    if value is None:
        return column.missing()
    if is_day:
        return _between(column, size, *periods.bounds(value))
    mask = np.zeros(size, np.bool_)
    number = column.values.find(value)
    if number is not None:
        column.lists.mark(np.array([number]), mask)
    return mask


def _between(column: Values, size: int, first: datetime.date | None, last: datetime.date | None) -> Array:
    """Days in order are values in order, so days in a row are values in a row."""
    begin = column.values.place(first.isoformat()) if first else 0
    end = column.values.place(last.isoformat() + "~") if last else len(column.values)
    mask = np.zeros(size, np.bool_)
    column.lists.mark(np.arange(begin, max(begin, end)), mask)
    return mask
