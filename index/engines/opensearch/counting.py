"""Facets as aggregations.

The filters that every facet sees are part of the search. Those that were chosen in a facet are its post-filter, and
each facet is counted under the others of them.

A KEYWORD facet asks for every value up to `VALUES`, from which all its numbers follow exactly. Over a field with more,
its counts may be off where the index has several shards, and it says so. A timeline is counted by month first, and by
day where that is fine enough to draw.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index import facets, periods
from index.engine import Limits
from index.engines.opensearch.clauses import Compiler
from index.engines.opensearch.client import Json
from index.query import FacetRequest, Filter, Interval, Query
from index.result import Facet
from index.schema import Kind

VALUES = 10_000
"""Values of a KEYWORD field of which a facet's numbers are exact."""

_DAYS_WORTH_A_LOOK = 5
"""A timeline of more months than this has more days than are drawn one by one."""

Days: TypeAlias = Mapping[datetime.date, int]
Everywhere: TypeAlias = Callable[[str, Interval], Days]
"""A DAY field and an interval → the number of all documents by the first day of their period."""
Ask: TypeAlias = Callable[[Json], Json]
"""The body of a search that wants no hits → its aggregations."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The facets of one question."""

    query: Query
    compiler: Compiler
    limits: Limits

    @property
    def seen(self) -> tuple[Filter, ...]:
        """The filters that every facet sees."""
        return tuple(filter_ for filter_ in self.query.filters if filter_ not in self.chosen)

    @property
    def chosen(self) -> tuple[Filter, ...]:
        """The filters that a facet asked for does not see."""
        names = [request.field for request in self.query.facets]
        return tuple(filter_ for filter_ in self.query.filters if any(facets.own(filter_, name) for name in names))

    def aggregations(self) -> Json:
        """What is asked about every facet, by its number."""
        return {str(number): self._aggregation(request) for number, request in enumerate(self.query.facets)}

    def facets(self, answers: Json, ask: Ask, everywhere: Everywhere) -> tuple[Facet, ...]:
        """The facets, from the answers to `aggregations`. Raises TooManyBuckets."""
        return tuple(
            self._timeline(request, answers[str(number)], ask, everywhere)
            if self._is_day(request)
            else self._keyword(request, answers[str(number)], ask)
            for number, request in enumerate(self.query.facets)
        )

    def _is_day(self, request: FacetRequest) -> bool:
        return self.compiler.schema.field(request.field).kind is Kind.DAY

    def _selected(self, request: FacetRequest) -> frozenset[str | None]:
        return facets.chosen(self.query.filters, request.field)

    def _aggregation(self, request: FacetRequest) -> Json:
        path = f"fields.{request.field}"
        counted = histogram(path, self._first_interval(request)) if self._is_day(request) else self._terms(request)
        return self._under_others(request, counted | {"missing": {"missing": {"field": path}}})

    def _under_others(self, request: FacetRequest, counted: Json) -> Json:
        others = [filter_ for filter_ in self.chosen if not facets.own(filter_, request.field)]
        return {"filter": self.compiler.filters(others), "aggs": counted}

    def _terms(self, request: FacetRequest) -> Json:
        path = f"fields.{request.field}"
        values: Json = {"field": path, "size": VALUES}
        if request.only is not None:
            values["include"] = sorted(request.only)
        selected = sorted(value for value in self._selected(request) if value is not None)
        if not selected:
            return {"values": {"terms": values}}
        return {
            "values": {"terms": values},
            "selected": {"terms": {"field": path, "include": selected, "size": len(selected)}},
        }

    def _keyword(self, request: FacetRequest, answer: Json, ask: Ask) -> Facet:
        values, missing = answer["values"], answer["missing"]["doc_count"]
        counts = _counts(values) | (_counts(answer["selected"]) if "selected" in answer else {})
        facet = facets.keyword_facet(request, counts, missing, self._selected(request))
        unlisted = values["sum_other_doc_count"]
        if not unlisted and not values["doc_count_error_upper_bound"]:
            return facet
        return facet._replace(
            total_values=max(facet.total_values, self._distinct(request, ask)),
            other_count=facet.other_count + unlisted,
            exact=False,
        )

    def _distinct(self, request: FacetRequest, ask: Ask) -> int:
        """About how many values there are."""
        counted = {"values": {"cardinality": {"field": f"fields.{request.field}"}}}
        found: int = ask({"all": self._under_others(request, counted)})["all"]["values"]["value"]
        return found

    def _first_interval(self, request: FacetRequest) -> Interval:
        """The interval asked for, or given by what is selected; months where it depends on what is found."""
        if request.interval:
            return request.interval
        chosen = [periods.interval_of(value) for value in self._selected(request) if value is not None]
        return min(chosen, key=periods.INTERVALS.index, default="month")

    def _timeline(self, request: FacetRequest, answer: Json, ask: Ask, everywhere: Everywhere) -> Facet:
        interval, matching, missing = self._first_interval(request), days(answer), answer["missing"]["doc_count"]
        selected = self._selected(request)
        is_open = request.interval is None and not selected - {None}
        if is_open and matching and periods.count(min(matching), max(matching), "month") <= _DAYS_WORTH_A_LOOK:
            interval = "day"
            counted = histogram(f"fields.{request.field}", interval)
            matching = days(ask({"days": self._under_others(request, counted)})["days"])
        whole = everywhere(request.field, interval)
        found, of_all = facets.CountedDays(matching), facets.CountedDays(whole)
        return facets.timeline(request, found, of_all, missing, selected, self.limits)


def histogram(path: str, interval: Interval) -> Json:
    """The aggregation that counts the documents of each period; read by `days`."""
    return {"days": {"date_histogram": {"field": path, "calendar_interval": interval, "min_doc_count": 1}}}


def days(answer: Json) -> dict[datetime.date, int]:
    """The counts of a histogram, by the first day of each period."""
    buckets = answer["days"]["buckets"]
    return {datetime.date.fromisoformat(bucket["key_as_string"]): bucket["doc_count"] for bucket in buckets}


def _counts(terms: Json) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}
