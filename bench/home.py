"""An archive of the corpus, catalogue and index: what a server serves. `python -m bench.home 20000`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from archive.article import Actor, Article, Country
from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA
from archive.reindex import reindex
from archive.settings import Settings
from archive.text.slugs import slug
from bench.corpus import OUT, read
from index import Document, open_engine


def home(count: int) -> Path:
    """The folder of an archive of so many articles; made at the first call."""
    place = OUT / f"home-{count}"
    if not (place / "made").exists():
        _make(Settings(home=place), count)
        (place / "made").touch()
    return place


def _make(settings: Settings, count: int) -> None:
    with Catalogue.open(settings.catalogue_path) as catalogue:
        with catalogue.transaction():
            for document in read(count):
                article = article_of(document)
                page = SourcePage(article.source, f"{article.id}.json", "article", b"", "utf-8", article.id)
                catalogue.put(article, page)
        engine = open_engine(settings.engine_url, SCHEMA)
        reindex(catalogue, engine)
        engine.close()


def article_of(document: Document) -> Article:
    """The article of which the document would be made."""
    values: dict[str, Any] = dict(document.values)
    about = values.pop("country_about")
    actors = tuple(Actor(slug(name), name, "organisation", (name,)) for name in values.pop("actor"))
    countries = tuple(Country(code, code, code in about, 1) for code in values.pop("country"))
    return Article(id=document.id, actors=actors, countries=countries, **values)


if __name__ == "__main__":
    print(home(int(sys.argv[1])))
