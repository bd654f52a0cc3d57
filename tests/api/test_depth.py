"""Going through many hits: by cursor, over a refresh, and as an export in memory that does not grow."""

from __future__ import annotations

import datetime
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.article import Article
from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA, document
from archive.search import Request
from archive.search.cursor import encode
from archive.search.export import export
from archive.search.moment import Moment
from archive.web import create_app
from index import Cursor, Engine, open_engine
from tests.small_archive import fill, settings_of

MANY = 400
LONG = "Talks went on in Brussels. " * 300


def article(number: int) -> Article:
    day = datetime.date(2019, 1, 1) + datetime.timedelta(days=number // 3)
    dated = {"date": day, "date_precision": "day", "date_source": "meta"} if number % 5 else {}
    return Article(f"a{number:04}", "wire", f"Number {number}", f"{number} {LONG}", language="en", **dated)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("many")
    fill(home, tuple(article(number) for number in range(100, 100 + MANY)))
    return home


@pytest.fixture
def catalogue(home: Path) -> Iterator[Catalogue]:
    with Catalogue.open(settings_of(home).catalogue_path) as opened:
        yield opened


@pytest.fixture
def engine(home: Path) -> Iterator[Engine]:
    opened = open_engine(settings_of(home).engine_url, SCHEMA)
    yield opened
    opened.close()


@pytest.fixture
def client(home: Path) -> FlaskClient:
    return create_app(settings_of(home)).test_client()


def pages(client: FlaskClient, order: str) -> Iterator[list[str]]:
    """The ids of every page of a search, each reached by the cursor of the one before."""
    cursor = ""
    while True:
        asked = {"sort": order, "page_size": 50, "facet": "none", "fields": "title", "cursor": cursor, "q": "talks"}
        body = client.get("/api/v1/search", query_string=asked).json
        yield [hit["id"] for hit in body["hits"]]
        if not body["next_cursor"]:
            return
        cursor = body["next_cursor"]


def put(articles: list[Article], catalogue: Catalogue, engine: Engine) -> None:
    with engine.writer() as writer:
        for one in articles:
            catalogue.put(one, SourcePage(one.source, f"{one.id}.txt", "dump", one.text.encode(), "utf-8", one.id))
            writer.put(document(one))
        writer.commit(mark=str(catalogue.last_change()))


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_cursors_lead_through_every_hit_once(client: FlaskClient, order: str) -> None:
    ids = [id for page in pages(client, order) for id in page]
    assert (len(ids), len(set(ids))) == (MANY, MANY)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_cursor_by_date_goes_on_with_articles_that_came_since(tmp_path: Path, order: str) -> None:
    reached = pages_while_articles_come(tmp_path, order)
    before = {article(number).id for number in range(100, 300)}
    assert len(reached) == len(set(reached)) and before < set(reached)


def test_a_cursor_by_relevance_goes_on_in_the_archive_as_it_was(tmp_path: Path) -> None:
    undisturbed = pages_while_articles_come(tmp_path / "quiet", "relevance", come=False)
    assert pages_while_articles_come(tmp_path / "busy", "relevance") == undisturbed


def test_a_cursor_of_a_state_no_longer_known_says_how_to_go_on(client: FlaskClient) -> None:
    expired = encode(Cursor(1.5, "a0100"), "relevance", "99.1")
    answer = client.get("/api/v1/search", query_string={"cursor": expired})
    assert (answer.status_code, answer.json["code"]) == (410, "cursor_expired")
    assert "sort by date" in answer.json["detail"]


def pages_while_articles_come(home: Path, order: str, come: bool = True) -> list[str]:
    """The ids of all pages of 200 articles; behind each of the first pages articles are added and changed."""
    fill(home, tuple(article(number) for number in range(100, 300)))
    settings = settings_of(home)
    engine = open_engine(settings.engine_url, SCHEMA)
    reached: list[str] = []
    with Catalogue.open(settings.catalogue_path) as catalogue:
        for number, page in enumerate(pages(create_app(settings).test_client(), order)):
            reached += page
            if come and number < 3:
                put([article(number + 1), article(number + 990), article(150 + number)], catalogue, engine)
    engine.close()
    return reached


def test_a_page_far_behind_says_how_to_go_on(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?page=300&page_size=50")
    assert answer.status_code == 400 and "cursor" in answer.json["detail"]


def test_the_memory_of_an_export_does_not_grow_with_it(catalogue: Catalogue, engine: Engine) -> None:
    lines = export(Request(), "jsonl", Moment(engine, catalogue)).lines
    tracemalloc.start()
    size = sum(map(len, lines))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > MANY * len(LONG)
    assert peak < size / 4


def test_an_export_comes_in_the_order_of_the_search(client: FlaskClient) -> None:
    rows = client.get("/api/v1/export?format=csv&sort=oldest&date=2019").text.splitlines()
    days = [row.split(",")[2] for row in rows[1:]]
    assert len(days) == MANY * 4 // 5
    assert all(one <= other for one, other in pairwise(days))
