"""The catalogue keeps every article, its page and its past."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
import threading
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from archive.article import Actor, Article
from archive.catalogue import (
    ActorLabel,
    Catalogue,
    CatalogueDamaged,
    CatalogueMissing,
    CatalogueTooNew,
    CatalogueTooOld,
    Skipped,
    SourceCount,
    SourcePage,
)

VUCIC = Actor("aleksandar-vucic", "Aleksandar Vučić", "person", ("Vucic", "Вучић"))
ARTICLE = Article("a1", "courier", "Talks", "They talked.", actors=(VUCIC,), extra={"desk": ["foreign"]})
PAGE = SourcePage("courier", "a1.txt", "dump", "Talks\nThey talked – da, Вучић.".encode(), "utf-8", "d1", {"url": "u"})


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "home" / "catalogue.sqlite")


def other(id: str, **facts: object) -> Article:
    return dataclasses.replace(ARTICLE, id=id, **facts)


def page(digest: str, path: str = "a1.txt") -> SourcePage:
    return dataclasses.replace(PAGE, digest=digest, path=path)


def test_an_article_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    assert catalogue.put(ARTICLE, PAGE) == "added"
    assert catalogue.get("a1") == ARTICLE


def test_a_page_comes_back_as_it_was_read(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    found = catalogue.page("a1")
    assert found is not None
    assert dataclasses.replace(found, ingested_at=None) == PAGE
    assert found.text == "Talks\nThey talked – da, Вучић."
    assert found.ingested_at is not None


def test_what_a_page_cannot_decode_shows_as_a_replacement(catalogue: Catalogue) -> None:
    assert dataclasses.replace(PAGE, body=b"caf\xc3").text == "caf\ufffd"


def test_the_same_article_again_changes_nothing(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.put(ARTICLE, PAGE) == "unchanged"
    assert catalogue.last_change() == 1


def test_new_text_leaves_the_earlier_text_in_the_history(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.put(other("a1", text="They parted."), page("d2")) == "updated"
    assert [revision.article.text for revision in catalogue.history("a1") if revision.article] == [
        "They parted.",
        "They talked.",
    ]


def test_new_facts_about_the_same_text_replace_the_old_ones(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.put(other("a1", language="en"), PAGE) == "updated"
    assert len(catalogue.history("a1")) == 1
    assert catalogue.last_change() == 2


def test_the_copies_of_an_article_stay_while_its_text_does(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    catalogue.amend("a1", copies=("b1",))
    assert catalogue.put(ARTICLE, PAGE) == "unchanged"
    catalogue.put(other("a1", text="They parted."), page("d2"))
    article = catalogue.get("a1")
    assert article is not None
    assert article.copies == ()


def test_amending_what_is_not_there_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        catalogue.amend("nobody", copies=())


def test_a_deleted_article_leaves_a_tombstone_and_its_past(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.delete("a1")
    assert catalogue.get("a1") is None
    assert catalogue.page("a1") is None
    assert catalogue.is_deleted("a1")
    assert catalogue.count() == 0
    assert [revision.article for revision in catalogue.history("a1")] == [None, ARTICLE]


def test_deleting_what_is_not_there_says_so(catalogue: Catalogue) -> None:
    assert not catalogue.delete("nobody")
    assert not catalogue.is_deleted("nobody")


def test_a_deleted_article_can_be_added_again(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    catalogue.delete("a1")
    assert catalogue.put(ARTICLE, PAGE) == "added"
    assert not catalogue.is_deleted("a1")


def test_articles_come_in_order_of_id(catalogue: Catalogue) -> None:
    for id in ("b", "c", "a"):
        catalogue.put(other(id), page(id))
    assert [article.id for article in catalogue.articles()] == ["a", "b", "c"]
    assert list(catalogue.ids()) == ["a", "b", "c"]


def test_changes_are_the_newest_of_each_id_in_order_of_change(catalogue: Catalogue) -> None:
    for id in ("a", "b", "c"):
        catalogue.put(other(id), page(id))
    catalogue.put(other("a", text="New."), page("d2"))
    catalogue.delete("b")
    assert [(change.id, change.article is None) for change in catalogue.changes(2)] == [
        ("c", False),
        ("a", False),
        ("b", True),
    ]
    assert [change.change for change in catalogue.changes(3)] == [4, 5]
    assert catalogue.last_change() == 5


def test_change_numbers_are_never_used_twice(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    for language in ("en", "sr", "ru"):
        catalogue.put(other("a1", language=language), PAGE)
    assert [change.change for change in catalogue.changes()] == [4]


def test_a_transaction_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    with pytest.raises(ZeroDivisionError), catalogue.transaction():
        catalogue.put(ARTICLE, PAGE)
        raise ZeroDivisionError
    assert catalogue.count() == 0
    assert catalogue.last_change() == 0


def test_a_snapshot_does_not_see_what_others_write_meanwhile(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    with Catalogue.open(catalogue.path) as writer, catalogue.snapshot():
        before = catalogue.last_change()
        writer.put(other("b"), page("b"))
        assert catalogue.last_change() == before
    assert catalogue.last_change() == before + 1


def test_threads_use_a_catalogue_together(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    found: list[Article | None] = []
    threads = [threading.Thread(target=lambda: found.append(catalogue.get("a1"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ARTICLE] * 4


def test_sources_are_counted(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    catalogue.put(other("b", source="herald"), dataclasses.replace(PAGE, source="herald", digest="b"))
    catalogue.put(other("c"), page("c"))
    assert catalogue.sources() == (SourceCount("courier", 2), SourceCount("herald", 1))


def test_the_same_text_is_found_within_a_source_only(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.same_text(other("b")) == "a1"
    assert catalogue.same_text(ARTICLE) is None
    assert catalogue.same_text(other("b", source="herald")) is None


def test_actors_have_labels(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.actors.labels(["aleksandar-vucic", "nobody"]) == {
        "aleksandar-vucic": ActorLabel("Aleksandar Vučić", "person")
    }


@pytest.mark.parametrize("prefix", ["vuc", "Vučić", "Вучи", "alek vuc", "VUČIĆ Aleksandar"])
def test_actors_are_found_by_the_beginnings_of_their_words(catalogue: Catalogue, prefix: str) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.actors.find(prefix, 10) == ("aleksandar-vucic",)


@pytest.mark.parametrize("prefix", ["", "ucic", "alek putin", "%", "'"])
def test_actors_are_not_found_by_anything_else(catalogue: Catalogue, prefix: str) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.actors.find(prefix, 10) == ()


def test_a_page_that_was_read_is_remembered(catalogue: Catalogue) -> None:
    assert catalogue.memory.seen("courier", "a1.txt") is None
    catalogue.memory.note_seen("courier", "a1.txt", "d1", "v1")
    assert catalogue.memory.seen("courier", "a1.txt") == ("d1", "v1")


def test_a_skipped_page_is_remembered_until_it_is_read(catalogue: Catalogue) -> None:
    catalogue.memory.note_skipped(Skipped("courier", "a1.txt", "is empty"))
    assert catalogue.memory.skipped() == (Skipped("courier", "a1.txt", "is empty"),)
    catalogue.memory.note_seen("courier", "a1.txt", "d1", "v1")
    assert catalogue.memory.skipped() == ()


def test_a_duplicate_is_read_again_once_the_original_has_another_text(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    catalogue.memory.note_duplicate("a1", "courier", "b.txt")
    catalogue.memory.note_seen("courier", "b.txt", "d1", "v1")
    assert catalogue.memory.duplicates("a1") == ("b.txt",)
    catalogue.put(other("a1", text="They parted."), page("d2"))
    assert catalogue.memory.seen("courier", "b.txt") is None
    assert catalogue.memory.duplicates("a1") == ()


def test_a_missing_catalogue_says_which_command_makes_one(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing, match="archive ingest"):
        Catalogue.open(tmp_path / "catalogue.sqlite", read_only=True)


def test_a_catalogue_of_a_later_version_is_refused(catalogue: Catalogue) -> None:
    with sqlite3.connect(catalogue.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(CatalogueTooNew, match="99"):
        Catalogue.open(catalogue.path)


def test_a_catalogue_of_an_earlier_version_is_refused(catalogue: Catalogue) -> None:
    with sqlite3.connect(catalogue.path) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(CatalogueTooOld, match="take its pages in again"):
        Catalogue.open(catalogue.path)


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(CatalogueDamaged, match="backup"):
        Catalogue.open(path)


def test_a_catalogue_opened_for_reading_cannot_be_written(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    with Catalogue.open(catalogue.path, read_only=True) as reader, pytest.raises(sqlite3.OperationalError):
        reader.delete("a1")


def test_a_sound_catalogue_has_nothing_wrong_with_it(catalogue: Catalogue) -> None:
    catalogue.put(ARTICLE, PAGE)
    assert catalogue.check() == ()


def open_together(barrier: Barrier, path: Path) -> None:
    barrier.wait()
    Catalogue.open(path).close()


def test_several_processes_may_open_a_new_catalogue_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(4)
    for number in range(30):
        path = tmp_path / f"{number}.sqlite"
        opening = [context.Process(target=open_together, args=(barrier, path)) for _ in range(4)]
        for process in opening:
            process.start()
        for process in opening:
            process.join()
        assert [process.exitcode for process in opening] == [0] * 4
