"""Corrections and what they correct know each other, whichever is taken in first."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from archive.ingest import delete
from tests.unit.archive.test_ingest import BODIES, Archive

TITLE = "Serbia and Kosovo talk in Brussels"
TALKS = "\n\n".join(BODIES.values())
COURIER: dict[str, object] = {"source": "courier"}
FIRST = COURIER | {"id": "first", "title": TITLE, "text": TALKS, "date": "2021-10-01"}
CORRECTED = COURIER | {
    "id": "corrected",
    "title": f"CORRECTED-{TITLE}",
    "text": TALKS.replace("five hours", "four hours"),
    "date": "2021-10-02",
}
OTHER = COURIER | {"id": "other", "title": "Gas", "text": BODIES["gas"]}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def links(archive: Archive) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    return {article.id: (article.corrects, article.corrected_by) for article in archive.catalogue.articles()}


LINKED = {"first": (None, ("corrected",)), "corrected": ("first", ()), "other": (None, ())}


@pytest.mark.parametrize("order", [*itertools.permutations((FIRST, CORRECTED, OTHER))])
def test_a_correction_is_linked_in_whatever_order_the_articles_come(
    archive: Archive, order: tuple[dict[str, object], ...]
) -> None:
    for number, article in enumerate(order):
        archive.lines(f"courier/{number}.jsonl", article)
        archive.ingest()
    assert links(archive) == LINKED


def test_a_correction_is_known_by_a_note_where_its_text_is_nearly_the_same(archive: Archive) -> None:
    note = "(Corrects number of hours in paragraph 2)\n\n"
    archive.lines("courier/a.jsonl", FIRST, CORRECTED | {"title": "Long talks", "text": f"{note}{CORRECTED['text']}"})
    archive.ingest()
    assert links(archive)["first"] == (None, ("corrected",))


def test_a_short_correction_is_known_by_its_headline(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST, CORRECTED | {"text": "The two sides spoke for four hours, not for five."})
    archive.ingest()
    assert links(archive)["corrected"] == ("first", ())


def test_an_article_that_says_nothing_of_a_correction_is_only_a_copy(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST, CORRECTED | {"title": TITLE})
    archive.ingest()
    assert set(links(archive).values()) == {(None, ())}


def test_nothing_is_corrected_that_another_source_said(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST)
    archive.lines("herald/a.jsonl", CORRECTED | {"source": "herald"})
    archive.ingest()
    assert set(links(archive).values()) == {(None, ())}


def test_nothing_is_corrected_that_was_said_later(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST | {"date": "2021-10-03"}, CORRECTED)
    archive.ingest()
    assert set(links(archive).values()) == {(None, ())}


def test_of_two_articles_with_the_headline_neither_is_taken(archive: Archive) -> None:
    stub = CORRECTED | {"text": "The two sides spoke for four hours, not for five."}
    archive.lines("courier/a.jsonl", FIRST, OTHER | {"title": TITLE}, stub)
    archive.ingest()
    assert links(archive)["corrected"] == (None, ())


def test_what_the_source_says_it_corrects_is_linked_both_ways(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", OTHER | {"corrects": "first"}, FIRST)
    archive.ingest()
    assert links(archive) == {"other": ("first", ()), "first": (None, ("other",))}


def test_the_links_stay_when_the_pages_are_taken_in_again(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST, CORRECTED, OTHER)
    archive.ingest()
    assert archive.ingest(again=True).unchanged == 3
    assert links(archive) == LINKED


def test_a_deleted_correction_corrects_nothing(archive: Archive) -> None:
    archive.lines("courier/a.jsonl", FIRST, CORRECTED)
    archive.ingest()
    delete("corrected", archive.catalogue)
    assert links(archive) == {"first": (None, ())}
