"""The parameters of a search as command-line options, the same words as in the API."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from archive.search import FACETS, Request

_EXCLUDABLE = tuple(facet for facet in FACETS if facet != "date")


class _Day(click.ParamType[datetime.date, str]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day such as 2019-05-29", param, ctx)


def request_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the query and filters of a search, and passes them on as one `request`.

    Other options of the command that are parameters of a search go into the request too.
    """

    @functools.wraps(command)
    def collected(*args: Any, **options: Any) -> None:
        parameters = {field.name: options.pop(field.name) for field in fields(Request) if field.name in options}
        command(*args, request=Request(**parameters), **options)

    for option in reversed(_options()):
        collected = option(collected)
    return collected


def _options() -> list[Callable[..., Any]]:
    chosen = [
        click.option(f"--{_dashed(facet)}", multiple=True, help=f"Only this {_words(facet)}, or `unknown`; repeatable.")
        for facet in FACETS
    ]
    excluded = [
        click.option(f"--{_dashed(facet)}-not", multiple=True, help=f"Not this {_words(facet)}; repeatable.")
        for facet in _EXCLUDABLE
    ]
    ops = [
        click.option(
            f"--{facet}-op", type=click.Choice(("or", "and")), default="or", help=f"Any {facet} named, or all of them."
        )
        for facet in ("actor", "country")
    ]
    others = [
        click.option("--q-op", type=click.Choice(("and", "or")), default="and", help="All the words, or any of them."),
        click.option(
            "--match",
            type=click.Choice(("folded", "exact", "translit")),
            default="folded",
            help="Words in every inflection, in the form typed, or also as the other alphabet spells them.",
        ),
        click.option(
            "--country-role", type=click.Choice(("any", "about")), default="any", help="Mentioned, or what it is about."
        ),
        click.option("--date-from", type=_Day(), help="Published on this day or later."),
        click.option("--date-to", type=_Day(), help="Published on this day or earlier."),
        click.option("--sort", type=click.Choice(("relevance", "newest", "oldest")), default="relevance"),
    ]
    return [click.argument("q", default="", metavar="[QUERY]"), *chosen, *excluded, *ops, *others]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _words(name: str) -> str:
    return name.replace("_", " ")
