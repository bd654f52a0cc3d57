"""From counts to facets."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from index import AllOf, AnyOf, Between, Bucket, FacetRequest, Filter, Limits, NoneOf
from index.facets import chosen, keyword_facet, own, timeline

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9))
SELECTED = st.frozensets(st.sampled_from("abcxyz") | st.none(), max_size=4)
DAYS = st.dictionaries(st.dates(datetime.date(2018, 11, 1), datetime.date(2020, 3, 1)), st.integers(1, 9))


def test_only_an_or_filter_of_its_field_is_a_facets_own() -> None:
    filters: list[Filter] = [
        AnyOf("a", ("x",)),
        AllOf("a", ("x",)),
        NoneOf("a", ("x",)),
        AnyOf("b", ("x",)),
        Between("a", None, None),
    ]
    assert [own(filter_, "a") for filter_ in filters] == [True, False, False, False, False]


def test_values_are_chosen_by_or_and_by_and_filters() -> None:
    filters: list[Filter] = [AnyOf("a", ("x", None)), AllOf("a", ("y",)), NoneOf("a", ("z",)), AnyOf("b", ("w",))]
    assert chosen(filters, "a") == {"x", "y", None}


@given(COUNTS, SELECTED, st.integers(0, 9))
def test_listed_and_other_counts_are_all_counts(
    counts: dict[str, int], selected: frozenset[str | None], size: int
) -> None:
    facet = keyword_facet(FacetRequest("a", size), counts, 0, selected)
    assert sum(bucket.count for bucket in facet.buckets) + facet.other_count == sum(counts.values())


@given(COUNTS, SELECTED, st.integers(0, 9))
def test_every_selected_value_is_listed_and_marked(
    counts: dict[str, int], selected: frozenset[str | None], size: int
) -> None:
    facet = keyword_facet(FacetRequest("a", size), counts, 0, selected)
    assert {bucket.value for bucket in facet.buckets if bucket.selected} == selected - {None}
    assert facet.missing_selected == (None in selected)


@given(COUNTS, SELECTED, st.integers(0, 9))
def test_buckets_come_by_count_then_value(counts: dict[str, int], selected: frozenset[str | None], size: int) -> None:
    buckets = keyword_facet(FacetRequest("a", size), counts, 0, selected).buckets
    assert list(buckets) == sorted(buckets, key=lambda bucket: (-bucket.count, bucket.value))


@given(COUNTS, st.integers(0, 9))
def test_as_many_are_listed_as_asked_for(counts: dict[str, int], size: int) -> None:
    assert len(keyword_facet(FacetRequest("a", size), counts, 0, frozenset()).buckets) == min(size, len(counts))


@given(DAYS, st.sampled_from([None, "day", "month", "year"]))
def test_a_timeline_holds_every_match(days: dict[datetime.date, int], interval: None) -> None:
    facet = timeline(FacetRequest("a", interval=interval), days, days, 0, frozenset(), Limits())
    assert sum(bucket.count for bucket in facet.buckets) == sum(days.values())


@given(DAYS, DAYS, st.sampled_from(["2019", "2019-05", "2019-05-29", "2017-01"]))
def test_a_chosen_period_is_a_bucket_of_its_timeline(
    matching: dict[datetime.date, int], others: dict[datetime.date, int], period: str
) -> None:
    facet = timeline(FacetRequest("a"), matching, matching | others, 0, frozenset({period}), Limits())
    assert [bucket.value for bucket in facet.buckets if bucket.selected] == [period]


def test_a_period_counts_the_matches_and_the_whole() -> None:
    day = datetime.date(2019, 5, 29)
    facet = timeline(FacetRequest("a", interval="year"), {day: 1}, {day: 5}, 3, frozenset(), Limits())
    assert (facet.buckets, facet.missing_count) == ((Bucket("2019", 1, all=5),), 3)
