"""Commands that read the archive: search, show, export, stats."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import Any

import click
import httpx
import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.article import Article, to_json
from archive.catalogue import Catalogue, Skipped, SourceCount
from archive.client import Client, Problem
from archive.commands.parameters import request_options
from archive.commands.workplace import Workplace, pass_workplace, say
from archive.search import DEFAULT_FACETS, FACETS, Request, run
from archive.search.export import Format
from archive.search.export import export as exported
from archive.search.moment import Moment

_MARK = re.compile(r"</?mark>")


def _facets(_: click.Context, __: click.Parameter, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in named if name != "none") if named else DEFAULT_FACETS


@click.command()
@request_options
@click.option("--page", type=click.IntRange(min=1), default=1, help="Which page of hits.")
@click.option("--page-size", type=click.IntRange(min=1), default=10, help="Hits on a page.")
@click.option("--collapse", type=click.Choice(("story",)), help="One hit for a story and its copies.")
@click.option("--cursor", help="Go on behind this cursor, the next_cursor of an answer.")
@click.option(
    "--facet",
    type=click.Choice((*FACETS, "none")),
    multiple=True,
    callback=_facets,
    help="Facet to count; repeatable; `none` counts none.",
)
@click.option("--facet-size", type=click.IntRange(min=1), default=10, help="Values of each facet.")
@click.option("--interval", type=click.Choice(("day", "month", "year")), help="Periods of the date facet.")
@click.option("--url", help="Ask the archive served at this address instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as the API gives it.")
@pass_workplace
def search(workplace: Workplace, /, request: Request, url: str | None, as_json: bool) -> None:
    """Search the archive; without QUERY every article is found.

    \b
    Example:
      archive search '"cordon sanitaire"' --country RS --date-from 2008-01-01
      archive search vuc* --actor 'Sergei Lavrov' --json
    """
    body = _ask(url, request) if url else _search_here(workplace, request)
    if as_json:
        click.echo(orjson.dumps(body).decode())
    else:
        _print_answer(body)


def _search_here(workplace: Workplace, request: Request) -> dict[str, Any]:
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
        return run(request, Moment(engine, catalogue))


def _ask(url: str, request: Request) -> dict[str, Any]:
    """The answer of the archive at that address, to what the request says differently from a plain one."""
    plain = Request()
    names = (field.name for field in dataclasses.fields(Request))
    asked = {name: getattr(request, name) for name in names if getattr(request, name) != getattr(plain, name)}
    try:
        with Client(url) as client:
            return client.search(**asked | {"facet": request.facet or "none"})
    except (Problem, httpx.HTTPError, httpx.InvalidURL) as error:
        raise click.ClickException(f"{url} did not answer: {error}") from error


@click.command()
@click.argument("id")
@click.option(
    "--view", type=click.Choice(("clean", "raw", "cuts")), default="clean", help="The text, the page, or what was cut."
)
@click.option("--json", "as_json", is_flag=True, help="Print the article's JSON form.")
@pass_workplace
def show(workplace: Workplace, id: str, view: str, as_json: bool) -> None:
    """Show the article ID: its text and facts, the page it came from, or what was cut from that.

    \b
    Example:
      archive show 1d6120e88717e8b7 --view cuts
    """
    with workplace.catalogue(read_only=True) as catalogue:
        article = catalogue.get(id)
        if article is None:
            raise click.ClickException(_absent(id, catalogue))
        if as_json:
            click.echo(orjson.dumps(to_json(article)).decode())
        elif view == "raw":
            page = catalogue.page(id)
            click.echo(page.text if page else "")
        else:
            click.echo(_cuts(article) if view == "cuts" else _facts_and_text(article))


@click.command()
@request_options
@click.option("--format", type=click.Choice(("csv", "jsonl")), default="jsonl", help="How articles are written.")
@click.option(
    "--output", "-o", type=click.File("wb", lazy=True), default="-", help="File to write; the standard output."
)
@pass_workplace
def export(workplace: Workplace, /, request: Request, format: Format, output: Any) -> None:
    """Write every article that a search finds, as CSV or JSON lines.

    \b
    Example:
      archive export kosovo --date 2013 --format csv -o kosovo-2013.csv
    """
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
        answer = exported(request, format, Moment(engine, catalogue))
        lines = 0
        for line in answer.lines:
            output.write(line)
            lines += 1
    articles = lines - 1 if format == "csv" else lines  # a table begins with its header
    if articles < answer.total:
        raise click.ClickException(
            f"{articles:,} of {answer.total:,} articles were written: the index knows some that are no longer in the "
            "catalogue.\n`archive check` names them, `archive reindex` brings the index up to date."
        )
    say(f"{articles:,} articles.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures, and what was skipped and why, as JSON.")
@pass_workplace
def stats(workplace: Workplace, as_json: bool) -> None:
    """Say what the archive holds.

    \b
    Example:
      archive stats
    """
    with workplace.catalogue(read_only=True) as catalogue:
        figures = _Figures(
            articles=catalogue.count(),
            sources=catalogue.sources(),
            last_change=catalogue.last_change(),
            size_bytes=catalogue.path.stat().st_size,
            skipped=catalogue.memory.skipped(),
        )
    if as_json:
        click.echo(orjson.dumps(figures).decode())
    else:
        _print_figures(figures)


@dataclasses.dataclass(frozen=True, slots=True)
class _Figures:
    articles: int
    sources: tuple[SourceCount, ...]
    last_change: int
    size_bytes: int
    skipped: tuple[Skipped, ...]


def _print_figures(figures: _Figures) -> None:
    table = Table("source", "articles", box=None)
    for counted in figures.sources:
        table.add_row(Text(counted.source), f"{counted.articles:,}")
    table.add_row("all", f"{figures.articles:,}", style="bold")
    Console().print(table)
    click.echo(f"{len(figures.skipped):,} pages skipped (`--json` says why); {figures.size_bytes:,} bytes.")


def _print_answer(body: dict[str, Any]) -> None:
    console = Console(highlight=False)
    for ignored in body["query"]["ignored"]:
        say(f"Ignored {ignored['text']!r} at {ignored['position']}: {ignored['message']}")
    pages = f", page {body['page']} of {body['pages']}" if body["page"] and body["total"] else ""
    console.print(Text(f"{body['query']['sentence']} Found: {body['total']:,}{pages}"))
    if body["explanation"]:
        _print_explanation(console, body["explanation"])
    for hit in body["hits"]:
        _print_hit(console, hit)
    for name, facet in body["facets"].items():
        _print_facet(console, name, facet)
    if body["next_cursor"]:
        say(f"More: --cursor {body['next_cursor']}")


def _print_explanation(console: Console, explanation: dict[str, Any]) -> None:
    """Why nothing was found: what each part of the question finds alone."""
    for term in explanation["terms"]:
        nearest = ", ".join(suggestion["text"] for suggestion in term["suggestions"])
        console.print(Text(f"  {term['text']} alone: {term['count']:,}{f'; nearest: {nearest}' if nearest else ''}"))
    for counted in explanation["filters"]:
        console.print(Text(f"  {counted['meaning']} alone: {counted['count']:,}"))


def _print_hit(console: Console, hit: dict[str, Any]) -> None:
    console.print()
    console.print(Text(hit["title"], style="bold"))
    console.print(Text(f"{hit['date'] or 'undated'} · {hit['source']} · {hit['id']}", style="dim"))
    for snippet in hit["snippets"]:
        console.print(_marked(snippet))


def _print_facet(console: Console, name: str, facet: dict[str, Any]) -> None:
    values = [value for value in facet["values"] if value["count"] or value["selected"]]
    if not values and not facet["missing_count"]:
        return
    table = Table(name, "articles", box=None)
    for value in values:
        table.add_row(Text(f"{value['label']} ({value['value']})"), f"{value['count']:,}")
    if facet["missing_count"]:
        table.add_row("unknown", f"{facet['missing_count']:,}")
    console.print()
    console.print(table)


def _marked(snippet: str) -> Text:
    """A snippet of the API, whose marks are bold here."""
    text = Text("  ")
    for place, part in enumerate(_MARK.split(snippet)):
        text.append(html.unescape(part).replace("\n", " "), style="bold" if place % 2 else "")
    return text


def _facts_and_text(article: Article) -> str:
    facts = {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "date": f"{article.date} ({article.date_source}, to the {article.date_precision})"
        if article.date
        else "unknown",
        "language": article.language,
        "script": article.script,
        "actors": ", ".join(actor.label for actor in article.actors),
        "countries": ", ".join(country.label + ("*" if country.about else "") for country in article.countries),
        "credit": article.credit,
        "copies": ", ".join(article.copies),
        "corrects": article.corrects,
        "corrected by": ", ".join(article.corrected_by),
    }
    lines = [f"{name}: {fact}" for name, fact in facts.items() if fact]
    return "\n".join((article.title, *lines, "", article.text))


def _cuts(article: Article) -> str:
    return "\n".join(f"{cut.line:>5}  {cut.rule}: {' '.join(cut.text.split())}" for cut in article.cuts)


def _absent(id: str, catalogue: Catalogue) -> str:
    if catalogue.is_deleted(id):
        return f"The article {id} was deleted.\n`archive add` takes its page in again."
    return f"There is no article {id}.\nFind ids with `archive search`."
