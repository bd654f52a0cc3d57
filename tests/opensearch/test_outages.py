"""What API and command line say of a cluster that cannot answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.catalogue import Catalogue
from archive.cli import main
from archive.settings import Settings
from archive.web import create_app
from index.engines.opensearch import client, generations
from tests.opensearch.stub import answering, silent

FULL = {"error": {"type": "rejected_execution_exception", "reason": "queue is full"}, "status": 429}
NO_MANAGER = {"error": {"type": "cluster_manager_not_discovered_exception", "reason": "no majority"}, "status": 503}
NOBODY = {"error": {"type": "security_exception", "reason": "no permissions"}, "status": 403}
OLD = {"version": {"distribution": "opensearch", "number": "1.3.2"}}

OUTAGES: dict[str, tuple[Callable[[], AbstractContextManager[str]], str, str, str]] = {
    "refused": (
        lambda: contextlib.nullcontext("http://127.0.0.1:1"),
        "engine_unavailable",
        "cannot be reached: Connection refused",
        "Try again in a moment",
    ),
    "silent": (silent, "engine_unavailable", "did not answer in time", "Try again in a moment"),
    "busy": (lambda: answering(429, FULL), "engine_unavailable", "too busy or not ready: queue is full", "Try again"),
    "electing": (lambda: answering(503, NO_MANAGER), "engine_unavailable", "not ready: no majority", "Try again"),
    "of another version": (
        lambda: answering(200, {}, OLD),
        "engine_error",
        "is opensearch 1.3.2, which this engine does not know: use 2.x and 3.x",
        "ARCHIVE_ENGINE names the engine",
    ),
    "refusing the user": (
        lambda: answering(403, NOBODY),
        "engine_error",
        "check user and password in the settings",
        "`archive settings` shows what is set",
    ),
}


@pytest.fixture(params=OUTAGES.values(), ids=OUTAGES)
def outage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str, str, str]]:
    """The engine's URL, the code of the problem, what is said of it, and what to do."""
    monkeypatch.setattr(client, "BACK_OFF_SECONDS", (0.01,))
    for module in (client, generations):
        monkeypatch.setattr(module, "QUICK_SECONDS", 0.2)
    opened, code, said, advice = request.param
    with opened() as address:
        yield f"opensearch:{address}/news", code, said, advice


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive whose catalogue is there."""
    Catalogue.open(tmp_path / "catalogue.sqlite").close()
    return tmp_path


@pytest.mark.parametrize("path", ["/api/v1/search?q=gas", "/api/v1/status", "/readyz"])
def test_it_is_a_problem_to_try_again_after_and_the_log_says_more(
    home: Path, outage: tuple[str, str, str, str], path: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine, code, said, _ = outage
    response = create_app(Settings(home, engine)).test_client().get(path)
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0
    assert response.json["code"] == code
    assert said in caplog.text
    assert "127.0.0.1" not in response.text


def test_the_process_is_healthy_all_the_same(home: Path, outage: tuple[str, str, str, str]) -> None:
    assert create_app(Settings(home, outage[0])).test_client().get("/healthz").status_code == 200


@pytest.mark.parametrize("command", [["search", "gas"], ["check"], ["reindex"]])
def test_the_command_line_says_what_happened_and_what_to_do(
    home: Path, outage: tuple[str, str, str, str], command: list[str]
) -> None:
    engine, _, said, advice = outage
    run = CliRunner(env={"ARCHIVE_HOME": str(home), "ARCHIVE_ENGINE": engine}).invoke(main, command)
    assert run.exit_code == 1
    assert said in run.output
    assert advice in run.output
