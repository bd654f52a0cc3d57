"""Changes: when they are seen, and that a commit is all or nothing."""

from __future__ import annotations

import datetime

import pytest

from index import (
    AnyOf,
    CommitGone,
    Document,
    Engine,
    Everything,
    FacetRequest,
    IndexLocked,
    IndexMissing,
    Query,
    Searcher,
    SnippetRequest,
    Sort,
    Word,
)
from tests.contract.corpus import ALL_IDS, DOCUMENTS, EN
from tests.contract.engines import delete, fill, put


def ids(searcher: Searcher) -> set[str]:
    return set(searcher.ids())


class TestValues:
    def test_a_repeated_or_empty_value_is_left_out_and_the_others_keep_their_order(self, filled: Engine) -> None:
        put(filled, Document("new", {"title": "Repeated", "actor": ("vucic", "", "nato", "lavrov", "nato")}))
        (hit,) = filled.searcher().search(Query(Word("repeated"))).hits
        assert hit.values["actor"] == ("vucic", "nato", "lavrov")

    def test_nothing_but_empty_values_is_no_value(self, filled: Engine) -> None:
        put(filled, Document("new", {"title": "Empty", "actor": ("",)}))
        (hit,) = filled.searcher().search(Query(Word("empty"), (AnyOf("actor", (None,)),))).hits
        assert (hit.id, hit.values["actor"]) == ("new", ())


class TestCommit:
    def test_nothing_is_seen_before_the_commit(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
            writer.delete("gas")
            assert ids(filled.searcher()) == ALL_IDS

    def test_everything_is_seen_after_the_commit(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
            writer.delete("gas")
            writer.commit()
            assert ids(filled.searcher()) == ALL_IDS - {"gas"} | {"new"}

    def test_what_was_not_committed_is_dropped(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
        with filled.writer() as writer:
            writer.commit()
        assert ids(filled.searcher()) == ALL_IDS

    def test_a_block_that_raises_drops_what_was_not_committed(self, filled: Engine) -> None:
        with pytest.raises(ZeroDivisionError), filled.writer() as writer:
            writer.delete("gas")
            writer.commit()
            writer.delete("blame")
            raise ZeroDivisionError
        assert ids(filled.searcher()) == ALL_IDS - {"gas"}

    def test_a_writer_goes_on_after_a_commit(self, filled: Engine) -> None:
        with filled.writer() as writer:
            for name in ("one", "two"):
                writer.put(Document(name))
                writer.commit()
        assert ids(filled.searcher()) == ALL_IDS | {"one", "two"}

    def test_a_searcher_goes_on_seeing_its_own_commit(self, filled: Engine) -> None:
        query = Query(Word("moscow"), facets=(FacetRequest("actor"), FacetRequest("date")), limit=1)
        searcher = filled.searcher()
        before = searcher.search(query)
        put(filled, Document("new", {"title": "Moscow"}), Document("visit"))
        delete(filled, "calls")
        assert (searcher.search(query), ids(searcher)) == (before, ALL_IDS)

    def test_a_commit_can_be_asked_for_by_name_after_others(self, filled: Engine) -> None:
        query = Query(Word("moscow"), facets=(FacetRequest("actor"), FacetRequest("date")))
        before = filled.searcher()
        put(filled, Document("new", {"title": "Moscow"}), Document("visit"))
        delete(filled, "calls")
        kept = filled.searcher(before.commit)
        assert (kept.commit, kept.search(query), ids(kept)) == (before.commit, before.search(query), ALL_IDS)
        assert ids(filled.searcher(filled.searcher().commit)) == ALL_IDS - {"calls"} | {"new"}

    def test_a_commit_can_be_asked_for_after_a_switch(self, filled: Engine) -> None:
        before = filled.searcher()
        fill(filled, [])
        assert (ids(filled.searcher()), ids(filled.searcher(before.commit))) == (set(), ALL_IDS)

    @pytest.mark.parametrize("commit", ["1.99", "99.1", "", "../1.1", "9" * 40 + ".1"])
    def test_a_commit_that_never_was_is_gone(self, filled: Engine, commit: str) -> None:
        with pytest.raises(CommitGone):
            filled.searcher(commit)

    def test_equal_commits_have_equal_names(self, filled: Engine) -> None:
        assert filled.searcher().commit == filled.searcher().commit

    def test_every_commit_has_a_name_of_its_own(self, filled: Engine) -> None:
        names = {filled.searcher().commit}
        put(filled, Document("new"))
        names.add(filled.searcher().commit)
        delete(filled, "new")
        names.add(filled.searcher().commit)
        fill(filled, [])
        names.add(filled.searcher().commit)
        assert len(names) == 4

    def test_the_mark_of_the_last_commit_is_kept(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
            writer.commit("17")
            writer.delete("new")
            writer.commit()
        assert filled.generations()[0].mark == "17"

    def test_a_second_writer_is_refused_naming_the_holder_and_since_when(self, filled: Engine) -> None:
        with filled.writer(), pytest.raises(IndexLocked) as refusal, filled.writer():
            pytest.fail("two writers at once")
        assert "process" in refusal.value.holder
        assert datetime.datetime.fromisoformat(refusal.value.since) <= datetime.datetime.now(datetime.UTC)

    def test_a_writer_may_come_after_another_has_gone(self, filled: Engine) -> None:
        for name in ("one", "two"):
            put(filled, Document(name))
        assert ids(filled.searcher()) >= {"one", "two"}

    def test_there_is_nothing_to_write_to_where_no_index_is(self, engine: Engine) -> None:
        with pytest.raises(IndexMissing), engine.writer():
            pytest.fail("a writer to nothing")


class TestPutAndDelete:
    def test_the_last_put_of_an_id_wins_within_a_commit(self, filled: Engine) -> None:
        put(filled, Document("new", {"url": "1"}), Document("new", {"url": "2"}))
        assert [hit.values["url"] for hit in filled.searcher().search(Query(limit=100)).hits if hit.id == "new"] == [
            "2"
        ]

    def test_the_last_put_of_an_id_wins_across_commits(self, filled: Engine) -> None:
        for url in "123":
            put(filled, Document("gas", {"url": url}))
        searcher = filled.searcher()
        hit = searcher.get("gas")
        assert hit and (hit.values["url"], searcher.document_count()) == ("3", len(ALL_IDS))

    def test_an_update_replaces_the_document_whole(self, filled: Engine) -> None:
        put(filled, Document("gas", {"title": "Oil"}, "en"))
        searcher = filled.searcher()
        assert (searcher.count(Word("prices")), searcher.count(Everything(), (AnyOf("source", ("vesti",)),))) == (0, 1)

    def test_put_then_delete_is_a_deletion(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.put(Document("new"))
            writer.delete("new")
            writer.commit()
        assert ids(filled.searcher()) == ALL_IDS

    def test_delete_then_put_is_an_update(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.delete("gas")
            writer.put(Document("gas", {"url": "again"}))
            writer.commit()
        hit = filled.searcher().get("gas")
        assert hit is not None and hit.values["url"] == "again"

    def test_deleting_what_is_not_there_is_no_error(self, filled: Engine) -> None:
        delete(filled, "never-was")
        assert ids(filled.searcher()) == ALL_IDS

    def test_deleting_everything_leaves_an_empty_index(self, filled: Engine) -> None:
        delete(filled, *ALL_IDS)
        assert (filled.searcher().search(Query()).total, filled.searcher().document_count()) == (0, 0)

    def test_deleted_then_added_is_never_touched(self, filled: Engine, searcher: Searcher) -> None:
        changed = [document for document in DOCUMENTS if document.id in EN]
        delete(filled, *EN)
        put(filled, *changed)
        query = Query(
            Everything(),
            sort=Sort("date"),
            limit=100,
            facets=tuple(map(FacetRequest, ("actor", "country", "source", "date"))),
            snippets=SnippetRequest(("text",)),
        )
        assert filled.searcher().search(query) == searcher.search(query)

    def test_spellings_do_not_offer_words_of_deleted_documents_alone(self, filled: Engine) -> None:
        delete(filled, "weather")
        assert filled.searcher().spellings("umbrela") == ()
