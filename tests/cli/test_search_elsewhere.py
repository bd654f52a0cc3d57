"""`archive search --url`: the archive that is asked is served at an address."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from archive.cli import main
from tests.page.serving import serve
from tests.small_archive import fill


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("archive")
    fill(home)
    yield from serve(home)


def search(address: str, *arguments: str, code: int = 0) -> Result:
    result = CliRunner(env={"ARCHIVE_HOME": "nowhere"}).invoke(main, ["search", "--url", address, *arguments])
    assert result.exit_code == code, result.output
    return result


def test_a_served_archive_is_searched_like_ones_own(address: str) -> None:
    printed = search(address, "kosovo", "--actor", "nato").stdout
    assert "Articles that mention “kosovo”, with NATO. Found: 2, page 1 of 1" in printed
    assert "Talks in Brussels" in printed and "Aleksandar Vučić (aleksandar-vucic)" in printed


def test_every_parameter_reaches_it(address: str) -> None:
    asked = ("talk", "--match", "exact", "--country-not", "RU", "--date", "2019", "--date-to", "2019-12-31")
    body = json.loads(search(address, *asked, "--facet", "none", "--json").stdout)
    assert (body["query"]["match"], body["total"], body["facets"]) == ("exact", 0, {})
    assert [entry["parameter"] for entry in body["query"]["filters"]] == ["country_not", "date", "date_to"]


def test_what_it_refuses_is_told(address: str) -> None:
    assert "must be at most 100 (bad_parameter, status 400)" in search(address, "--page-size", "101", code=1).stderr


@pytest.mark.parametrize("nowhere", ["http://127.0.0.1:9", "no address"])
def test_nobody_there_is_told(nowhere: str) -> None:
    assert f"Error: {nowhere} did not answer" in search(nowhere, code=1).stderr
