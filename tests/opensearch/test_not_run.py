"""What the command says where no cluster can be started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.opensearch.cluster import MEMORY, CannotRun, running


def run_with_programs(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Runs the command where these programs, given as shell scripts, are all there are."""
    for name, script in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    command = [sys.executable, "-m", "tests.opensearch"]
    environment = os.environ | {"PATH": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_machine_without_java_and_maven_says_so_and_does_not_fail(tmp_path: Path) -> None:
    run = run_with_programs(tmp_path)
    reason = "javac and mvn not installed: a JDK and Maven are needed"
    assert (run.returncode, run.stdout) == (0, f"NOT RUN: the tests against a real OpenSearch cluster ({reason})\n")


def test_a_server_that_cannot_be_downloaded_is_no_failure_either(tmp_path: Path) -> None:
    run = run_with_programs(tmp_path, javac="true", mvn="echo '[ERROR] repo.example: unknown host'; exit 1")
    assert run.returncode == 0
    assert run.stdout.endswith("(Maven could not bring the server: [ERROR] repo.example: unknown host)\n")


@pytest.mark.skipif(not MEMORY.exists(), reason="only Linux says how much memory is free")
def test_more_nodes_than_there_is_memory_for_are_not_started() -> None:
    reason = r"1000000 nodes take 1,024,000,000 MB of memory: [\d,]+ MB are free"
    with pytest.raises(CannotRun, match=reason), running(1_000_000):
        pass
