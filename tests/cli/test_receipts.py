"""`archive receipt`: a search that can be made again and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.catalogue import Catalogue
from archive.cli import main
from archive.fields import SCHEMA
from index import open_engine
from tests.small_archive import fill, settings_of

SEARCH = ("kosovo", "--actor", "Vučić", "--date-from", "2019-06-01", "--sort", "newest")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("archive")
    fill(home)
    return home


def run(home: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner(env={"ARCHIVE_HOME": str(home)}).invoke(main, ["receipt", *arguments])
    assert result.exit_code == code, result.output
    return result


def made(home: Path) -> dict[str, object]:
    receipt: dict[str, object] = json.loads(run(home, "make", *SEARCH).stdout)
    return receipt


def kept(receipt: dict[str, object], folder: Path) -> str:
    file = folder / "receipt.json"
    file.write_text(json.dumps(receipt))
    return str(file)


def test_a_receipt_says_what_was_asked_and_found(home: Path) -> None:
    receipt = made(home)
    asked = {"q": "kosovo", "actor": ["aleksandar-vucic"], "date_from": "2019-06-01", "sort": "newest"}
    assert (receipt["parameters"], receipt["total"], receipt["generation"]) == (asked, 2, 1)


def test_a_receipt_holds_while_the_archive_stays(home: Path, tmp_path: Path) -> None:
    verified = run(home, "verify", kept(made(home), tmp_path))
    assert verified.stderr == "The search still finds the same 2 articles, in the same order.\n"


def test_a_receipt_of_what_has_changed_says_how_and_fails(tmp_path: Path) -> None:
    fill(tmp_path)
    receipt = kept(made(tmp_path), tmp_path)
    settings = settings_of(tmp_path)
    with (
        Catalogue.open(settings.catalogue_path) as catalogue,
        open_engine(settings.engine_url, SCHEMA).writer() as writer,
    ):
        catalogue.delete("razgovori")
        writer.delete("razgovori")
        writer.commit(mark=str(catalogue.last_change()))
    assert "The search finds 1 articles, not 2." in run(tmp_path, "verify", receipt, code=1).stderr


@pytest.mark.parametrize("change", [{"total": 3}, {"ids_sha256": "0" * 64}])
def test_a_receipt_that_was_tampered_with_fails(home: Path, tmp_path: Path, change: dict[str, object]) -> None:
    assert "The search finds" in run(home, "verify", kept(made(home) | change, tmp_path), code=1).stderr


@pytest.mark.parametrize(
    "text", ["not JSON", "[]", '{"parameters": {}}', '{"parameters": {"colour": "red"}, "total": 0}']
)
def test_what_is_no_receipt_is_told_apart(home: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text)
    refused = run(home, "verify", str(file), code=1)
    assert refused.stderr.startswith("Error: ") and "Traceback" not in refused.output
