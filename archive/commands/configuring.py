"""The command that shows the settings."""

from __future__ import annotations

import dataclasses

import click
import orjson

from archive.commands.workplace import Workplace, pass_workplace
from archive.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the settings in force as JSON.")
@click.option("--markdown", is_flag=True, help="Print the table of docs/configuration.md.")
@pass_workplace
def settings(workplace: Workplace, as_json: bool, markdown: bool) -> None:
    """Show every setting: its environment variable, what it is now, what it is for.

    \b
    Example:
      archive settings
    """
    if as_json:
        click.echo(orjson.dumps({f.name: value for f, value in _in_force(workplace.settings)}, default=str).decode())
    elif markdown:
        click.echo(markdown_table())
    else:
        for field, value in _in_force(workplace.settings):
            click.echo(f"ARCHIVE_{field.name.upper()}={value}\n    {field.metadata['help']}")


def markdown_table() -> str:
    """Every setting with its type, default and help, as a table."""
    rows = [
        f"| `ARCHIVE_{field.name.upper()}` | {type(field.default).__name__.replace('PosixPath', 'folder')} "
        f"| {_default(field.default)} | {field.metadata['help']} |"
        for field in dataclasses.fields(Settings)
    ]
    return "\n".join(["| variable | type | default | for |", "|---|---|---|---|", *rows])


def _default(value: object) -> str:
    return f"`{value}`" if str(value) else "empty"


def _in_force(settings_: Settings) -> list[tuple[dataclasses.Field[object], object]]:
    fields = [(field, getattr(settings_, field.name)) for field in dataclasses.fields(Settings)]
    return [(field, value if field.repr or not value else "********") for field, value in fields]
