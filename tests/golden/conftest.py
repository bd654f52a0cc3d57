"""Two archives taken in through the command line, as their users would: the sample, and the pages of the seeds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.settings import Settings
from archive.web import create_app

Search: TypeAlias = Callable[..., dict[str, Any]]

TRUTH = Path(__file__).parent / "sample" / "truth.jsonl"
DATA = Path(os.environ.get("ARCHIVE_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture(scope="session")
def truth() -> list[dict[str, Any]]:
    """What a careful reader found in each article of the sample."""
    return [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Searches the sample archive through the API."""
    yield from searched(tmp_path_factory.mktemp("sample"), "--sample")


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Searches the archive of the two seed pages through the API."""
    folder = DATA / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the seed pages are not here: put them into {folder}, or name their parent in ARCHIVE_TEST_DATA")
    yield from searched(tmp_path_factory.mktemp("seeds"), str(folder))


def searched(home: Path, what: str) -> Iterator[Search]:
    """Takes pages in, and gives a function that asks the API of their archive."""
    done = CliRunner().invoke(main, ["--home", str(home), "ingest", what])
    assert done.exit_code == 0, done.output
    with create_app(Settings(home=home)).test_client() as client:

        def search(path: str = "/api/v1/search", **parameters: Any) -> dict[str, Any]:
            answer = client.get(path, query_string=parameters)
            assert answer.status_code == 200, answer.text
            body: dict[str, Any] = answer.json
            return body

        yield search
