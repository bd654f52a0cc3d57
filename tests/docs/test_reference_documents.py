"""The documents that are printed by commands are what the commands print."""

from __future__ import annotations

import runpy
from pathlib import Path

from archive.commands.configuring import markdown_table

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_as_it_is() -> None:
    assert markdown_table() in (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


def test_every_command_is_documented_as_its_help_says() -> None:
    reference = runpy.run_path(str(ROOT / "tools/cli_reference"))["reference"]
    assert reference() == (ROOT / "docs/cli.md").read_text(encoding="utf-8"), "run tools/cli_reference > docs/cli.md"
