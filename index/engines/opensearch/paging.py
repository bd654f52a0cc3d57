"""Orders and cursors of ours as sort keys of OpenSearch, and back.

Every order ends with the id, so that hits with equal keys have one order and pages never overlap. A date's sort key is
its number of milliseconds since 1970; documents without one have the number that sorts last.
"""

from __future__ import annotations

import datetime
from typing import TypeAlias

from index.engines.opensearch.client import Json
from index.errors import BadCursor
from index.query import Cursor, Sort

Key: TypeAlias = list[float | int | str]

_DAY_MS = 86_400_000
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_FIRST, _LAST = -(2**63), 2**63 - 1


def order(sort: Sort) -> list[Json]:
    """The `sort` of a search."""
    direction = "desc" if sort.descending else "asc"
    if sort.field is None:
        return [{"_score": direction}, {"id": "asc"}]
    return [{f"fields.{sort.field}": {"order": direction, "missing": "_last"}}, {"id": "asc"}]


def behind(cursor: Cursor, sort: Sort) -> Key:
    """The `search_after` of a cursor; raises BadCursor for one of another sort."""
    if (sort.field is None and cursor.key is None) or (sort.field is not None and isinstance(cursor.key, float)):
        raise BadCursor("this cursor belongs to another sort")
    if sort.field is None:
        return [float(cursor.key or 0), cursor.id]
    if cursor.key is None:
        return [_FIRST if sort.descending else _LAST, cursor.id]
    return [(int(cursor.key) - _EPOCH) * _DAY_MS, cursor.id]


def cursor(key: Key, sort: Sort) -> Cursor:
    """The cursor behind a hit with that sort key."""
    first, document_id = key
    if sort.field is None:
        return Cursor(float(first), str(document_id))
    milliseconds = int(first)
    day = None if milliseconds in (_FIRST, _LAST) else milliseconds // _DAY_MS + _EPOCH
    return Cursor(day, str(document_id))
