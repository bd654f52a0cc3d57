"""Measures of cleaning: dumps of one page, HTML pages, and dumps whose source taught its furniture."""

from __future__ import annotations

import random
from collections.abc import Iterator

from archive.text.furniture import clean, learn
from archive.text.html import extract_html
from archive.text.markup import parse_html, visible_text
from tests.quality.data import Wire, is_held_out, pages, wires
from tests.quality.gate import Measured, digest_of
from tests.quality.overlap import recall_of, score
from tests.quality.sites import SITES

SEED = 1987
LOST = 0.5
"""An article of which less than this share was kept is lost."""


def measure() -> Iterator[Measured]:
    """Measure cleaning on the pages that are held out and on corpora of made-up sites around newswire articles."""
    held_out = [page for page in pages() if is_held_out(page.name)]
    digest = digest_of(part.encode() for page in held_out for part in (page.html, page.body))
    on = f"{len(held_out)} held-out pages"
    dumps = score((page.body, clean(visible_text(parse_html(page.html))).text) for page in held_out)
    yield Measured("cleaning.dump.f1", dumps.f1, f"everything on {on}, as plain text", digest)
    extracted = score((page.body, extract_html(page.html, page.url).text) for page in held_out)
    yield Measured("cleaning.html.f1", extracted.f1, on, digest)
    for size, sources in ((5, 40), (30, 12)):
        yield from _corpus(size, sources)


def _corpus(size: int, sources: int) -> Iterator[Measured]:
    """Measure sources of `size` pages each; the articles differ from source to source."""
    chance = random.Random(SEED)
    pairs: list[tuple[str, str]] = []
    titles = 0
    for number in range(sources):
        articles = chance.sample(wires(), size)
        for article, title, text in _cleaned(number, articles, chance):
            pairs.append((article.body, text))
            titles += title.casefold() == article.title.casefold()
    digest = digest_of(truth.encode() for truth, _ in pairs)
    on = f"{len(pairs)} newswire articles, {size} pages a source"
    kept = sum(recall_of(truth, found) >= LOST for truth, found in pairs)
    yield Measured(f"cleaning.corpus{size}.f1", score(pairs).f1, on, digest)
    yield Measured(f"cleaning.corpus{size}.not_lost", kept / len(pairs), on, digest)
    yield Measured(f"cleaning.corpus{size}.title", titles / len(pairs), on, digest)


def _cleaned(number: int, articles: list[Wire], chance: random.Random) -> Iterator[tuple[Wire, str, str]]:
    site = SITES[number % len(SITES)]
    raws = [site(article, wires(), chance) for article in articles]
    furniture = learn(raws, f"site {number}")
    for article, raw in zip(articles, raws, strict=True):
        cleaned = clean(raw, furniture)
        yield article, cleaned.title, cleaned.text
