"""The order of hits, and pages of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import RELEVANCE, BadCursor, Cursor, Document, Engine, Everything, Or, Query, Searcher, Sort, Word
from tests.contract.corpus import ALL_IDS, DOCUMENTS, UNDATED, WIRES
from tests.contract.engines import fill

NEWEST = Sort("date")
OLDEST = Sort("date", descending=False)
LEAST_RELEVANT = Sort(None, descending=False)
SORTS = pytest.mark.parametrize("sort", [RELEVANCE, LEAST_RELEVANT, NEWEST, OLDEST])


def ids(searcher: Searcher, query: Query) -> list[str]:
    return [hit.id for hit in searcher.search(query).hits]


def by_offsets(searcher: Searcher, query: Query) -> list[str]:
    total = searcher.search(query).total
    return [one for at in range(0, total, query.limit) for one in ids(searcher, replace(query, offset=at))]


def by_cursors(searcher: Searcher, query: Query) -> list[str]:
    result = searcher.search(query)
    joined = [hit.id for hit in result.hits]
    while result.next:
        result = searcher.search(replace(query, after=result.next))
        joined += [hit.id for hit in result.hits]
    return joined


class TestOrder:
    def test_newest_first_ends_with_the_undated(self, searcher: Searcher) -> None:
        dated = [*WIRES, "vstrecha", "razgovori", "tenis", "visit", "blame", "weather"]
        assert ids(searcher, Query(sort=NEWEST, limit=100)) == [*dated, *sorted(UNDATED)]

    def test_oldest_first_ends_with_the_undated_too(self, searcher: Searcher) -> None:
        dated = ["weather", "blame", "visit", "razgovori", "tenis", "vstrecha", *WIRES]
        assert ids(searcher, Query(sort=OLDEST, limit=100)) == [*dated, *sorted(UNDATED)]

    def test_equal_scores_are_ordered_by_id(self, searcher: Searcher) -> None:
        assert ids(searcher, Query(limit=100)) == sorted(ALL_IDS)
        assert ids(searcher, Query(Word("plates"))) == WIRES

    def test_ids_are_ordered_by_their_code_points(self, engine: Engine) -> None:
        names = ["a", "Z", "ž", "\U0001d51e", "10", "9", "é", "\uffee"]
        fill(engine, [Document(name) for name in names])
        assert ids(engine.searcher(), Query()) == sorted(names)

    def test_the_most_relevant_come_first(self, searcher: Searcher) -> None:
        hits = searcher.search(Query(Or((Word("gas"), Word("moscow"))), limit=100)).hits
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)

    def test_least_relevant_first_is_ordered_by_score_and_then_by_id(self, searcher: Searcher) -> None:
        hits = searcher.search(Query(Or((Word("nato"), Word("plates"))), sort=LEAST_RELEVANT)).hits
        assert [(hit.score, hit.id) for hit in hits] == sorted((hit.score, hit.id) for hit in hits)

    def test_a_word_in_a_boosted_field_weighs_more(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "gas"}), Document("b", {"title": "gas"}), Document("c", {"text": "oil"})])
        assert ids(engine.searcher(), Query(Word("gas"))) == ["b", "a"]

    def test_more_of_the_words_weigh_more(self, engine: Engine) -> None:
        texts = {"a": "oil and coal", "b": "oil and gas", "c": "wind and coal"}
        fill(engine, [Document(name, {"text": text}) for name, text in texts.items()])
        assert ids(engine.searcher(), Query(Or((Word("oil"), Word("gas"))))) == ["b", "a"]

    def test_scores_come_with_every_order(self, searcher: Searcher) -> None:
        by_score = {hit.id: hit.score for hit in searcher.search(Query(Word("moscow"))).hits}
        by_date = {hit.id: hit.score for hit in searcher.search(Query(Word("moscow"), sort=NEWEST)).hits}
        assert by_score == by_date and min(by_score.values()) > 0

    def test_the_order_of_adding_does_not_matter(self, engine: Engine, searcher: Searcher) -> None:
        fill(engine, reversed(DOCUMENTS))
        for sort in (RELEVANCE, NEWEST):
            query = Query(Or((Word("moscow"), Word("nato"), Word("gas"))), sort=sort)
            assert ids(engine.searcher(), query) == ids(searcher, query)


class TestPages:
    @SORTS
    @pytest.mark.parametrize("size", [1, 5, 100])
    def test_pages_joined_are_the_whole_in_order_and_none_twice(
        self, searcher: Searcher, sort: Sort, size: int
    ) -> None:
        whole = ids(searcher, Query(sort=sort, limit=100))
        assert by_offsets(searcher, Query(sort=sort, limit=size)) == whole and set(whole) == ALL_IDS

    @SORTS
    @pytest.mark.parametrize("size", [1, 5, 100])
    def test_cursors_give_the_same_pages_as_offsets(self, searcher: Searcher, sort: Sort, size: int) -> None:
        query = Query(Or((Word("moscow"), Word("nato"), Everything())), sort=sort, limit=size)
        assert by_cursors(searcher, query) == by_offsets(searcher, query)

    @SORTS
    def test_a_scan_is_all_pages_joined(self, searcher: Searcher, sort: Sort) -> None:
        query = Query(Or((Word("moscow"), Word("nato"), Everything())), sort=sort, offset=3, limit=2)
        assert [hit.id for hit in searcher.scan(query)] == by_offsets(searcher, replace(query, offset=0))

    def test_a_page_past_the_end_is_empty(self, searcher: Searcher) -> None:
        result = searcher.search(Query(Word("moscow"), offset=3, limit=10))
        assert (result.hits, result.total, result.next) == ((), 3, None)

    def test_a_page_far_past_the_end_is_empty(self, searcher: Searcher) -> None:
        assert searcher.search(Query(Word("moscow"), offset=10**9)).hits == ()

    def test_the_last_page_is_shorter(self, searcher: Searcher) -> None:
        assert len(searcher.search(Query(Word("moscow"), offset=2, limit=2)).hits) == 1

    def test_a_limit_of_zero_gives_counts_alone(self, searcher: Searcher) -> None:
        result = searcher.search(Query(Word("moscow"), limit=0))
        assert (result.total, result.hits, result.next) == (3, (), None)

    @pytest.mark.parametrize(("limit", "follows"), [(2, True), (3, False), (4, False)])
    def test_there_is_a_next_cursor_where_hits_follow(self, searcher: Searcher, limit: int, follows: bool) -> None:
        assert (searcher.search(Query(Word("moscow"), limit=limit)).next is not None) is follows

    def test_a_cursor_goes_on_where_its_document_is_gone(self, searcher: Searcher) -> None:
        dated = searcher.search(Query(sort=NEWEST, limit=100)).hits
        gone = Cursor(737_487, "wire-z")  # 2020-03-01, between the wires and vstrecha
        after = searcher.search(Query(sort=NEWEST, limit=100, after=gone)).hits
        assert after == dated[3:]

    def test_a_cursor_behind_the_last_hit_gives_nothing(self, searcher: Searcher) -> None:
        assert ids(searcher, Query(sort=NEWEST, after=Cursor(None, "zzz"))) == []

    @pytest.mark.parametrize(
        ("sort", "cursor"), [(NEWEST, Cursor(1.5, "a")), (OLDEST, Cursor(0.0, "a")), (RELEVANCE, Cursor(None, "a"))]
    )
    def test_a_cursor_of_another_sort_is_refused(self, searcher: Searcher, sort: Sort, cursor: Cursor) -> None:
        with pytest.raises(BadCursor):
            searcher.search(Query(sort=sort, after=cursor))
