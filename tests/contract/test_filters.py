"""Filters by value and by day."""

from __future__ import annotations

import datetime

import pytest

from index import AllOf, AnyOf, Between, Filter, NoneOf, Query, Searcher, Word
from tests.contract.corpus import ALL_IDS, UNDATED, WIRES


def passing(searcher: Searcher, *filters: Filter) -> set[str]:
    return {hit.id for hit in searcher.search(Query(filters=filters, limit=100)).hits}


class TestValues:
    def test_any_of_takes_documents_with_one_of_the_values(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("actor", ("lavrov", "peskov"))) == {"blame", "calls", "vstrecha"}

    def test_all_of_takes_documents_with_every_value(self, searcher: Searcher) -> None:
        assert passing(searcher, AllOf("country", ("RS", "RU"))) == {"calls", "visit"}

    def test_none_of_takes_documents_with_none_of_the_values(self, searcher: Searcher) -> None:
        assert passing(searcher, NoneOf("country", ("RS", "RU", "XK"))) == {"tenis", "weather", "empty"}

    def test_none_stands_for_having_no_value(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("source", (None,))) == {"weather", "empty"}

    def test_a_value_and_having_none_can_be_chosen_together(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("source", (None, "glas"))) == {"weather", "empty", "tenis"}

    def test_none_of_none_takes_documents_with_a_value(self, searcher: Searcher) -> None:
        assert passing(searcher, NoneOf("source", (None,))) == ALL_IDS - {"weather", "empty"}

    def test_all_of_a_value_and_having_none_is_nothing(self, searcher: Searcher) -> None:
        assert passing(searcher, AllOf("actor", ("nato", None))) == set()

    def test_a_value_that_no_document_has_lets_nothing_through(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("actor", ("nobody",))) == set()

    def test_values_are_compared_exactly(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("country", ("rs", "R", "RS "))) == set()

    def test_a_field_that_is_not_stored_can_be_filtered(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("shelf", ("upper",))) == {"blame", "visit"}

    def test_several_filters_must_all_let_through(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("country", ("RS",)), NoneOf("actor", ("vucic",))) == {"blame"}

    def test_filters_narrow_what_the_text_finds(self, searcher: Searcher) -> None:
        assert searcher.count(Word("moscow"), (AnyOf("source", ("courier",)),)) == 2

    @pytest.mark.parametrize("filter_", [AnyOf("actor", ("nato",)), Between("date", datetime.date(2019, 1, 1), None)])
    def test_a_filter_never_changes_a_score(self, searcher: Searcher, filter_: Filter) -> None:
        free = {hit.id: hit.score for hit in searcher.search(Query(Word("nato"))).hits}
        kept = {hit.id: hit.score for hit in searcher.search(Query(Word("nato"), (filter_,))).hits}
        assert kept.items() <= free.items() and kept


class TestDays:
    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            ((2019, 5, 29), (2019, 5, 30), {"blame", "visit"}),
            ((2019, 5, 30), (2019, 5, 30), {"visit"}),
            ((2020, 1, 1), None, {"vstrecha", *WIRES}),
            (None, (2019, 5, 29), {"weather", "blame"}),
            (None, None, ALL_IDS - UNDATED),
            ((2020, 1, 1), (2019, 1, 1), set()),
        ],
    )
    def test_both_ends_of_a_range_are_included_and_either_may_be_open(
        self,
        searcher: Searcher,
        first: tuple[int, int, int] | None,
        last: tuple[int, int, int] | None,
        expected: set[str],
    ) -> None:
        ends = [datetime.date(*end) if end else None for end in (first, last)]
        assert passing(searcher, Between("date", *ends)) == expected

    @pytest.mark.parametrize(
        ("period", "expected"),
        [("2019", 4), ("2019-05", 2), ("2019-05-29", 1), ("2022", 0)],
    )
    def test_a_day_a_month_or_a_year_can_be_chosen(self, searcher: Searcher, period: str, expected: int) -> None:
        assert len(passing(searcher, AnyOf("date", (period,)))) == expected

    def test_several_periods_can_be_chosen(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("date", ("2019-05", "2018"))) == {"blame", "visit", "weather"}

    def test_an_unknown_date_can_be_chosen(self, searcher: Searcher) -> None:
        assert passing(searcher, AnyOf("date", (None,))) == UNDATED

    def test_a_period_can_be_ruled_out(self, searcher: Searcher) -> None:
        assert passing(searcher, NoneOf("date", ("2019", "2021"))) == {"vstrecha", "weather", *UNDATED}

    def test_all_of_a_year_and_a_day_in_it_is_that_day(self, searcher: Searcher) -> None:
        assert passing(searcher, AllOf("date", ("2019", "2019-05-29"))) == {"blame"}
