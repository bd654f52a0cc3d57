"""Ingests at work on one catalogue at the same time, each on its part of the sources."""

from __future__ import annotations

import dataclasses
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.article import Article
from archive.catalogue import Catalogue
from archive.cli import main
from archive.partition import Partition
from tests.cli.test_processes import COMMAND

PARTS = 3


def environment_of(home: Path) -> dict[str, str]:
    return os.environ | {"ARCHIVE_HOME": str(home), "ARCHIVE_NAME_FINDER": "none", "ARCHIVE_PROCESSES": "1"}


def articles_of(home: Path) -> list[Article]:
    """The articles but for their copies' order, which is that of their coming."""
    with Catalogue.open(home / "catalogue.sqlite", read_only=True) as catalogue:
        return [dataclasses.replace(article, copies=tuple(sorted(article.copies))) for article in catalogue.articles()]


def test_all_parts_at_once_make_the_catalogue_that_one_ingest_makes(tmp_path: Path) -> None:
    together, alone = tmp_path / "together", tmp_path / "alone"
    ingest = ["ingest", "--sample", "--no-index"]
    parts = [
        subprocess.Popen([*COMMAND, *ingest, "--partition", f"{part}/{PARTS}"], env=environment_of(together))
        for part in range(1, PARTS + 1)
    ]
    assert [part.wait() for part in parts] == [0] * PARTS
    assert CliRunner(env=environment_of(alone)).invoke(main, ingest).exit_code == 0
    assert articles_of(together) == articles_of(alone)


def test_every_source_is_in_one_part() -> None:
    parts = [Partition(part, PARTS) for part in range(1, PARTS + 1)]
    sources = [f"source-{number}" for number in range(100)]
    assert all(sum(part.holds(source) for part in parts) == 1 for source in sources)
    assert all(any(part.holds(source) for source in sources) for part in parts)


def test_a_part_without_sources_is_no_error(tmp_path: Path) -> None:
    page = tmp_path / "courier" / "talks.txt"
    page.parent.mkdir()
    page.write_text("Talks in Brussels\n\nThe ministers met in Brussels and spoke for hours.\n")
    runs = [
        CliRunner(env=environment_of(tmp_path)).invoke(main, ["ingest", "--partition", f"{part}/2", str(page)])
        for part in (1, 2)
    ]
    assert [run.exit_code for run in runs] == [0, 0]
    assert sorted("1 added" in run.output for run in runs) == [False, True]


@pytest.mark.parametrize("text", ["", "2", "0/8", "9/8", "a/b", "1/0", "-1/8", "1/8/8"])
def test_what_names_no_part_is_refused(tmp_path: Path, text: str) -> None:
    run = CliRunner(env=environment_of(tmp_path)).invoke(main, ["ingest", "--sample", "--partition", text])
    assert (run.exit_code, "no part such as 2/8" in run.output) == (2, True)
