"""The small archive, and a client of its API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.web import create_app
from tests.small_archive import fill, settings_of


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small archive."""
    home = tmp_path_factory.mktemp("archive")
    fill(home)
    return home


@pytest.fixture(scope="session")
def client(home: Path) -> Iterator[FlaskClient]:
    """A client of the archive's API."""
    app = create_app(settings_of(home))
    with app.test_client() as client:
        yield client
