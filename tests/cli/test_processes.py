"""Commands as processes: signals, locks, broken pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from index import open_engine

BUSY = 3
COMMAND = (sys.executable, "-c", "from archive.cli import main; main(prog_name='archive')")
SENTENCE = "The ministers of Serbia and Kosovo met in Brussels and spoke about the north for hours on end."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "ARCHIVE_HOME": str(home),
        "ARCHIVE_NAME_FINDER": "none",
        "ARCHIVE_PROCESSES": "1",
        "PYTHONUNBUFFERED": "1",
    }


def write_lines(folder: Path, count: int) -> Path:
    file = folder / "news.jsonl"
    with file.open("w") as lines:
        for number in range(count):
            text = f"{number}. {SENTENCE} " * 5
            lines.write(json.dumps({"id": str(number), "title": f"Talks {number}", "text": text}) + "\n")
    return file


def run(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def written_index(home: Path) -> Iterator[None]:
    """Somebody is writing the index."""
    with open_engine(f"whoosh:{home / 'index'}", SCHEMA).build():
        yield


def test_an_interrupted_ingest_says_how_to_go_on_and_does(
    tmp_path: Path, home: Path, environment: dict[str, str]
) -> None:
    file = write_lines(tmp_path, 320)
    command = subprocess.Popen([*COMMAND, "ingest", str(file)], env=environment, stderr=subprocess.PIPE, text=True)
    with Catalogue.open(home / "catalogue.sqlite") as catalogue:
        while catalogue.count() == 0:
            with suppress(subprocess.TimeoutExpired):
                command.wait(0.02)
        command.send_signal(signal.SIGINT)
        _, said = command.communicate(timeout=120)
        assert 0 < catalogue.count() < 320
    assert command.returncode == 1
    assert "Run the same command again to go on." in said
    report = json.loads(run(environment, "ingest", file, "--json").stdout)
    assert report["added"] + report["unchanged"] == 320
    assert report["unchanged"] > 0
    assert json.loads(run(environment, "search", "--json").stdout)["total"] == 320


def test_a_second_reindex_is_refused_with_who_is_at_it(
    tmp_path: Path, environment: dict[str, str], written_index: None
) -> None:
    run(environment, "ingest", "--no-index", write_lines(tmp_path, 3))
    refused = run(environment, "reindex")
    assert refused.returncode == BUSY
    assert str(os.getpid()) in refused.stderr
    assert "since" in refused.stderr


def test_an_ingest_while_the_index_is_written_keeps_its_articles(
    tmp_path: Path, home: Path, environment: dict[str, str]
) -> None:
    run(environment, "ingest", write_lines(tmp_path, 3))
    with open_engine(f"whoosh:{home / 'index'}", SCHEMA).build():
        kept = run(environment, "ingest", write_lines(tmp_path, 5))
    assert kept.returncode == 0
    assert "Kept in the catalogue" in kept.stderr
    assert run(environment, "ingest", tmp_path / "news.jsonl").returncode == 0
    assert json.loads(run(environment, "search", "--json").stdout)["total"] == 5


def test_two_ingests_at_once_both_succeed(tmp_path: Path, environment: dict[str, str]) -> None:
    file = write_lines(tmp_path, 50)
    ended: list[int] = []
    threads = [
        threading.Thread(target=lambda: ended.append(run(environment, "ingest", file).returncode)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [0, 0]
    assert json.loads(run(environment, "search", "--json").stdout)["total"] == 50


def test_a_reader_that_goes_away_is_no_error_message(tmp_path: Path, environment: dict[str, str]) -> None:
    run(environment, "ingest", write_lines(tmp_path, 300))
    command = subprocess.Popen(
        [*COMMAND, "export"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    said = command.stderr.read()
    command.wait(timeout=60)
    assert "Traceback" not in said
    assert "Broken pipe" not in said
