"""Commands that look after the index: reindex, check, generations."""

from __future__ import annotations

import click
import orjson
from rich.console import Console
from rich.table import Table

from archive import reindex as reindexing
from archive.actor_names import check_actors
from archive.commands.drawing import progress
from archive.commands.workplace import Workplace, pass_workplace, say
from index import Generation


@click.command()
@pass_workplace
def reindex(workplace: Workplace) -> None:
    """Build the index anew from the catalogue; searches go on over the old one until the new one is whole.

    \b
    Example:
      archive reindex
    """
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine, progress() as drawn:
        number = reindexing.reindex(catalogue, engine, workplace.settings.keep_generations, drawn)
        say(f"Generation {number} has {engine.searcher().document_count():,} articles and is current.")


@click.command()
@pass_workplace
def check(workplace: Workplace) -> None:
    """Check that catalogue and index are sound and agree; says what mends them if not.

    \b
    Example:
      archive check
    """
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
        problems = reindexing.check(catalogue, engine) + check_actors(catalogue, workplace.settings.home)
        articles = catalogue.count()
    if problems:
        raise click.ClickException("\n".join(problems))
    click.echo(f"Catalogue and index are sound and agree on {articles:,} articles.")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_context
def generations(context: click.Context, as_json: bool) -> None:
    """List the generations of the index, switch to another, or remove old ones.

    \b
    Example:
      archive generations list
      archive generations switch 6
    """
    if context.invoked_subcommand is None:
        context.invoke(list_generations, as_json=as_json)


@generations.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@pass_workplace
def list_generations(workplace: Workplace, as_json: bool) -> None:
    """List the generations there are, oldest first: when each was made, what it holds, which is current."""
    with workplace.engine() as engine:
        listed = engine.generations()
    if as_json:
        click.echo(orjson.dumps(listed).decode())
    else:
        Console().print(_table(listed))


@generations.command()
@click.argument("number", type=int)
@pass_workplace
def switch(workplace: Workplace, number: int) -> None:
    """Answer from generation NUMBER: roll back, or forward."""
    with workplace.engine() as engine:
        engine.switch(number)
    say(f"Generation {number} is current. `archive check` tells what it lacks.")


@generations.command()
@click.option("--keep", type=click.IntRange(min=1), help="How many to keep; by default the setting keep_generations.")
@pass_workplace
def prune(workplace: Workplace, keep: int | None) -> None:
    """Remove the oldest generations; the current one always stays."""
    with workplace.engine() as engine:
        removed = engine.prune(keep or workplace.settings.keep_generations)
    say(f"Removed {', '.join(map(str, removed)) or 'none'}.")


def _table(listed: tuple[Generation, ...]) -> Table:
    table = Table("generation", "made", "articles", "change", "bytes", box=None)
    for one in listed:
        name = f"{one.number} (current)" if one.current else str(one.number)
        made = f"{one.created:%Y-%m-%d %H:%M}"
        table.add_row(name, made, f"{one.documents:,}", one.mark or "", f"{one.size_bytes:,}")
    return table
