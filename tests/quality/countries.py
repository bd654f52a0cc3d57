"""Measures of countries: what an article is about against its editors' labels, with its dateline and without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.text.countries import find_code, find_countries
from tests.quality.gate import Measured, digest_of
from tests.quality.labelled import Labelled, held_out
from tests.quality.scores import Score

LONG = 1000
"""Characters of a body from which an article is more than a table or a headline."""

LABELS = {
    "usa": "US",
    "uk": "GB",
    "ussr": "SUHH",
    "uae": "AE",
    "west-germany": "DE",
    "yemen-arab-republic": "YE",
    "yemen-demo-republic": "YDYE",
    "trinidad-tobago": "TT",
    "congo": "CG",
    "us-virgin-islands": "VI",
    "burma": "BUMM",
}
"""The editors' labels that are not names of countries; Burma is the past state of that day."""


def measure() -> Iterator[Measured]:
    """Measure the F1 of what articles are about, and how many labelled countries are found as mentioned at all."""
    every = [article for article in held_out() if article.places]
    long = [article for article in every if len(article.body) >= LONG]
    yield _measured("countries.about.dateline", every, with_dateline=True)
    yield _measured("countries.about.dateline.long", long, with_dateline=True)
    yield _measured("countries.about.no_dateline", every, with_dateline=False)
    yield _measured("countries.about.no_dateline.long", long, with_dateline=False)


def _measured(name: str, articles: list[Labelled], *, with_dateline: bool) -> Measured:
    score = Score.of((_about(article, with_dateline), _expected(article)) for article in articles)
    size = f" of at least {LONG} characters" if name.endswith("long") else ""
    on = f"{len(articles)} held-out wires{size}, {'with' if with_dateline else 'without'} dateline (F1)"
    return Measured(name, score.f1, on, _digest(articles))


def _about(article: Labelled, with_dateline: bool) -> frozenset[str]:
    dateline = article.dateline if with_dateline else None
    found = find_countries(article.title, article.body, dateline=dateline, date=article.day)
    return frozenset(country.code for country in found if country.about)


def _expected(article: Labelled) -> frozenset[str]:
    return frozenset(LABELS.get(place) or find_code(place.replace("-", " ")) or place for place in article.places)


def _digest(articles: Iterable[Labelled]) -> str:
    return digest_of(article.id.encode() + article.body.encode() for article in articles)
