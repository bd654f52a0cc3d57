"""Questions that are refused before anything is searched, and limits."""

from __future__ import annotations

import datetime

import pytest

from index import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Everything,
    FacetRequest,
    Fuzzy,
    Limits,
    NoneOf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Searcher,
    SnippetRequest,
    Sort,
    TooManyBuckets,
    TooManyTerms,
    UnknownField,
    UnsupportedFeature,
    Wildcard,
    Word,
)
from tests.contract.conftest import MakeEngine
from tests.contract.corpus import SCHEMA
from tests.contract.engines import fill


class TestUnknownFields:
    @pytest.mark.parametrize(
        "query",
        [
            Query(Word("a", "colour")),
            Query(Phrase("a b", "colour")),
            Query(Prefix("a", "colour")),
            Query(Wildcard("a*b", "colour")),
            Query(Fuzzy("a", "colour")),
            Query(And((Word("zeppelin"), Word("a", "colour")))),
            Query(Or((Everything(), Not(Word("a", "colour"))))),
            Query(AnyOf("colour", ("red",))),
            Query(filters=(AnyOf("colour", ("red",)),)),
            Query(filters=(AllOf("colour", ()),)),
            Query(filters=(NoneOf("colour", (None,)),)),
            Query(filters=(Between("colour", None, None),)),
            Query(sort=Sort("colour")),
            Query(facets=(FacetRequest("actor"), FacetRequest("colour"))),
            Query(snippets=SnippetRequest(("colour",))),
        ],
    )
    def test_an_unknown_field_anywhere_raises_and_names_the_known_ones(self, searcher: Searcher, query: Query) -> None:
        with pytest.raises(UnknownField) as refusal:
            searcher.search(query)
        assert (refusal.value.name, refusal.value.known) == ("colour", tuple(field.name for field in SCHEMA.fields))

    def test_a_scan_of_an_unknown_field_raises_too(self, searcher: Searcher) -> None:
        with pytest.raises(UnknownField):
            list(searcher.scan(Query(sort=Sort("colour"))))

    @pytest.mark.parametrize("field", ["colour", "id"])
    def test_the_values_of_an_unknown_field_raise(self, searcher: Searcher, field: str) -> None:
        with pytest.raises(UnknownField):
            searcher.values(field)

    def test_spellings_in_an_unknown_field_raise(self, searcher: Searcher) -> None:
        with pytest.raises(UnknownField):
            searcher.spellings("gas", "colour")


class TestUnsuitableFields:
    @pytest.mark.parametrize(
        "query",
        [
            Query(Word("a", "actor")),
            Query(Word("a", "url")),
            Query(AnyOf("text", ("a",))),
            Query(filters=(AnyOf("url", ("a",)),)),
            Query(filters=(Between("actor", None, None),)),
            Query(sort=Sort("actor")),
            Query(sort=Sort("title")),
            Query(facets=(FacetRequest("text"),)),
            Query(facets=(FacetRequest("url"),)),
            Query(snippets=SnippetRequest(("actor",))),
        ],
    )
    def test_what_a_field_is_not_made_for_raises(self, searcher: Searcher, query: Query) -> None:
        with pytest.raises(UnsupportedFeature):
            searcher.search(query)

    @pytest.mark.parametrize("field", ["text", "url"])
    def test_only_countable_fields_have_values(self, searcher: Searcher, field: str) -> None:
        with pytest.raises(UnsupportedFeature):
            searcher.values(field)

    @pytest.mark.parametrize("field", ["actor", "date", "url"])
    def test_only_texts_have_spellings(self, searcher: Searcher, field: str) -> None:
        with pytest.raises(UnsupportedFeature):
            searcher.spellings("gas", field)

    @pytest.mark.parametrize("period", ["", "19", "2019-13", "2019-02-30", "last year", "2019-1", "٢٠١٩"])
    def test_what_is_not_a_period_raises(self, searcher: Searcher, period: str) -> None:
        with pytest.raises(QueryError, match=r"not a day|not in the calendar"):
            searcher.search(Query(filters=(AnyOf("date", (period,)),)))

    @pytest.mark.parametrize("query", [Query(offset=-1), Query(limit=-1)])
    def test_a_negative_page_raises(self, searcher: Searcher, query: Query) -> None:
        with pytest.raises(QueryError):
            searcher.search(query)


class TestTooManyTerms:
    @pytest.fixture
    def narrow(self, make_engine: MakeEngine) -> Searcher:
        engine = make_engine(limits=Limits(terms=3))
        fill(engine, [Document("a", {"text": "car cat can cap", "title": "car cat can"}), Document("b")])
        return engine.searcher()

    @pytest.mark.parametrize(
        "clause", [Prefix("ca"), Wildcard("c?*"), Fuzzy("cam"), Not(Prefix("ca")), And((Word("no"), Prefix("ca")))]
    )
    def test_a_pattern_over_the_limit_is_refused_with_its_count(self, narrow: Searcher, clause: Clause) -> None:
        with pytest.raises(TooManyTerms) as refusal:
            narrow.search(Query(clause))
        assert (refusal.value.count, refusal.value.limit) == (4, 3)

    def test_a_pattern_at_the_limit_is_answered(self, narrow: Searcher) -> None:
        assert narrow.count(Prefix("ca", "title")) == 1


class TestTooManyBuckets:
    @pytest.fixture
    def narrow(self, make_engine: MakeEngine) -> Searcher:
        engine = make_engine(limits=Limits(buckets=12))
        days = [datetime.date(2019, 1, 5), datetime.date(2019, 12, 5)]
        fill(engine, [Document(str(day), {"date": day}) for day in days])
        return engine.searcher()

    def test_a_timeline_over_the_limit_is_refused_with_its_count(self, narrow: Searcher) -> None:
        with pytest.raises(TooManyBuckets) as refusal:
            narrow.search(Query(facets=(FacetRequest("date", interval="day"),)))
        assert (refusal.value.interval, refusal.value.count, refusal.value.limit) == ("day", 335, 12)

    def test_a_timeline_at_the_limit_is_answered(self, narrow: Searcher) -> None:
        result = narrow.search(Query(facets=(FacetRequest("date", interval="month"),)))
        assert len(result.facets[0].buckets) == 12

    def test_a_chosen_period_far_away_counts_too(self, narrow: Searcher) -> None:
        query = Query(filters=(AnyOf("date", ("1919",)),), facets=(FacetRequest("date"),))
        with pytest.raises(TooManyBuckets):
            narrow.search(query)
