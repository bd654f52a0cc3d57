"""What the commands print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from archive.catalogue import Catalogue
from archive.cli import main

BUSY = 3
TALKS = (
    "Serbian President Aleksandar Vucic met the prime minister of Kosovo in Brussels on Monday.\n\n"
    "The two sides spoke for five hours about licence plates and about the status of the north."
)
GAS = (
    "Russia and Ukraine agreed on the transit of gas through pipelines on Ukrainian territory for five years.\n\n"
    "The companies of both states signed the contract in Minsk shortly before the end of the year."
)
ARTICLES = (
    {"id": "talks", "source": "courier", "title": "Talks on plates", "text": TALKS, "date": "2021-10-01"},
    {"id": "gas", "source": "herald", "title": "Transit of gas", "text": GAS},
)


class Archive:
    """An archive that commands are run on."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.pages = folder / "pages"
        self.pages.mkdir()

    def run(self, *arguments: object, code: int = 0, given: str | None = None) -> Result:
        environment = {"ARCHIVE_NAME_FINDER": "none", "ARCHIVE_PROCESSES": "1", "ARCHIVE_HOME": str(self.home)}
        result = CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments], input=given)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def json(self, *arguments: object) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self.run(*arguments, "--json").stdout)
        return answer

    def write(self, name: str, *articles: dict[str, str]) -> Path:
        file = self.pages / name
        file.write_text("".join(f"{json.dumps(article)}\n" for article in articles))
        return file


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.fixture
def archive(empty: Archive) -> Archive:
    empty.run("ingest", empty.write("news.jsonl", *ARTICLES))
    return empty


def test_ingest_says_what_came_of_the_pages(empty: Archive) -> None:
    empty.write("news.jsonl", *ARTICLES)
    (empty.pages / "empty.txt").touch()
    result = empty.run("ingest", empty.pages)
    assert result.stdout == ""
    assert "2 added, 0 updated, 0 unchanged, 0 duplicates, 1 skipped" in result.stderr
    assert "Skipped: empty.txt is empty" in result.stderr


def test_ingest_reports_as_json(empty: Archive) -> None:
    empty.write("news.jsonl", *ARTICLES)
    report = empty.json("ingest", empty.pages)
    assert (report["added"], report["skipped"], report["interrupted"]) == (2, [], False)


def test_what_was_ingested_is_found_at_once(archive: Archive) -> None:
    assert archive.json("search", "plates")["total"] == 1


def test_ingest_without_the_index_leaves_it_behind(archive: Archive) -> None:
    archive.run("ingest", "--no-index", archive.write("more.jsonl", {"title": "Bridge", "text": f"A bridge. {TALKS}"}))
    assert archive.json("search")["total"] == 2
    assert "run `archive reindex`" in archive.run("check", code=1).stderr
    archive.run("reindex")
    assert archive.json("search")["total"] == 3


def test_an_empty_folder_has_no_pages(empty: Archive) -> None:
    assert "No pages in" in empty.run("ingest", empty.pages, code=1).stderr


def test_a_folder_without_one_good_page_fails(empty: Archive) -> None:
    (empty.pages / "binary.txt").write_bytes(b"\x00\x01")
    result = empty.run("ingest", empty.pages, code=1)
    assert "binary.txt is a binary file" in result.stderr
    assert "No page could be taken in." in result.stderr


def test_ingest_wants_to_know_what(empty: Archive) -> None:
    assert "--sample" in empty.run("ingest", code=2).stderr


def test_a_path_that_is_not_there_is_wrong_use(empty: Archive) -> None:
    assert "does not exist" in empty.run("ingest", empty.pages / "nowhere", code=2).stderr


def test_add_reads_json_lines_from_the_standard_input(archive: Archive) -> None:
    for title in ("One", "Two"):
        archive.run("add", "-", given=json.dumps({"title": title, "text": f"{title}. {GAS}"}))
    assert archive.json("search")["total"] == 4


def test_a_deleted_article_is_not_found_and_add_brings_it_back(archive: Archive) -> None:
    assert archive.run("delete", "gas").stderr.startswith("Deleted 1.")
    assert archive.json("search", "gas")["total"] == 0
    assert "was deleted" in archive.run("show", "gas", code=1).stderr
    archive.run("add", archive.pages / "news.jsonl")
    assert archive.json("search", "gas")["total"] == 1


def test_deleting_what_is_not_there_fails_and_the_rest_is_deleted(archive: Archive) -> None:
    assert "There is no article nobody." in archive.run("delete", "nobody", "gas", code=1).stderr
    assert archive.json("search")["total"] == 1


def test_search_prints_hits_and_facets(archive: Archive) -> None:
    printed = archive.run("search", "plates").stdout
    assert "Talks on plates" in printed
    assert "2021-10-01 · courier · talks" in printed
    assert "Aleksandar Vučić (aleksandar-vucic)" in printed
    assert "Serbia (RS)" in printed


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], {"talks", "gas"}),
        (["--country", "RS"], {"talks"}),
        (["--country", "RS", "--country", "UA"], {"talks", "gas"}),
        (["--country", "RS", "--country", "UA", "--country-op", "and"], set()),
        (["--country-not", "RS"], {"gas"}),
        (["--actor", "Vučić"], {"talks"}),
        (["--source", "herald"], {"gas"}),
        (["--date", "unknown"], {"gas"}),
        (["--date", "2021-10"], {"talks"}),
        (["--date-from", "2021-10-02"], set()),
        (["--date-to", "2021-10-01"], {"talks"}),
        (["--language", "en"], {"talks", "gas"}),
    ],
)
def test_every_filter_of_the_api_is_an_option(archive: Archive, options: list[str], ids: set[str]) -> None:
    hits = archive.json("search", *options)["hits"]
    assert isinstance(hits, list)
    assert {hit["id"] for hit in hits} == ids


def test_a_count_in_a_facet_opens_so_many_articles(archive: Archive) -> None:
    facets = archive.json("search")["facets"]
    assert isinstance(facets, dict)
    for value in facets["country"]["values"]:
        assert archive.json("search", "--country", value["value"])["total"] == value["count"]


def test_facets_can_be_left_out(archive: Archive) -> None:
    assert archive.json("search", "--facet", "none")["facets"] == {}


def test_a_search_without_hits_says_what_each_part_would_find(archive: Archive) -> None:
    printed = archive.run("search", "plates", "--source", "herald").stdout
    assert "“plates” alone: 1" in printed
    assert "articles \n" not in printed, "a facet without values is not printed"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "--date", "soon"], "soon"),
        (["search", "--date-from", "2021-13-01"], "2021-13-01"),
        (["search", "--facet", "weather"], "weather"),
        (["search", "--sauce", "x"], "--source"),
        (["search", "--cursor", "nonsense"], "cursor"),
        (["generations", "switch", "seven"], "seven"),
        (["sing"], "sing"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(archive: Archive, arguments: list[str], message: str) -> None:
    result = archive.run(*arguments, code=2)
    assert message in result.stderr
    assert result.stdout == ""


def test_no_search_words_are_wrong_use(archive: Archive) -> None:
    for q in ('"', "(", "AND", "title:", "-", "*", "~", "a~9", "((((", "\\", "nosuch:field", "\x00"):
        assert archive.run("search", "--", q).exit_code == 0


def test_a_search_before_there_is_anything_says_what_to_do(empty: Archive) -> None:
    assert "archive ingest" in empty.run("search", "x", code=1).stderr


def test_show_prints_text_and_facts(archive: Archive) -> None:
    printed = archive.run("show", "talks").stdout
    assert printed.startswith("Talks on plates\nid: talks\nsource: courier\n")
    assert "date: 2021-10-01 (json, to the day)" in printed
    assert "language: en\nscript: Latn\n" in printed
    assert printed.endswith(f"{TALKS}\n")


def test_show_prints_the_page_and_what_was_cut(empty: Archive) -> None:
    dump = f"Support us\n\nTalks on plates end well\n\n{TALKS}\n\nRead more"
    (empty.pages / "a.txt").write_text(dump)
    empty.run("ingest", empty.pages)
    hits = empty.json("search")["hits"]
    assert isinstance(hits, list)
    id = hits[0]["id"]
    assert empty.run("show", id, "--view", "raw").stdout == f"{dump}\n"
    cuts = empty.run("show", id, "--view", "cuts").stdout
    assert "Support us" in cuts
    assert "Read more" in cuts


def test_show_prints_the_json_form(archive: Archive) -> None:
    assert archive.json("show", "talks")["date"] == "2021-10-01"


def test_export_writes_what_a_search_finds(archive: Archive, tmp_path: Path) -> None:
    lines = archive.run("export", "--source", "courier").stdout.splitlines()
    assert [orjson.loads(line)["id"] for line in lines] == ["talks"]
    archive.run("export", "--format", "csv", "-o", tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_text().startswith("id,title,date")


def test_an_export_that_is_not_whole_fails_and_says_so(archive: Archive) -> None:
    with Catalogue.open(archive.home / "catalogue.sqlite") as catalogue:
        catalogue.delete("gas")
    for format in ("jsonl", "csv"):
        assert "1 of 2 articles were written" in archive.run("export", "--format", format, code=1).stderr


def test_stats_count_articles_by_source(archive: Archive) -> None:
    figures = archive.json("stats")
    assert (figures["articles"], figures["skipped"]) == (2, [])
    assert figures["sources"] == [{"source": "courier", "articles": 1}, {"source": "herald", "articles": 1}]
    assert "herald" in archive.run("stats").stdout


def test_check_finds_nothing_wrong(archive: Archive) -> None:
    assert archive.run("check").stdout == "Catalogue and index are sound and agree on 2 articles.\n"


def test_a_missing_index_is_mended_by_the_command_that_is_named(archive: Archive) -> None:
    for file in sorted((archive.home / "index").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    assert "archive reindex" in archive.run("search", "gas", code=1).stderr
    archive.run("reindex")
    assert archive.json("search", "gas")["total"] == 1


def test_generations_are_listed_switched_and_pruned(archive: Archive) -> None:
    archive.run("reindex")
    assert [one["current"] for one in archive.json("generations")] == [False, True]  # type: ignore[index]
    archive.run("generations", "switch", 1)
    assert "1 (current)" in archive.run("generations").stdout
    assert "there is no generation 9" in archive.run("generations", "switch", 9, code=1).stderr
    archive.run("generations", "switch", 2)
    assert "Removed 1." in archive.run("generations", "prune", "--keep", 1).stderr


def test_learning_anew_changes_nothing_when_nothing_is_new(archive: Archive) -> None:
    assert archive.run("learn", "courier").stderr.startswith("0 articles changed.")
    assert "There are: courier, herald" in archive.run("learn", "nosuch", code=2).stderr


def test_a_wrong_setting_is_named(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_PORT", "eighty")
    assert "ARCHIVE_PORT" in archive.run("stats", code=2).stderr


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_and_an_example(command: str) -> None:
    group = main.commands[command]
    names = [[command], *([command, name] for name in getattr(group, "commands", ()))]
    printed = "".join(CliRunner().invoke(main, [*name, "--help"]).stdout for name in names)
    assert "Example:" in printed
    assert f"archive {command}" in printed
