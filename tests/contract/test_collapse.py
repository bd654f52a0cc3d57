"""One hit for all documents that share a value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import (
    AnyOf,
    Document,
    Engine,
    Everything,
    FacetRequest,
    Query,
    Searcher,
    Sort,
    UnknownField,
    UnsupportedFeature,
    Word,
)
from tests.contract.corpus import ALL_IDS
from tests.contract.engines import delete, fill, put
from tests.contract.test_paging import SORTS, by_cursors, by_offsets

BY_SOURCE = Query(limit=100, collapse="source")
"""Courier has five documents, Herald and Vesti two each, Glas one, and two have no source."""


def copies(searcher: Searcher, query: Query) -> dict[str, int]:
    return {hit.id: hit.copies for hit in searcher.search(query).hits}


class TestGroups:
    def test_the_first_in_order_stands_for_all_that_share_its_value(self, searcher: Searcher) -> None:
        firsts = {"blame": 5, "empty": 1, "gas": 2, "razgovori": 2, "tenis": 1, "weather": 1}
        assert copies(searcher, BY_SOURCE) == firsts

    def test_another_order_has_others_in_front(self, searcher: Searcher) -> None:
        newest = replace(BY_SOURCE, sort=Sort("date"))
        assert [*copies(searcher, newest)] == ["wire-a", "vstrecha", "razgovori", "tenis", "weather", "empty"]

    def test_documents_without_a_value_stand_alone(self, searcher: Searcher) -> None:
        on_a_shelf = {"blame": 2, "calls": 1}
        assert copies(searcher, replace(BY_SOURCE, collapse="shelf")) == on_a_shelf | dict.fromkeys(
            ALL_IDS - {"blame", "calls", "visit"}, 1
        )

    def test_only_what_matches_is_counted(self, searcher: Searcher) -> None:
        assert copies(searcher, replace(BY_SOURCE, text=Word("plates"))) == {"wire-a": 3}
        assert copies(searcher, replace(BY_SOURCE, filters=(AnyOf("country", ("RS",)),))) == {"blame": 2, "visit": 1}

    def test_nothing_is_collapsed_unless_asked_for(self, searcher: Searcher) -> None:
        result = searcher.search(Query(limit=100))
        assert result.groups is None
        assert {hit.copies for hit in result.hits} == {1}

    def test_what_comes_and_goes_is_counted(self, filled: Engine) -> None:
        put(filled, Document("a-wire", {"title": "Plates", "source": "courier"}))
        put(filled, Document("kept", {"title": "Plates", "source": "new"}))
        delete(filled, "wire-a")
        assert copies(filled.searcher(), BY_SOURCE) == {
            "a-wire": 5,
            "empty": 1,
            "gas": 2,
            "kept": 1,
            "razgovori": 2,
            "tenis": 1,
            "weather": 1,
        }

    def test_an_empty_index_has_no_groups(self, engine: Engine) -> None:
        fill(engine, [])
        result = engine.searcher().search(BY_SOURCE)
        assert (result.total, result.groups, result.hits) == (0, 0, ())


class TestCounts:
    def test_the_total_counts_documents_and_groups_count_hits(self, searcher: Searcher) -> None:
        result = searcher.search(replace(BY_SOURCE, limit=2))
        assert (result.total, result.groups, len(result.hits)) == (len(ALL_IDS), 6, 2)

    def test_counts_alone_have_groups_too(self, searcher: Searcher) -> None:
        result = searcher.search(replace(BY_SOURCE, limit=0))
        assert (result.total, result.groups) == (len(ALL_IDS), 6)

    def test_facets_count_documents(self, searcher: Searcher) -> None:
        query = Query(Everything(), facets=(FacetRequest("source"), FacetRequest("date")))
        assert searcher.search(replace(query, collapse="source")).facets == searcher.search(query).facets


class TestPages:
    @SORTS
    def test_every_group_is_on_one_page(self, searcher: Searcher, sort: Sort) -> None:
        query = replace(BY_SOURCE, sort=sort, limit=2)
        whole = [*copies(searcher, replace(query, limit=100))]
        assert len(whole) == 6
        assert by_cursors(searcher, query) == whole
        assert by_offsets(searcher, query) == whole

    def test_the_last_page_has_no_cursor(self, searcher: Searcher) -> None:
        assert searcher.search(replace(BY_SOURCE, limit=6)).next is None

    def test_a_scan_has_each_group_once(self, searcher: Searcher) -> None:
        found = {hit.id: hit.copies for hit in searcher.scan(replace(BY_SOURCE, limit=1))}
        assert found == copies(searcher, BY_SOURCE)


class TestRefusals:
    def test_a_field_that_is_not_there_is_refused(self, searcher: Searcher) -> None:
        with pytest.raises(UnknownField):
            searcher.search(Query(collapse="story"))

    @pytest.mark.parametrize("name", ["actor", "title", "date", "url"])
    def test_a_field_of_several_values_or_of_another_kind_is_refused(self, searcher: Searcher, name: str) -> None:
        with pytest.raises(UnsupportedFeature):
            searcher.search(Query(collapse=name))
