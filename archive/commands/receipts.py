"""Receipts of searches: to keep with one's notes, and to verify later."""

from __future__ import annotations

from typing import BinaryIO

import click
import orjson

from archive.commands.parameters import request_options
from archive.commands.workplace import Workplace, pass_workplace, say
from archive.search import Request
from archive.search.moment import Moment
from archive.search.receipt import BadReceipt, make_receipt, verify_receipt


@click.group()
def receipt() -> None:
    """Make and verify receipts of searches."""


@receipt.command()
@request_options
@pass_workplace
def make(workplace: Workplace, /, request: Request) -> None:
    """Print a receipt of a search.

    \b
    Example:
      archive receipt make '"cordon sanitaire"' --country RS > receipt.json
    """
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
        click.echo(orjson.dumps(make_receipt(request, Moment(engine, catalogue)), option=orjson.OPT_INDENT_2).decode())


@receipt.command()
@click.argument("file", type=click.File("rb"))
@pass_workplace
def verify(workplace: Workplace, file: BinaryIO) -> None:
    """Make the search of a receipt again, and say what differs; exit 1 if anything does.

    \b
    Example:
      archive receipt verify receipt.json
    """
    try:
        given = orjson.loads(file.read())
        with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
            differences = verify_receipt(given, Moment(engine, catalogue))
    except (orjson.JSONDecodeError, BadReceipt) as error:
        raise click.ClickException(str(error)) from error
    if differences:
        raise click.ClickException(" ".join(differences))
    say(f"The search still finds the same {given['total']:,} articles, in the same order.")
