"""A searcher over one commit of a Whoosh index: the contract's answers from a view's matches."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index import facets, terms
from index.analysis import fold
from index.engines.whoosh_schema import LANGUAGE, values_of
from index.engines.whoosh_search import Column, Documents, Mask, Matches, View
from index.errors import BadCursor
from index.query import Clause, Cursor, FacetRequest, Filter, Query, Sort
from index.result import Facet, Hit, Result
from index.schema import Kind
from index.snippets import highlighters_of, quote
from index.validation import check, need

_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Ordered:
    """Hits in the order of a sort, with the key of each (lower comes first), and for documents their scores.

    `copies` has the hits that stand for others too, with how many they stand for.
    """

    documents: Documents
    keys: npt.NDArray[np.float64]
    scores: Mapping[int, float]
    copies: Mapping[int, int]


class WhooshSearcher:
    """See `index.engine.Searcher`."""

    def __init__(self, view: View, generation: int, commit: str) -> None:
        self.generation = generation
        self.commit = commit
        self._view = view
        self._ranks = _ranks(view)

    def search(self, query: Query) -> Result:
        check(query, self._view.schema)
        matches = self._view.matches(query.text)
        masks = {filter_: self._view.mask(filter_) for filter_ in query.filters}
        kept = self._kept(matches, masks)
        ordered = self._order(matches, kept, query)
        start = _behind(query.after, query.sort, ordered, self._id) if query.after else query.offset
        page = ordered.documents[start : start + query.limit]
        is_more = start + len(page) < len(ordered.documents) and len(page) > 0
        return Result(
            total=len(kept),
            groups=len(ordered.documents) if query.collapse else None,
            hits=tuple(self._hits(page, ordered, query)),
            facets=tuple(self._facet(request, query, matches, masks) for request in query.facets),
            next=self._cursor(page[-1], start + len(page) - 1, ordered, query.sort) if is_more else None,
        )

    def count(self, text: Clause, filters: tuple[Filter, ...] = ()) -> int:
        return self.search(Query(text, filters, limit=0)).total

    def scan(self, query: Query) -> Iterator[Hit]:
        check(query, self._view.schema)
        matches = self._view.matches(query.text)
        kept = self._kept(matches, {filter_: self._view.mask(filter_) for filter_ in query.filters})
        ordered = self._order(matches, kept, query)
        yield from self._hits(ordered.documents, ordered, query)

    def get(self, document_id: str) -> Hit | None:
        column = self._view.column("id")
        place = bisect_left(column.values, document_id)
        if place == len(column.values) or column.values[place] != document_id:
            return None
        stored = self._view.stored(int(column.documents[place]))
        return Hit(document_id, 0.0, values_of(stored, self._view.schema))

    def ids(self) -> Iterator[str]:
        return iter(self._view.column("id").values)

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        need(self._view.schema, field, "counted", Kind.KEYWORD, Kind.DAY)
        counts = self._view.column(field).count(self._view.everything())
        return tuple(sorted(counts.items()))

    def spellings(self, word: str, field: str | None = None, limit: int = 5) -> tuple[tuple[str, int], ...]:
        if field is not None:
            need(self._view.schema, field, "searched for words", Kind.TEXT)
        near = terms.near(fold(word), self._view.words(field))
        return terms.nearest(near, {term: self._view.frequency(term, field) for term in near}, limit)

    def document_count(self) -> int:
        count: int = self._view.reader.doc_count()
        return count

    def _id(self, document: int) -> str:
        return self._view.column("id").values[int(self._ranks[document])]

    def _kept(self, matches: Matches, masks: Mapping[Filter, Mask]) -> Documents:
        """The matching documents that every filter lets through."""
        kept = matches.documents
        for mask in masks.values():
            kept = kept[mask[kept]]
        return kept

    def _order(self, matches: Matches, kept: Documents, query: Query) -> Ordered:
        sort = query.sort
        scores = dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))
        if sort.field is None:
            keys = np.array([-scores[document] for document in kept.tolist()])
            keys = keys if sort.descending else -keys
        else:
            days = _days(self._view, sort.field)[kept]
            keys = np.where(days == 0, _LAST, -days if sort.descending else days).astype(np.float64)
        order = np.lexsort((self._ranks[kept], keys))
        ordered = Ordered(kept[order], keys[order], scores, {})
        return _collapsed(ordered, self._view.column(query.collapse), self._view.size()) if query.collapse else ordered

    def _cursor(self, document: int, place: int, ordered: Ordered, sort: Sort) -> Cursor:
        key = float(ordered.keys[place])
        sign = -1 if sort.descending else 1
        value = None if key == float(_LAST) else sign * key
        return Cursor(int(value) if value is not None and sort.field else value, self._id(document))

    def _hits(self, documents: Documents, ordered: Ordered, query: Query) -> Iterator[Hit]:
        highlighters = highlighters_of(query.text, query.snippets)
        for document in documents.tolist():
            stored = self._view.stored(document)
            values = values_of(stored, self._view.schema)
            quoted = quote(values, highlighters, query.snippets, stored.get(LANGUAGE)) if query.snippets else ()
            yield Hit(stored["id"], ordered.scores[document], values, quoted, ordered.copies.get(document, 1))

    def _facet(self, request: FacetRequest, query: Query, matches: Matches, masks: Mapping[Filter, Mask]) -> Facet:
        others = {filter_: mask for filter_, mask in masks.items() if not facets.own(filter_, request.field)}
        matching = np.zeros(self._view.size(), np.bool_)
        matching[self._kept(matches, others)] = True
        column = self._view.column(request.field)
        missing = int(matching.sum() - matching[np.unique(column.documents)].sum())
        selected = facets.chosen(query.filters, request.field)
        counts = column.count(matching)
        if self._view.schema.field(request.field).kind is Kind.KEYWORD:
            return facets.keyword_facet(request, counts, missing, selected)
        everywhere = column.count(self._view.everything())
        return facets.timeline(request, _by_day(counts), _by_day(everywhere), missing, selected, self._view.limits)


def _collapsed(ordered: Ordered, column: Column, size: int) -> Ordered:
    """The first document of each value of a column, and every document without one."""
    groups = len(column.values) + np.arange(size)
    groups[column.documents] = column.ordinals
    _, firsts, copies = np.unique(groups[ordered.documents], return_index=True, return_counts=True)
    of_firsts = zip(ordered.documents[firsts].tolist(), copies.tolist(), strict=True)
    firsts.sort()
    return Ordered(ordered.documents[firsts], ordered.keys[firsts], ordered.scores, dict(of_firsts))


def _ranks(view: View) -> npt.NDArray[np.int32]:
    """For each document number the place of its id among all ids in order."""
    column = view.column("id")
    ranks = np.zeros(view.size(), np.int32)
    ranks[column.documents] = column.ordinals
    return ranks


def _days(view: View, name: str) -> npt.NDArray[np.int64]:
    """For each document number its day as an ordinal, 0 for none."""
    column = view.column(name)
    ordinals = np.array([datetime.date.fromisoformat(day).toordinal() for day in column.values], np.int64)
    days = np.zeros(view.size(), np.int64)
    if len(ordinals):
        days[column.documents] = ordinals[column.ordinals]
    return days


def _by_day(counts: Mapping[str, int]) -> facets.CountedDays:
    return facets.CountedDays({datetime.date.fromisoformat(day): count for day, count in counts.items()})


def _behind(after: Cursor, sort: Sort, ordered: Ordered, id_of: Callable[[int], str]) -> int:
    """The first place behind a cursor; raises BadCursor for one of another sort."""
    if sort.field is not None and isinstance(after.key, float):
        raise BadCursor("this cursor belongs to another sort")
    if sort.field is None and after.key is None:
        raise BadCursor("this cursor belongs to another sort")
    sign = -1 if sort.descending else 1
    key = float(_LAST) if after.key is None else float(sign * after.key)
    first, last = np.searchsorted(ordered.keys, key, "left"), np.searchsorted(ordered.keys, key, "right")
    return bisect_right(
        range(int(last)), after.id, lo=int(first), key=lambda place: id_of(int(ordered.documents[place]))
    )
