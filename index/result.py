"""The whole answer, as frozen values: named tuples, which are the cheapest of them to make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from index.document import Value
from index.query import Cursor, Interval


class Snippet(NamedTuple):
    """A fragment of a document's text; `marks` are the (start, end) of matched words in it. Not escaped."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """One document in an answer, with its stored values.

    `copies` is the number of matching documents that it stands for, itself among them: 1 where nothing was collapsed.
    """

    id: str
    score: float
    values: Mapping[str, Value]
    snippets: tuple[Snippet, ...] = ()
    copies: int = 1


class Bucket(NamedTuple):
    """One value of a facet with its count.

    `all` is the number of documents of that period in the whole index (timelines only).
    """

    value: str
    count: int  # type: ignore[assignment]  # hides a method of tuples
    selected: bool = False
    all: int | None = None


class Facet(NamedTuple):
    """Counts over one field.

    KEYWORD: buckets by count descending, then value; DAY: in order of time, without holes. Selected values are always
    listed, at 0 too. `total_values` counts the values with at least one document, `other_count` the sum of the counts
    not listed, `missing_count` the documents without a value. `exact` is False where an engine may be off.
    """

    field: str
    buckets: tuple[Bucket, ...]
    total_values: int
    other_count: int
    missing_count: int
    missing_selected: bool = False
    exact: bool = True
    interval: Interval | None = None


class Result(NamedTuple):
    """The whole answer: exact total, the hits of the page asked for, facets in the order asked for.

    `next` is the cursor behind the last hit, None where no hit follows. `groups` is the number of hits on all pages
    where they were collapsed, else None: `total` counts documents either way.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    next: Cursor | None = None
    groups: int | None = None
