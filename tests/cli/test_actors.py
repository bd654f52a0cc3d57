"""`archive actors`: which names are one actor, and that catalogue, index and API follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from archive.cli import main
from archive.settings import Settings
from archive.web import create_app

FULL = "Foreign Minister Anna Novak opened the talks on the {} day, and nobody expected them to end soon."
SHORT = "Minister Novak closed the talks on the {} day, and nobody expected them to begin again."
OTHER = "Defence Minister Anna Nowak inspected the new barracks and praised the work of the builders."


class Archive:
    """An archive that commands are run on."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.file = self.home / "actors.tsv"

    def run(self, *arguments: str, code: int = 0) -> Result:
        environment = {"ARCHIVE_NAME_FINDER": "none", "ARCHIVE_PROCESSES": "1", "ARCHIVE_HOME": str(self.home)}
        result = CliRunner(env=environment).invoke(main, arguments)
        assert result.exit_code == code, result.output
        return result

    def ingest(self, **texts: str) -> None:
        pages = self.home.parent / "pages.jsonl"
        articles = ({"id": id, "source": "courier", "title": id, "text": text} for id, text in texts.items())
        pages.write_text("".join(f"{json.dumps(article)}\n" for article in articles))
        self.run("ingest", str(pages))

    def listed(self, *options: str) -> dict[str, dict[str, Any]]:
        actors = json.loads(self.run("actors", "list", "--json", *options).stdout)
        return {actor["value"]: actor for actor in actors}

    def counts(self) -> dict[str, int]:
        return {value: actor["articles"] for value, actor in self.listed().items()}


@contextmanager
def client(archive: Archive) -> Iterator[FlaskClient]:
    with create_app(Settings(home=archive.home)).test_client() as client:
        yield client


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Three articles with a full name, one with the surname alone, one with another name."""
    archive = Archive(tmp_path)
    days = ("first", "second", "third")
    archive.ingest(**{day: FULL.format(day) for day in days}, last=SHORT.format("last"), barracks=OTHER)
    return archive


def test_a_surname_counts_for_the_person_that_articles_agree_on(archive: Archive) -> None:
    assert archive.counts() == {"anna-novak": 4, "anna-nowak": 1}


def test_the_list_says_how_an_actor_is_written(archive: Archive) -> None:
    assert archive.listed()["anna-novak"] == {
        "value": "anna-novak",
        "label": "Anna Novak",
        "type": "person",
        "articles": 4,
        "surfaces": ["Anna Novak", "Novak"],
        "aliases": ["novak"],
        "ambiguous": False,
        "why": None,
    }


def test_the_list_is_of_one_type_and_prefix_on_request(archive: Archive) -> None:
    assert set(archive.listed("--prefix", "nowa")) == {"anna-nowak"}
    assert not archive.listed("--type", "state")


def test_a_cut_list_says_how_much_there_is(archive: Archive) -> None:
    result = archive.run("actors", "list", "--size", "1")
    assert "Anna Novak" in result.stdout
    assert "1 of 2" in result.stderr


def test_a_second_person_of_the_name_makes_the_surname_ambiguous(archive: Archive) -> None:
    archive.ingest(**{day: FULL.format(day).replace("Anna", "Jan") for day in ("fourth", "fifth")})
    assert archive.counts() == {"anna-novak": 3, "jan-novak": 2, "novak": 1, "anna-nowak": 1}
    assert archive.listed("--ambiguous")["novak"]["why"] == "unresolved: anna-novak 3, jan-novak 2"
    archive.run("check")


def test_merged_actors_are_one(archive: Archive) -> None:
    result = archive.run("actors", "merge", "Anna Nowak", "--into", "Anna Novak")
    assert "1 articles changed" in result.stderr
    assert archive.counts() == {"anna-novak": 5}
    archive.run("check")


def test_merging_an_actor_takes_its_aliases_along(archive: Archive) -> None:
    archive.run("actors", "merge", "anna-novak", "--into", "anna-nowak")
    assert archive.counts() == {"anna-nowak": 5}


def test_an_alias_that_is_split_off_is_an_actor_again(archive: Archive) -> None:
    archive.run("actors", "merge", "anna-nowak", "--into", "anna-novak")
    archive.run("actors", "split", "Anna Novak", "Anna Nowak", "Novak")
    assert archive.counts() == {"anna-novak": 3, "novak": 1, "anna-nowak": 1}


def test_what_was_decided_outlives_the_next_ingest(archive: Archive) -> None:
    archive.run("actors", "split", "anna-novak", "novak")
    archive.ingest(more=FULL.format("tenth"))
    assert archive.counts() == {"anna-novak": 4, "novak": 1, "anna-nowak": 1}


def test_a_renamed_actor_is_known_by_both_names(archive: Archive) -> None:
    archive.run("actors", "rename", "anna-novak", "Ana Novák")
    assert archive.counts()["ana-novak"] == 4
    with client(archive) as api:
        totals = [api.get(f"/api/v1/search?actor={name}").json["total"] for name in ("Anna Novak", "Ana Novák")]
        assert totals == [4, 4]


def test_a_surname_can_be_made_the_name_of_a_person(archive: Archive) -> None:
    archive.run("actors", "rename", "anna-novak", "Novak")
    assert archive.counts() == {"novak": 4, "anna-nowak": 1}


def test_a_label_alone_can_be_corrected(archive: Archive) -> None:
    archive.run("actors", "rename", "anna-novak", "Anna NOVAK")
    assert archive.listed()["anna-novak"]["label"] == "Anna NOVAK"


def test_without_the_file_everything_is_as_learned(archive: Archive) -> None:
    archive.run("actors", "merge", "anna-nowak", "--into", "anna-novak")
    archive.file.unlink()
    assert archive.run("actors", "learn").stdout.split() == ["barracks"]
    assert archive.counts() == {"anna-novak": 4, "anna-nowak": 1}


def test_an_edited_file_is_noticed_and_taken_in(archive: Archive) -> None:
    archive.file.write_text("anna-nowak\tAnna Novak\tperson\tone and the same\n")
    assert "run `archive actors learn`" in archive.run("check", code=1).stderr
    archive.run("actors", "learn")
    archive.run("check")
    assert archive.counts() == {"anna-novak": 5}


def test_learning_again_changes_nothing(archive: Archive) -> None:
    assert archive.run("actors", "learn").stdout.split() == []


@pytest.mark.parametrize("command", [("check",), ("actors", "learn"), ("ingest", "--sample")])
def test_a_wrong_line_in_the_file_is_named(archive: Archive, command: tuple[str, ...]) -> None:
    archive.file.write_text("novak\n")
    assert "actors.tsv: line 1: has 1 columns" in archive.run(*command, code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "nobody", "--into", "anna-novak"), "No article names 'nobody'"),
        (("merge", "anna-novak", "--into", "novak"), "Anna Novak is that actor already"),
        (("split", "anna-novak", "anna-nowak"), "not an alias of Anna Novak, which has novak"),
        (("rename", "anna-novak", "Anna Nowak"), "Anna Nowak is another actor"),
        (("rename", "anna-novak", "???"), "has no letters"),
    ],
)
def test_what_makes_no_sense_is_refused(archive: Archive, arguments: tuple[str, ...], message: str) -> None:
    assert message in " ".join(archive.run("actors", *arguments, code=2).stderr.split())
    assert not archive.file.exists()


@pytest.mark.parametrize("query", ["actor=Novak", "actor=anna-novak", "q=actor:novak", 'q=actor:"Anna Novak"'])
def test_the_api_finds_an_actor_by_any_alias(archive: Archive, query: str) -> None:
    with client(archive) as api:
        body = api.get(f"/api/v1/search?{query}&facet=actor").json
    assert body["total"] == 4
    (bucket,) = (bucket for bucket in body["facets"]["actor"]["values"] if bucket["count"] == 4)
    assert (bucket["label"], bucket["surfaces"]) == ("Anna Novak", ["Anna Novak", "Novak"])


def test_search_article_and_export_name_the_same_actors(archive: Archive) -> None:
    with client(archive) as api:
        (hit,) = (hit for hit in api.get("/api/v1/search").json["hits"] if hit["id"] == "last")
        article = api.get("/api/v1/articles/last").json
        exported = json.loads(api.get("/api/v1/export?q=closed&format=jsonl").text)
    assert [actor["value"] for actor in hit["actors"]] == ["anna-novak"]
    assert article["actors"] == exported["actors"]
    assert [(actor["value"], actor["label"]) for actor in article["actors"]] == [("anna-novak", "Anna Novak")]
