"""What the README says its commands print is what they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from archive.cli import main
from archive.settings import Settings
from archive.web import create_app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("readme")
    assert CliRunner().invoke(main, ["--home", str(home), "ingest", "--sample"]).exit_code == 0
    return home


@pytest.fixture
def client(home: Path) -> FlaskClient:
    return create_app(Settings(home=home)).test_client()


@pytest.mark.parametrize(("command", "printed"), [block for block in BLOCKS if block[0].startswith("archive ")])
def test_a_command_prints_what_the_readme_shows(home: Path, command: str, printed: str) -> None:
    _, *arguments = shlex.split(command)
    done = CliRunner().invoke(main, ["--home", str(home), *arguments], env={"COLUMNS": "100"})
    assert done.exit_code == 0
    assert words(done.output) == words(printed)


@pytest.mark.parametrize(("command", "printed"), [block for block in BLOCKS if block[0].startswith("curl ")])
def test_an_address_of_the_readme_answers_as_shown(client: FlaskClient, command: str, printed: str) -> None:
    address = urlsplit(shlex.split(command)[-1])
    answer = "".join(words(client.get(f"{address.path}?{address.query}").text))
    for part in printed.split("…"):
        assert "".join(words(part)).strip(",") in answer


def test_the_readme_counts_the_sample_right(client: FlaskClient) -> None:
    articles = client.get("/api/v1/status").json["articles"]
    assert f"{articles} added" in README
    assert f"({articles} articles" in README


def test_every_file_that_the_readme_links_is_there() -> None:
    links = re.findall(r"\]\(([^):]+)\)", README)
    assert links
    assert [link for link in links if not (Path(__file__).parents[2] / link).exists()] == []


def words(text: str) -> list[str]:
    """The words of a text: where a terminal breaks lines is not what is documented."""
    return text.split()
