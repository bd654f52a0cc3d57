"""Measures of dates: how often an answered date is right, and that dates of furniture are never taken."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path

from archive.text.dates import Date, find_date
from archive.text.furniture import clean
from archive.text.html import extract_html
from archive.text.markup import parse_html, visible_text
from tests.quality.data import Page, pages, wires
from tests.quality.gate import Measured, digest_of
from tests.quality.sites import SITES, undated_html

SEED = 1987
UNDATED = 200

TRUTH = Path(__file__).with_name("page_dates.json")
"""The day each page shows as its article's, read by a person; else the day in its address. By the start of its name."""


def measure() -> Iterator[Measured]:
    """Measure dates on the pages whose day is known and on made-up pages that date everything but their article."""
    truth = {name: datetime.date.fromisoformat(day) for name, day in json.loads(TRUTH.read_text("utf-8")).items()}
    dated = [(page, truth[page.name[:8]]) for page in pages() if page.name[:8] in truth]
    answers = [(_date(page), day) for page, day in dated]
    answered = [(found.day, day) for found, day in answers if found is not None]
    digest = digest_of([TRUTH.read_bytes(), *(page.html.encode() for page, _ in dated)])
    on = f"{len(dated)} pages whose day a person read"
    yield Measured("dates.precision", sum(day == right for day, right in answered) / len(answered), on, digest)
    yield Measured("dates.answered", len(answered) / len(answers), on, digest)
    dumps = [(clean(visible_text(parse_html(page.html))).printed_date, day) for page, day in dated]
    printed = [(found.day, day) for found, day in dumps if found is not None]
    on = f"the same as plain text, where {len(printed)} print it under the headline (share right)"
    yield Measured("dates.dump.precision", sum(day == right for day, right in printed) / len(printed), on, digest)
    yield _refused()


def _date(page: Page) -> Date | None:
    meta = extract_html(page.html, page.url).meta_date
    return find_date(given=None, meta=meta, url=page.url, filename=None, dateline=None)


def _dump_date(dump: str) -> Date | None:
    cleaned = clean(dump)
    return find_date(given=None, meta=cleaned.printed_date, url=None, filename=None, dateline=cleaned.dateline)


def _refused() -> Measured:
    chance = random.Random(SEED)
    articles = chance.sample(wires(), UNDATED)
    dumps = [SITES[i % len(SITES)](article, wires(), chance) for i, article in enumerate(articles)]
    htmls = [undated_html(article, wires(), chance) for article in articles]
    found = [
        *map(_dump_date, dumps),
        *(extract_html(html, None).meta_date for html in htmls),
    ]
    digest = digest_of(article.body.encode() for article in articles)
    on = f"{len(found)} made-up pages with dates of furniture only"
    return Measured("dates.furniture_refused", sum(date is None for date in found) / len(found), on, digest)
