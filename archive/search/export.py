"""The whole result of a search as a stream, in memory that does not grow with it."""

from __future__ import annotations

import csv
import dataclasses
import io
import logging
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

import orjson

from archive.article import Article, to_json
from archive.catalogue import Catalogue
from archive.citation import cite
from archive.search.moment import Moment
from archive.search.question import understand
from archive.search.request import Request

Format: TypeAlias = Literal["csv", "jsonl", "bibtex", "ris"]

FORMATS: tuple[Format, ...] = get_args(Format)

_log = logging.getLogger(__name__)
_COLUMNS = ("id", "title", "date", "date_precision", "source", "language", "url", "actors", "countries", "text")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclasses.dataclass(frozen=True, slots=True)
class Export:
    """A search's articles, in order, as lines of a format, and how many they are."""

    total: int
    lines: Iterator[bytes]


def export(request: Request, format: Format, moment: Moment, base: str = "") -> Export:
    """Every article that a search finds; `base` is what permanent links in citations begin with.

    Raises BadParameters, and what the engine raises, before the first line.
    """
    question = understand(dataclasses.replace(request, facet=()), moment.names)
    searcher = moment.searcher
    query = dataclasses.replace(question.query, snippets=None)
    counts = searcher.search(dataclasses.replace(query, limit=0))
    total = counts.total if counts.groups is None else counts.groups
    ids = (hit.id for hit in searcher.scan(query))
    return Export(total, _lines(_articles(ids, moment.catalogue), format, base, searcher.generation))


def csv_lines(articles: Iterable[Article]) -> Iterator[bytes]:
    """The articles as CSV with a header.

    A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection).
    """
    yield _csv_line(_COLUMNS)
    for article in articles:
        actors = "; ".join(actor.label for actor in article.actors)
        countries = "; ".join(country.label for country in article.countries)
        facts = (article.date_precision, article.source, article.language, article.url, actors, countries)
        yield _csv_line((article.id, article.title, article.date, *facts, article.text))


def jsonl_lines(articles: Iterable[Article]) -> Iterator[bytes]:
    """The articles as JSON lines, each in the one JSON form of an article."""
    return (orjson.dumps(to_json(article), option=orjson.OPT_APPEND_NEWLINE) for article in articles)


def _lines(articles: Iterable[Article], format: Format, base: str, generation: int) -> Iterator[bytes]:
    match format:
        case "csv":
            return csv_lines(articles)
        case "jsonl":
            return jsonl_lines(articles)
    return (
        f"{cite(article, format, f'{base}/articles/{article.id}', generation)}\n\n".encode() for article in articles
    )


def _articles(ids: Iterable[str], catalogue: Catalogue) -> Iterator[Article]:
    for id in ids:
        article = catalogue.get(id)
        if article is None:
            _log.warning("article %s is in the index but no longer in the catalogue; `archive check` says more", id)
            continue
        yield article


def _csv_line(cells: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([_safe(cell) for cell in cells])
    return line.getvalue().encode()


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
