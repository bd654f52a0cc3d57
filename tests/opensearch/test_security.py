"""TLS and credentials: who is let in, what is trusted, and that a password is told to nobody else."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.catalogue import Catalogue
from archive.cli import main
from archive.settings import Settings
from archive.web import create_app
from index import Access, EngineError, IndexMissing, open_engine
from tests.contract.corpus import SCHEMA
from tests.opensearch.secured import AUTHORIZATION, PASSWORD, USER, Secured, secured
from tests.opensearch.stub import answering

NO_INDEX = {"error": {"type": "index_not_found_exception", "reason": "no such index [news]"}, "status": 404}


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Secured]:
    """A secured server that holds no index."""
    with answering(404, NO_INDEX) as address, secured(address, tmp_path) as endpoint:
        yield endpoint


def ask(endpoint: Secured, user: str = USER, password: str = PASSWORD, ca_file: str | None = None) -> None:
    access = Access(user, password, ca_file)
    open_engine(f"opensearch:{endpoint.address}/news", SCHEMA, access=access).searcher()


def test_with_password_and_authority_one_is_let_in(endpoint: Secured) -> None:
    with pytest.raises(IndexMissing, match="no such index"):
        ask(endpoint, ca_file=str(endpoint.ca_file))


def test_an_authority_that_is_not_named_is_not_trusted(endpoint: Secured) -> None:
    with pytest.raises(EngineError, match="no certificate that the usual authorities vouch for: name its authority"):
        ask(endpoint)


def test_a_file_of_an_authority_that_is_not_there_is_named(endpoint: Secured) -> None:
    with pytest.raises(EngineError, match=r"no certificate that the authorities in nowhere\.pem vouch for"):
        ask(endpoint, ca_file="nowhere.pem")


@pytest.mark.parametrize(("user", "password"), [(USER, "wrong"), ("somebody", PASSWORD), ("", "")])
def test_wrong_credentials_are_refused(endpoint: Secured, user: str, password: str) -> None:
    with pytest.raises(EngineError, match="refuses this user: check user and password in the settings"):
        ask(endpoint, user, password, str(endpoint.ca_file))


@pytest.mark.parametrize("password", [PASSWORD, f"{PASSWORD}-but-wrong"])
def test_nothing_that_is_logged_or_answered_has_the_password(
    endpoint: Secured, tmp_path: Path, caplog: pytest.LogCaptureFixture, password: str
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("opensearch", "opensearchpy.trace", "urllib3"):
        caplog.set_level(logging.DEBUG, logger=name)
    Catalogue.open(tmp_path / "catalogue.sqlite").close()
    engine, ca = f"opensearch:{endpoint.address}/news", str(endpoint.ca_file)
    settings = Settings(tmp_path, engine, opensearch_user=USER, opensearch_password=password, opensearch_ca=ca)
    answer = create_app(settings).test_client().get("/api/v1/search?q=gas")
    environment = {
        "ARCHIVE_HOME": str(tmp_path),
        "ARCHIVE_ENGINE": engine,
        "ARCHIVE_OPENSEARCH_USER": USER,
        "ARCHIVE_OPENSEARCH_PASSWORD": password,
        "ARCHIVE_OPENSEARCH_CA": ca,
    }
    runs = [CliRunner(env=environment).invoke(main, command) for command in (["search", "gas"], ["settings"])]
    told = "\n".join([caplog.text, answer.text, *(run.output for run in runs), *(repr(run.exception) for run in runs)])
    assert answer.status_code == 503
    assert "localhost" in told
    assert not re.search(f"{PASSWORD}|{AUTHORIZATION[:24]}", told)
