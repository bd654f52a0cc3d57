"""The oracle's answers: totals, order, pages and facets, worked out anew for every question.

Its scores are its own; all else is what the contract asks of every engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index import (
    AllOf,
    AnyOf,
    BadCursor,
    Bucket,
    Clause,
    Cursor,
    Document,
    Facet,
    FacetRequest,
    Filter,
    Hit,
    Kind,
    Limits,
    Query,
    Result,
    Schema,
    Sort,
    TooManyBuckets,
    Value,
    fold,
)
from index.periods import bounds, comfortable_interval, interval_of, period_of, periods
from index.snippets import highlighters_of, quote
from index.validation import check, need
from tests.contract.reference_scan import Scan, Scanned, edits, passes


class ReferenceSearcher:
    """See `index.engine.Searcher`."""

    def __init__(
        self, documents: Iterable[Document], generation: int, commit: str, schema: Schema, limits: Limits
    ) -> None:
        self.generation, self.commit = generation, commit
        self._schema, self._limits = schema, limits
        self._scan = Scan(tuple(Scanned.of(document, schema) for document in documents), schema, limits.terms)

    def search(self, query: Query) -> Result:
        check(query, self._schema)
        found = self._found(query.text)
        kept = _ordered([hit for hit in found if self._passes(query.filters, hit[1])], query.sort)
        copies = Counter(_group(one, query.collapse) for _, one in kept)
        firsts = _firsts(kept, query.collapse)
        start = _behind(query.after, query.sort, firsts) if query.after else query.offset
        page = firsts[start : start + query.limit]
        follows = bool(page) and start + len(page) < len(firsts)
        return Result(
            total=len(kept),
            groups=len(firsts) if query.collapse else None,
            hits=tuple(self._hit(query, *hit)._replace(copies=copies[_group(hit[1], query.collapse)]) for hit in page),
            facets=tuple(self._facet(request, query, [one for _, one in found]) for request in query.facets),
            next=Cursor(_key(query.sort, *page[-1]), page[-1][1].document.id) if follows else None,
        )

    def count(self, text: Clause, filters: tuple[Filter, ...] = ()) -> int:
        return self.search(Query(text, filters, limit=0)).total

    def scan(self, query: Query) -> Iterator[Hit]:
        whole = replace(query, offset=0, limit=self.document_count(), after=None, facets=())
        yield from self.search(whole).hits

    def get(self, document_id: str) -> Hit | None:
        found = [one for one in self._scan.documents if one.document.id == document_id]
        return self._hit(Query(), 0.0, found[0]) if found else None

    def ids(self) -> Iterator[str]:
        return (one.document.id for one in self._scan.documents)

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        need(self._schema, field, "counted", Kind.KEYWORD, Kind.DAY)
        return tuple(sorted(Counter(value for one in self._scan.documents for value in one.held(field)).items()))

    def spellings(self, word: str, field: str | None = None, limit: int = 5) -> tuple[tuple[str, int], ...]:
        if field is not None:
            need(self._schema, field, "searched for words", Kind.TEXT)
        names = [field] if field else [searched.name for searched in self._schema.searched]
        counts: Counter[str] = Counter()
        for name in names:
            counts |= Counter(
                term for one in self._scan.documents for term in {term for terms in one.exact[name] for term in terms}
            )
        near = sorted(
            (distance, -count, term)
            for folded in [fold(word)]
            if folded
            for term, count in counts.items()
            if 0 < (distance := edits(folded, term)) <= 2
        )
        return tuple((term, -count) for _, count, term in near[:limit])

    def document_count(self) -> int:
        return len(self._scan.documents)

    def _found(self, text: Clause) -> list[tuple[float, Scanned]]:
        self._scan.refuse_too_many(text)
        scored = ((self._scan.score(text, one), one) for one in self._scan.documents)
        return [(score, one) for score, one in scored if score is not None]

    def _passes(self, filters: tuple[Filter, ...], one: Scanned) -> bool:
        return all(passes(filter_, one, self._schema) for filter_ in filters)

    def _hit(self, query: Query, score: float, one: Scanned) -> Hit:
        values = {field.name: _given(one, field.name, field.multiple) for field in self._schema.fields if field.stored}
        highlighters = highlighters_of(query.text, query.snippets)
        quoted = quote(values, highlighters, query.snippets, one.document.language) if query.snippets else ()
        return Hit(one.document.id, score, values, quoted)

    def _facet(self, request: FacetRequest, query: Query, found: list[Scanned]) -> Facet:
        mine = [isinstance(filter_, AnyOf) and filter_.field == request.field for filter_ in query.filters]
        others = tuple(filter_ for filter_, is_mine in zip(query.filters, mine, strict=True) if not is_mine)
        seen = [one for one in found if self._passes(others, one)]
        selected = {
            value
            for filter_ in query.filters
            if isinstance(filter_, AnyOf | AllOf) and filter_.field == request.field
            for value in filter_.values
        }
        values = {value for value in selected if value is not None}
        facet = Facet(
            request.field,
            (),
            total_values=0,
            other_count=0,
            missing_count=sum(not one.held(request.field) for one in seen),
            missing_selected=None in selected,
        )
        if self._schema.field(request.field).kind is Kind.DAY:
            return self._timeline(facet, request, seen, values)
        return _keyword_facet(facet, request, seen, values)

    def _timeline(self, facet: Facet, request: FacetRequest, seen: list[Scanned], selected: set[str]) -> Facet:
        days = [day for one in seen if (day := one.day(request.field))]
        edges = [*days, *(day for value in selected for day in bounds(value))]
        if not edges:
            return facet._replace(interval=request.interval or "year")
        shortest = interval_of(max(selected, key=len)) if selected else comfortable_interval(min(edges), max(edges))
        interval = request.interval or shortest
        names = list(periods(min(edges), max(edges), interval))
        if len(names) > self._limits.buckets:
            raise TooManyBuckets(interval, len(names), self._limits.buckets)
        counts = Counter(period_of(day, interval) for day in days)
        everywhere = [day for one in self._scan.documents if (day := one.day(request.field))]
        whole = Counter(period_of(day, interval) for day in everywhere)
        buckets = tuple(Bucket(name, counts[name], _within(name, selected), whole[name]) for name in names)
        return facet._replace(buckets=buckets, total_values=len(counts), interval=interval)


def _keyword_facet(facet: Facet, request: FacetRequest, seen: list[Scanned], selected: set[str]) -> Facet:
    def is_wanted(value: str) -> bool:
        return request.only is None or value in request.only

    counts = Counter(value for one in seen for value in one.held(request.field) if is_wanted(value))
    everything = sorted({*counts, *filter(is_wanted, selected)}, key=lambda value: (-counts[value], value))
    unselected = [value for value in everything if value not in selected][: request.size]
    listed = [value for value in everything if value in selected or value in unselected]
    return facet._replace(
        buckets=tuple(Bucket(value, counts[value], value in selected) for value in listed),
        total_values=len(counts),
        other_count=sum(count for value, count in counts.items() if value not in listed),
    )


def _within(name: str, selected: set[str]) -> bool:
    first, last = bounds(name)
    return any(bounds(value)[0] <= first and last <= bounds(value)[1] for value in selected)


def _given(one: Scanned, name: str, multiple: bool) -> Value:
    if multiple:
        return one.document.kept(name)
    return one.document.values.get(name) or None


def _key(sort: Sort, score: float, one: Scanned) -> float | int | None:
    if sort.field is None:
        return score
    day = one.day(sort.field)
    return day.toordinal() if day else None


def _place(sort: Sort, key: float | int | None, document_id: str) -> tuple[bool, float, str]:
    """Where a hit with that key stands in the order."""
    sign = -1 if sort.descending else 1
    return key is None, sign * (key or 0), document_id


def _ordered(found: list[tuple[float, Scanned]], sort: Sort) -> list[tuple[float, Scanned]]:
    return sorted(found, key=lambda hit: _place(sort, _key(sort, *hit), hit[1].document.id))


def _group(one: Scanned, collapse: str | None) -> tuple[str, ...]:
    """What a document has in common with those that it is collapsed with."""
    values = one.held(collapse) if collapse else ()
    return values or ("", one.document.id)


def _firsts(ordered: list[tuple[float, Scanned]], collapse: str | None) -> list[tuple[float, Scanned]]:
    firsts: dict[tuple[str, ...], tuple[float, Scanned]] = {}
    for hit in ordered:
        firsts.setdefault(_group(hit[1], collapse), hit)
    return list(firsts.values())


def _behind(after: Cursor, sort: Sort, ordered: list[tuple[float, Scanned]]) -> int:
    if (after.key is None and not sort.field) or (isinstance(after.key, float) and sort.field):
        raise BadCursor("this cursor belongs to another sort")
    edge = _place(sort, after.key, after.id)
    return sum(_place(sort, _key(sort, *hit), hit[1].document.id) <= edge for hit in ordered)
