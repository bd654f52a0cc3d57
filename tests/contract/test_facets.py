"""Counts over fields: what they see, what they list, and that they agree with the search."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise

import pytest

from index import (
    AllOf,
    AnyOf,
    Between,
    Bucket,
    Document,
    Engine,
    Facet,
    FacetRequest,
    Filter,
    Interval,
    NoneOf,
    Query,
    Searcher,
    Word,
)
from tests.contract.corpus import DOCUMENTS
from tests.contract.engines import delete, fill, put


def facet(searcher: Searcher, request: FacetRequest, *filters: Filter, word: str | None = None) -> Facet:
    query = Query(filters=filters, facets=(request,), limit=0)
    return searcher.search(replace(query, text=Word(word)) if word else query).facets[0]


def counts(of: Facet) -> list[tuple[str, int]]:
    return [(bucket.value, bucket.count) for bucket in of.buckets]


class TestKeywordFacets:
    def test_buckets_come_by_count_then_by_value(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor"))
        assert counts(found) == [("nato", 4), ("vucic", 3), ("lavrov", 2), ("djokovic", 1), ("peskov", 1)]

    def test_documents_without_a_value_are_counted_as_missing(self, searcher: Searcher) -> None:
        assert facet(searcher, FacetRequest("actor")).missing_count == 3

    def test_what_is_not_listed_is_counted_as_other(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor", size=2))
        assert (len(found.buckets), found.total_values, found.other_count) == (2, 5, 4)

    def test_a_size_of_zero_lists_nothing_but_counts_all(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("country", size=0))
        assert (found.buckets, found.total_values, found.other_count, found.missing_count) == ((), 4, 14, 3)

    def test_counts_are_those_of_the_matching_documents(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("country"), word="moscow")
        assert counts(found) == [("RS", 3), ("RU", 2), ("XK", 2), ("SI", 1)]

    def test_a_document_counts_once_though_it_gives_a_value_twice(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"actor": ("x", "x")})])
        assert counts(facet(engine.searcher(), FacetRequest("actor"))) == [("x", 1)]

    def test_facets_come_in_the_order_asked_for(self, searcher: Searcher) -> None:
        asked = ("source", "date", "actor")
        result = searcher.search(Query(facets=tuple(map(FacetRequest, asked))))
        assert tuple(found.field for found in result.facets) == asked

    def test_a_search_without_facets_answers_none(self, searcher: Searcher) -> None:
        assert searcher.search(Query()).facets == ()

    def test_a_facet_for_some_values_sees_no_others(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor", only=frozenset({"peskov", "nato", "nobody"})))
        assert (counts(found), found.total_values, found.other_count) == ([("nato", 4), ("peskov", 1)], 2, 0)

    def test_a_field_that_is_not_stored_can_be_counted(self, searcher: Searcher) -> None:
        assert counts(facet(searcher, FacetRequest("shelf"))) == [("upper", 2), ("lower", 1)]

    def test_deleted_documents_are_not_counted(self, filled: Engine) -> None:
        delete(filled, "tenis", "blame")
        found = facet(filled.searcher(), FacetRequest("actor"))
        assert counts(found) == [("nato", 3), ("vucic", 3), ("lavrov", 1), ("peskov", 1)]

    def test_an_updated_document_counts_under_its_new_values_alone(self, filled: Engine) -> None:
        put(filled, Document("tenis", {"actor": ("peskov",)}))
        found = facet(filled.searcher(), FacetRequest("actor"))
        assert (dict(counts(found)).get("djokovic"), dict(counts(found))["peskov"]) == (None, 2)


class TestChosenValues:
    def test_a_facet_does_not_see_its_own_or_filter(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("source"), AnyOf("source", ("vesti",)))
        assert counts(found) == [("courier", 5), ("herald", 2), ("vesti", 2), ("glas", 1)]

    def test_a_facet_sees_the_filters_of_other_fields(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("source"), AnyOf("country", ("RU",)))
        assert counts(found) == [("vesti", 2), ("courier", 1), ("herald", 1)]

    def test_a_facet_sees_its_own_and_filter(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("country"), AllOf("country", ("RS", "RU")))
        assert counts(found) == [("RS", 2), ("RU", 2), ("XK", 1)]

    def test_a_facet_sees_what_is_ruled_out_in_its_own_field(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("country"), NoneOf("country", ("RS",)))
        assert counts(found) == [("XK", 4), ("RU", 2)]

    def test_a_ruled_out_value_is_not_selected(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("country"), NoneOf("country", ("RS",)))
        assert not any(bucket.selected for bucket in found.buckets)

    def test_a_selected_value_is_marked(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("source"), AnyOf("source", ("vesti", "glas")))
        assert {bucket.value for bucket in found.buckets if bucket.selected} == {"vesti", "glas"}

    def test_a_selected_value_is_listed_at_zero(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor"), AnyOf("actor", ("peskov",)), AnyOf("source", ("glas",)))
        assert found.buckets == (Bucket("djokovic", 1), Bucket("peskov", 0, selected=True))

    def test_a_selected_value_that_no_document_has_is_listed_at_zero(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor", size=1), AnyOf("actor", ("nobody",)))
        assert found.buckets == (Bucket("nato", 4), Bucket("nobody", 0, selected=True))

    def test_selected_values_are_listed_besides_the_most_frequent(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("actor", size=1), AnyOf("actor", ("peskov", "lavrov")))
        assert (counts(found), found.other_count) == ([("nato", 4), ("lavrov", 2), ("peskov", 1)], 4)

    def test_having_no_value_can_be_selected(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("source"), AnyOf("source", (None,)))
        assert (found.missing_selected, found.missing_count, counts(found)[0]) == (True, 2, ("courier", 5))

    def test_a_filter_inside_the_text_is_seen_by_its_own_facet(self, searcher: Searcher) -> None:
        query = Query(AnyOf("source", ("vesti",)), facets=(FacetRequest("source"),))
        assert counts(searcher.search(query).facets[0]) == [("vesti", 2)]


class TestAgreement:
    @pytest.mark.parametrize("field", ["actor", "country", "source", "shelf"])
    @pytest.mark.parametrize(
        "filters", [(), (AnyOf("actor", ("vucic",)),), (NoneOf("source", ("courier",)),), (AnyOf("date", ("2019",)),)]
    )
    def test_a_bucket_of_n_opens_n_documents(self, searcher: Searcher, field: str, filters: tuple[Filter, ...]) -> None:
        others = tuple(f for f in filters if f.field != field or isinstance(f, NoneOf))
        for bucket in facet(searcher, FacetRequest(field), *filters).buckets:
            assert searcher.count(Query().text, (*others, AnyOf(field, (bucket.value,)))) == bucket.count

    @pytest.mark.parametrize("field", ["actor", "country", "source", "shelf", "date"])
    def test_a_missing_count_of_n_opens_n_documents(self, searcher: Searcher, field: str) -> None:
        missing = facet(searcher, FacetRequest(field)).missing_count
        assert searcher.count(Query().text, (AnyOf(field, (None,)),)) == missing

    @pytest.mark.parametrize("interval", ["day", "month", "year"])
    def test_a_period_of_n_opens_n_documents(self, searcher: Searcher, interval: Interval) -> None:
        for bucket in facet(searcher, FacetRequest("date", interval=interval)).buckets:
            assert searcher.count(Query().text, (AnyOf("date", (bucket.value,)),)) == bucket.count

    def test_total_scan_and_count_agree(self, searcher: Searcher) -> None:
        query = Query(Word("moscow"), (AnyOf("country", ("RS",)),), limit=1)
        total = searcher.search(query).total
        assert total == len(list(searcher.scan(query))) == searcher.count(query.text, query.filters) == 3

    def test_buckets_and_missing_add_up_to_the_total_of_a_single_valued_field(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("source"))
        assert sum(bucket.count for bucket in found.buckets) + found.missing_count == len(DOCUMENTS)

    def test_counts_say_that_they_are_exact(self, searcher: Searcher) -> None:
        assert facet(searcher, FacetRequest("actor")).exact


class TestTimeline:
    def test_periods_come_in_order_of_time_without_holes(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="year"))
        assert counts(found) == [("2018", 1), ("2019", 4), ("2020", 1), ("2021", 3)]

    def test_a_timeline_runs_from_the_first_match_to_the_last(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="month"), word="moscow")
        assert counts(found) == [("2019-05", 2)]

    def test_months_between_matches_are_there_at_zero(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="month"), AnyOf("actor", ("vucic",)))
        assert counts(found) == [("2019-05", 1), ("2019-06", 0), ("2019-07", 1)]

    def test_days_follow_each_other_over_the_ends_of_months(self, engine: Engine) -> None:
        days = [datetime.date(2020, 2, 28), datetime.date(2020, 3, 1)]
        fill(engine, [Document(str(day), {"date": day}) for day in days])
        found = facet(engine.searcher(), FacetRequest("date", interval="day"))
        assert counts(found) == [("2020-02-28", 1), ("2020-02-29", 0), ("2020-03-01", 1)]

    def test_all_counts_the_documents_of_the_period_in_the_whole_index(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="year"), word="lavrov")
        assert [(b.value, b.count, b.all) for b in found.buckets] == [("2019", 1, 4), ("2020", 1, 1)]

    def test_all_does_not_count_deleted_documents(self, filled: Engine) -> None:
        delete(filled, "blame")
        found = facet(filled.searcher(), FacetRequest("date", interval="year"), AnyOf("actor", ("vucic",)))
        assert [(b.value, b.count, b.all) for b in found.buckets] == [("2019", 2, 3)]

    def test_undated_documents_are_counted_as_missing(self, searcher: Searcher) -> None:
        assert facet(searcher, FacetRequest("date")).missing_count == 3

    def test_a_timeline_does_not_see_its_own_chosen_periods(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date"), AnyOf("date", ("2019",)))
        assert [(b.value, b.count, b.selected) for b in found.buckets] == [
            ("2018", 1, False),
            ("2019", 4, True),
            ("2020", 1, False),
            ("2021", 3, False),
        ]

    def test_a_timeline_sees_a_range_of_days(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="year"), Between("date", datetime.date(2020, 1, 1), None))
        assert counts(found) == [("2020", 1), ("2021", 3)]

    def test_a_chosen_period_outside_the_matches_is_listed_at_zero(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date"), AnyOf("date", ("2017",)), word="umbrellas")
        assert found.buckets == (Bucket("2017", 0, True, 0), Bucket("2018", 1, False, 1))

    def test_the_periods_of_a_chosen_year_are_selected(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="month"), AnyOf("date", ("2019",)))
        assert {bucket.value for bucket in found.buckets if bucket.selected} == {f"2019-{m:02d}" for m in range(1, 13)}

    def test_a_chosen_day_sets_the_interval_in_which_it_is_a_bucket(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date"), AnyOf("date", ("2019-05-29", "2019")))
        assert found.interval == "day" and [b.value for b in found.buckets if b.selected][148] == "2019-05-29"

    def test_without_an_interval_the_finest_that_is_comfortable_is_taken(self, searcher: Searcher) -> None:
        assert facet(searcher, FacetRequest("date")).interval == "month"

    def test_a_timeline_without_dated_matches_is_empty(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date"), AnyOf("date", (None,)), AnyOf("source", ("nowhere",)))
        assert (found.buckets, found.total_values, found.missing_selected) == ((), 0, True)

    def test_total_values_counts_the_periods_with_a_match(self, searcher: Searcher) -> None:
        found = facet(searcher, FacetRequest("date", interval="month"), AnyOf("actor", ("vucic",)))
        assert (len(found.buckets), found.total_values, found.other_count) == (3, 2, 0)

    def test_periods_are_neighbours(self, searcher: Searcher) -> None:
        names = [bucket.value for bucket in facet(searcher, FacetRequest("date", interval="day")).buckets]
        days = [datetime.date.fromisoformat(name) for name in names]
        assert all(later - earlier == datetime.timedelta(days=1) for earlier, later in pairwise(days))

    @pytest.mark.parametrize("year", [1, 9999])
    def test_the_first_and_the_last_year_are_drawn(self, engine: Engine, year: int) -> None:
        fill(engine, [Document("a", {"date": datetime.date(year, 12, 31)})])
        found = facet(engine.searcher(), FacetRequest("date"))
        assert counts(found) == [(f"{year:04d}-12-31", 1)]
