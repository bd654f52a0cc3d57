"""Commands that go from one engine to another: migrate, compare."""

from __future__ import annotations

import click

from archive import migrate as migrating
from archive.commands.drawing import progress
from archive.commands.workplace import Workplace, pass_workplace, say
from archive.migrate import Comparison

_SHOWN = 10


@click.command()
@click.argument("engine")
@pass_workplace
def migrate(workplace: Workplace, engine: str) -> None:
    """Build the index on ENGINE from the catalogue, and prove that it answers as the present one does.

    The present engine goes on answering; put ENGINE into ARCHIVE_ENGINE to change over.

    \b
    Example:
      archive migrate opensearch:http://localhost:9200/news
      archive migrate whoosh:var/index
    """
    keep = workplace.settings.keep_generations
    with (
        workplace.catalogue(read_only=True) as catalogue,
        workplace.engine() as source,
        workplace.engine(engine) as target,
        progress() as drawn,
    ):
        _report(migrating.migrate(catalogue, source, target, keep, drawn))


@click.command()
@click.argument("left")
@click.argument("right")
@pass_workplace
def compare(workplace: Workplace, left: str, right: str) -> None:
    """Ask the engines LEFT and RIGHT the same questions, and tell where they answer differently.

    \b
    Example:
      archive compare whoosh:var/index opensearch:http://localhost:9200/news
    """
    with (
        workplace.catalogue(read_only=True) as catalogue,
        workplace.engine(left) as one,
        workplace.engine(right) as other,
        progress() as drawn,
    ):
        _report(migrating.compare(catalogue, one, other, drawn))


def _report(comparison: Comparison) -> None:
    """Tells how alike the engines are; fails where an answer differs."""
    if comparison.differences:
        more = len(comparison.differences) - _SHOWN
        lines = ["The engines differ.", *comparison.differences[:_SHOWN], *([f"and {more:,} more"] if more > 0 else [])]
        raise click.ClickException("\n".join(lines))
    click.echo(f"Both answer {comparison.questions:,} questions alike: totals, facets, order by date.")
    say(f"Of the ten best hits by relevance they share {comparison.shared_best:.0%} on average.")
