"""A small archive, made by hand."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from archive.article import Actor, Article, Country, Cut
from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA, document
from archive.settings import Settings
from index import open_engine
from tests.opensearch.disposable import HOSTS_VARIABLE, index_name

LAVROV = Actor("sergei-lavrov", "Sergei Lavrov", "person", ("Sergei Lavrov",), ((26, 39),))
VUCIC = Actor("aleksandar-vucic", "Aleksandar Vučić", "person", ("Vucic",))
NATO = Actor("nato", "NATO", "organisation", ("NATO",))
KREMLIN = Actor("kremlin", "Kremlin", "state", ("Kremlin",))
SERBIA = Country("RS", "Serbia", about=True, mentions=2)
KOSOVO = Country("XK", "Kosovo", about=True, mentions=3)
RUSSIA = Country("RU", "Russia", mentions=1)

ARTICLES = (
    Article(
        "lavrov-blames",
        "moscow-times",
        "Moscow blames NATO",
        "Russia's foreign minister Sergei Lavrov spoke of a “cordon sanitaire” around Serbia & Kosovo."
        "\n\nIt is <b>so</b>.",
        language="en",
        credit="AP",
        actors=(LAVROV, NATO),
        countries=(SERBIA, KOSOVO, RUSSIA),
        cuts=(Cut("plea", "Support us", 5),),
    ),
    Article(
        "vucic-visits",
        "moscow-times",
        "Vučić visits the Kremlin",
        "The president of Serbia went to Moscow to speak of gas and of Kosovo.",
        url="https://example.org/vucic",
        language="en",
        date=datetime.date(2019, 5, 29),
        date_precision="day",
        date_source="meta",
        actors=(VUCIC, KREMLIN),
        countries=(SERBIA, RUSSIA),
    ),
    Article(
        "talks-in-brussels",
        "the-courier",
        "Talks in Brussels",
        "Talks between Belgrade and Pristina went on in Brussels; NATO watched Kosovo.",
        language="en",
        date=datetime.date(2019, 7, 1),
        date_precision="month",
        date_source="dateline",
        actors=(NATO, VUCIC),
        countries=(KOSOVO, SERBIA),
    ),
    Article(
        "razgovori",
        "the-courier",
        "Разговори у Бриселу",
        "Вучић је у Бриселу говорио о Косову.",
        language="sr",
        script="Cyrl",
        date=datetime.date(2019, 7, 2),
        date_precision="day",
        date_source="url",
        actors=(VUCIC,),
        countries=(KOSOVO,),
    ),
    Article("weather", "the-courier", "Weather", "Rain is expected.", language="en"),
)


def settings_of(home: Path) -> Settings:
    """The settings of the archive in that folder: its engine is the embedded one, or the cluster that tests run on."""
    hosts = os.environ.get(HOSTS_VARIABLE)
    return Settings(
        home=home, engine=f"opensearch:{hosts}/{index_name(home)}?refresh=0" if hosts else "", log_level="ERROR"
    )


def fill(home: Path, articles: tuple[Article, ...] = ARTICLES) -> None:
    """Makes an archive in that folder, which holds the articles in catalogue and index."""
    settings = settings_of(home)
    with Catalogue.open(settings.catalogue_path) as catalogue:
        for article in articles:
            raw = f"× Support us\n{article.title}\n\n{article.text}".encode()
            catalogue.put(article, SourcePage(article.source, f"{article.id}.txt", "dump", raw, "utf-8", article.id))
        engine = open_engine(settings.engine_url, SCHEMA)
        with engine.build() as build:
            for article in catalogue.articles():
                build.put(document(article))
            build.commit(mark=str(catalogue.last_change()))
            build.verify(len(articles))
            build.switch()
        engine.close()
