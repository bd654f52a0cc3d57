"""Whole builds: verified before they are switched to, rolled back to, pruned."""

from __future__ import annotations

import pytest

from index import (
    Document,
    Engine,
    IndexLocked,
    IndexMissing,
    Query,
    VerificationFailed,
)
from tests.contract.corpus import ALL_IDS
from tests.contract.engines import fill, put


def ids(engine: Engine) -> set[str]:
    return set(engine.searcher().ids())


def numbers(engine: Engine) -> list[int]:
    return [generation.number for generation in engine.generations()]


class TestBuild:
    def test_a_new_engine_has_no_index(self, engine: Engine) -> None:
        assert engine.generations() == ()
        with pytest.raises(IndexMissing):
            engine.searcher()

    def test_a_build_is_not_seen_until_the_switch(self, filled: Engine) -> None:
        with filled.build() as build:
            build.put(Document("new"))
            build.commit()
            build.verify(1)
            assert ids(filled) == ALL_IDS
            build.switch()
            assert ids(filled) == {"new"}

    def test_a_first_build_that_is_dropped_leaves_no_index(self, engine: Engine) -> None:
        with engine.build() as build:
            build.put(Document("new"))
            build.commit()
        with pytest.raises(IndexMissing):
            engine.searcher()

    def test_a_build_that_raises_leaves_the_current_one_answering(self, filled: Engine) -> None:
        with pytest.raises(ZeroDivisionError), filled.build() as build:
            build.put(Document("new"))
            build.commit()
            raise ZeroDivisionError
        assert (ids(filled), numbers(filled)) == (ALL_IDS, [1])

    @pytest.mark.parametrize("documents", [0, 2])
    def test_a_build_with_another_number_of_documents_is_refused(self, filled: Engine, documents: int) -> None:
        with pytest.raises(VerificationFailed), filled.build() as build:
            build.put(Document("new"))
            build.verify(documents)
        assert ids(filled) == ALL_IDS

    def test_a_build_that_was_not_verified_is_not_switched_to(self, filled: Engine) -> None:
        with filled.build() as build:
            build.put(Document("new"))
            build.commit()
            with pytest.raises(VerificationFailed):
                build.switch()
        assert ids(filled) == ALL_IDS

    def test_verifying_commits_what_waits(self, engine: Engine) -> None:
        with engine.build() as build:
            build.put(Document("a"))
            build.delete("b")
            build.put(Document("a", {"url": "again"}))
            build.verify(1)
            build.switch()
        hit = engine.searcher().get("a")
        assert hit is not None and hit.values["url"] == "again"

    def test_an_empty_build_is_an_empty_index(self, engine: Engine) -> None:
        fill(engine, [])
        assert engine.searcher().search(Query()).total == 0

    def test_numbers_grow(self, filled: Engine) -> None:
        with filled.build() as build:
            assert build.number == 2
        fill(filled, [])
        assert numbers(filled)[-1] > 1

    def test_a_generation_says_what_it_holds(self, filled: Engine) -> None:
        fill(filled, [Document("a")], mark="catalogue:7")
        old, new = filled.generations()
        assert (old.documents, old.mark, old.current) == (len(ALL_IDS), None, False)
        assert (new.documents, new.mark, new.current) == (1, "catalogue:7", True)
        assert old.created < new.created

    def test_a_build_says_how_far_it_was_filled(self, engine: Engine) -> None:
        with engine.build() as build:
            at_first = build.mark
            build.put(Document("a"))
            build.commit("7")
            build.commit()
            assert (at_first, build.mark) == (None, "7")

    def test_a_searcher_says_its_generation(self, filled: Engine) -> None:
        before = filled.searcher()
        fill(filled, [])
        assert (before.generation, filled.searcher().generation) == (1, 2)

    def test_a_searcher_goes_on_seeing_its_own_generation(self, filled: Engine) -> None:
        before = filled.searcher()
        fill(filled, [])
        assert set(before.ids()) == ALL_IDS

    def test_a_whole_index_checks_well(self, filled: Engine) -> None:
        put(filled, Document("new"))
        assert filled.check() == ()

    @pytest.mark.parametrize("second", ["build", "writer"])
    def test_a_second_build_or_writer_is_refused_naming_the_holder_and_since_when(
        self, filled: Engine, second: str
    ) -> None:
        with filled.build(), pytest.raises(IndexLocked) as refusal, getattr(filled, second)():
            pytest.fail("two at once")
        assert refusal.value.holder in str(refusal.value) and refusal.value.since in str(refusal.value)

    @pytest.mark.parametrize("action", [lambda engine: engine.switch(1), lambda engine: engine.prune(1)])
    def test_nothing_is_switched_or_pruned_during_a_build(self, filled: Engine, action) -> None:  # type: ignore[no-untyped-def]
        with filled.build(), pytest.raises(IndexLocked):
            action(filled)


class TestSwitchAndPrune:
    @pytest.fixture
    def three(self, engine: Engine) -> Engine:
        for name in "abc":
            fill(engine, [Document(name)])
        return engine

    def test_the_newest_build_is_current(self, three: Engine) -> None:
        assert (ids(three), [g.current for g in three.generations()]) == ({"c"}, [False, False, True])

    def test_one_can_roll_back_and_forward(self, three: Engine) -> None:
        three.switch(1)
        rolled_back = ids(three)
        three.switch(3)
        assert (rolled_back, ids(three)) == ({"a"}, {"c"})

    def test_writing_changes_the_current_generation_alone(self, three: Engine) -> None:
        three.switch(2)
        put(three, Document("new"))
        assert [generation.documents for generation in three.generations()] == [1, 2, 1]

    def test_there_is_no_switching_to_what_is_not_there(self, three: Engine) -> None:
        with pytest.raises(IndexMissing):
            three.switch(9)
        assert ids(three) == {"c"}

    def test_pruning_removes_the_oldest(self, three: Engine) -> None:
        assert (three.prune(2), numbers(three)) == ((1,), [2, 3])

    def test_pruning_never_removes_the_current_one(self, three: Engine) -> None:
        three.switch(1)
        assert (three.prune(1), numbers(three), ids(three)) == ((2, 3), [1], {"a"})

    def test_pruning_with_nothing_to_remove_removes_nothing(self, three: Engine) -> None:
        assert (three.prune(3), three.prune(9)) == ((), ())

    def test_at_least_one_is_kept(self, three: Engine) -> None:
        with pytest.raises(ValueError, match="at least one"):
            three.prune(0)

    def test_a_number_is_not_given_twice_to_what_is_there(self, three: Engine) -> None:
        three.prune(1)
        fill(three, [Document("d")])
        assert (numbers(three), ids(three)) == ([3, 4], {"d"})
