"""What can go wrong in a real cluster, and what the engine makes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import (
    Access,
    And,
    Document,
    EngineError,
    EngineUnavailable,
    FacetRequest,
    IndexLocked,
    IndexMissing,
    Limits,
    Phrase,
    Query,
    QueryError,
    Word,
)
from index.engines.opensearch import Address, bulk, counting, searcher, view
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import fill, put
from tests.opensearch.conftest import OpenEngine, numbered, write_lock
from tests.opensearch.disposable import HOSTS_VARIABLE, DisposableEngine, index_name
from tests.opensearch.secured import PASSWORD, USER, secured


def total(engine: DisposableEngine) -> int:
    return engine.searcher().search(Query(limit=0)).total


def lose_points_in_time(engine: DisposableEngine) -> None:
    engine.client.ask("DELETE", "/_search/point_in_time/_all")


def move_shard(engine: DisposableEngine, index: str) -> None:
    """Moves the one shard of an index to another node, and waits until it is there."""
    state = engine.client.ask("GET", f"/_cluster/state/nodes,routing_table/{index}")
    here = state["routing_table"]["indices"][index]["shards"]["0"][0]["node"]
    there = next(node for node in state["nodes"] if node != here)
    move = {"index": index, "shard": 0, "from_node": here, "to_node": there}
    engine.client.ask("POST", "/_cluster/reroute", {"commands": [{"move": move}]})
    engine.client.ask("GET", f"/_cluster/health/{index}", params={"wait_for_no_relocating_shards": "true"})


class TestLostPointsInTime:
    def test_a_searcher_opens_another_of_the_same_commit(self, filled: DisposableEngine) -> None:
        searcher_ = filled.searcher()
        lose_points_in_time(filled)
        assert searcher_.search(Query(Word("moscow"))).total == 3

    def test_a_walk_goes_on_behind_the_last_hit(self, filled: DisposableEngine) -> None:
        fill(filled, numbered(2500))
        hits = filled.searcher().scan(Query())
        before = [next(hits).id for _ in range(1500)]
        lose_points_in_time(filled)
        assert [*before, *(hit.id for hit in hits)] == [document.id for document in numbered(2500)]

    def test_a_shard_that_moves_to_another_node_goes_on_being_searched(self, open_engine: OpenEngine) -> None:
        engine = open_engine(options="shards=1&replicas=0")
        fill(engine, DOCUMENTS)
        searcher_ = engine.searcher()
        before = searcher_.search(Query(Phrase("in Moscow")))
        move_shard(engine, f"{engine.name}-000001")
        assert searcher_.search(Query(Phrase("in Moscow"))) == before

    def test_a_searcher_of_a_replaced_commit_says_so(self, filled: DisposableEngine) -> None:
        searcher_ = filled.searcher()
        put(filled, Document("new"))
        lose_points_in_time(filled)
        with pytest.raises(EngineUnavailable, match="replaced: ask again"):
            searcher_.search(Query())

    def test_a_searcher_of_a_removed_generation_says_so(self, filled: DisposableEngine) -> None:
        searcher_ = filled.searcher()
        fill(filled, DOCUMENTS)
        filled.prune(1)
        with pytest.raises((EngineUnavailable, IndexMissing)):
            searcher_.search(Query())


class TestWriting:
    @pytest.mark.parametrize("block", ["read_only_allow_delete", "read_only"])
    def test_an_index_that_takes_no_changes_is_unavailable_for_them(self, filled: DisposableEngine, block: str) -> None:
        filled.client.ask("PUT", f"/{filled.name}-000001/_settings", {f"index.blocks.{block}": True})
        with pytest.raises(EngineUnavailable, match=r"takes no changes.*nearly full"):
            put(filled, Document("new"))
        assert total(filled) == len(DOCUMENTS)
        filled.client.ask("PUT", f"/{filled.name}-000001/_settings", {f"index.blocks.{block}": None})

    def test_refused_documents_are_named_and_the_others_taken(self, filled: DisposableEngine) -> None:
        too_long = {"actor": ("a" * 40_000,)}
        with pytest.raises(EngineError, match=r"2 documents were refused: x: .*; y: "):
            put(filled, Document("x", too_long), Document("fine"), Document("y", too_long))
        put(filled, Document("other"))
        assert {"fine", "other"} <= set(filled.searcher().ids())

    def test_requests_are_split_by_size(self, open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bulk, "BYTES", 1_000)
        engine = open_engine()
        fill(engine, numbered(200))
        assert sorted(engine.searcher().ids()) == [document.id for document in numbered(200)]


class TestSecurity:
    def test_everything_goes_over_tls_with_a_password(self, tmp_path: Path) -> None:
        node = os.environ[HOSTS_VARIABLE].partition(",")[0]
        with secured(node, tmp_path) as endpoint:
            address = Address.parse(f"{endpoint.address}/{index_name(tmp_path)}")
            access = Access(USER, PASSWORD, str(endpoint.ca_file))
            engine = DisposableEngine(tmp_path, address, SCHEMA, Limits(), access)
            fill(engine, DOCUMENTS)
            put(engine, Document("new"))
            assert total(engine) == len(DOCUMENTS) + 1
            engine.close()


class TestGenerations:
    def test_generations_of_an_archive_whose_name_begins_alike_are_left_alone(self, filled: DisposableEngine) -> None:
        neighbour = f"{filled.name}-2-000001"
        filled.client.ask("PUT", f"/{neighbour}")
        fill(filled, DOCUMENTS)
        assert filled.client.ask("GET", f"/{neighbour}")

    def test_replicas_without_a_node_are_found_by_a_check(self, open_engine: OpenEngine) -> None:
        engine = open_engine(options="shards=1&replicas=5")
        fill(engine, DOCUMENTS)
        assert "replicas" in engine.check()[0]


class TestLock:
    def test_the_lock_of_a_dead_writer_is_taken_over(self, filled: DisposableEngine) -> None:
        write_lock(filled, renewed="2026-01-01T00:00:00+00:00")
        put(filled, Document("new"))
        assert total(filled) == len(DOCUMENTS) + 1

    def test_the_lock_of_a_living_writer_is_respected(self, filled: DisposableEngine) -> None:
        write_lock(filled, renewed="2126-01-01T00:00:00+00:00")
        with pytest.raises(IndexLocked, match="written by somebody since 2026-01-01T"):
            put(filled, Document("new"))

    def test_a_writer_taken_for_dead_changes_nothing(self, filled: DisposableEngine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
            write_lock(filled, renewed="2126-01-01T00:00:00+00:00")
            with pytest.raises(IndexLocked, match="somebody"):
                writer.commit()
        assert total(filled) == len(DOCUMENTS)


class TestLimits:
    def test_more_words_than_the_cluster_takes_are_an_error_of_the_question(self, filled: DisposableEngine) -> None:
        with pytest.raises(QueryError, match="max_clause_count"):
            filled.searcher().search(Query(And(tuple(Word(f"w{number}") for number in range(2_000)))))

    def test_pages_deeper_than_one_request_goes_are_walked_to(
        self, open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searcher, "WINDOW", 10)
        engine = open_engine()
        fill(engine, numbered(30))
        result = engine.searcher().search(Query(offset=12, limit=5))
        assert ([hit.id for hit in result.hits], result.total) == (["00012", "00013", "00014", "00015", "00016"], 30)
        assert engine.searcher().search(Query(offset=30, limit=5)).hits == ()

    def test_values_are_counted_beyond_what_one_request_brings(
        self, open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(view, "_VALUES_PAGE", 3)
        engine = open_engine()
        fill(engine, [Document(str(number), {"source": f"s{number % 7}"}) for number in range(20)])
        assert engine.searcher().search(Query(collapse="source")).groups == 7
        assert engine.searcher().values("source") == tuple((f"s{n}", 3 if n < 6 else 2) for n in range(7))

    def test_a_facet_over_too_many_values_says_that_it_is_not_exact(
        self, open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(counting, "VALUES", 3)
        engine = open_engine()
        fill(engine, numbered(70))
        facet = engine.searcher().search(Query(facets=(FacetRequest("actor", size=2),))).facets[0]
        assert (facet.exact, facet.total_values, len(facet.buckets)) == (False, 7, 2)
