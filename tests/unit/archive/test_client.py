"""The client, against the small archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from archive.client import Client, IncompleteExport, Problem
from archive.settings import Settings
from archive.web import create_app
from tests.small_archive import fill

URL = "http://archive.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home: Path = tmp_path_factory.mktemp("archive")
    fill(home)
    with Client(URL, transport=httpx.WSGITransport(create_app(Settings(home=home)))) as client:
        yield client


def test_a_search_takes_the_parameters_of_the_api(client: Client) -> None:
    body = client.search(q="kosovo", actor=["nato", "kremlin"], page_size=1)
    assert (body["total"], len(body["hits"])) == (3, 1)


def test_every_hit_comes_once_over_all_pages(client: Client) -> None:
    ids = [hit["id"] for hit in client.hits(page_size=2, sort="oldest")]
    assert ids == ["vucic-visits", "talks-in-brussels", "razgovori", "lavrov-blames", "weather"]


def test_an_article_can_be_read_in_every_view(client: Client) -> None:
    assert client.article("weather")["text"] == "Rain is expected."
    assert client.article("weather", view="raw")["path"] == "weather.txt"


def test_a_facet_can_be_searched(client: Client) -> None:
    assert [value["label"] for value in client.facet("country", prefix="ko")["values"]] == ["Kosovo"]


def test_whole_articles_come_as_a_stream(client: Client) -> None:
    assert [article["title"] for article in client.articles(language="sr")] == ["Разговори у Бриселу"]


def test_whole_articles_come_as_a_table(client: Client) -> None:
    table = client.data_frame(sort="oldest")
    assert list(table["id"]) == ["vucic-visits", "talks-in-brussels", "razgovori", "lavrov-blames", "weather"]
    assert table["date"].dt.year.to_list()[:3] == [2019, 2019, 2019]
    assert table["date"].isna().to_list() == [False, False, False, True, True]


def test_a_table_of_nothing_has_its_columns(client: Client) -> None:
    table = client.data_frame(q="nothinglikethis")
    assert (len(table), "title" in table, str(table["date"].dtype)[:10]) == (0, True, "datetime64")


def test_an_error_of_the_archive_is_raised_with_its_code(client: Client) -> None:
    for ask in (lambda: client.search(sorce=2), lambda: list(client.articles(sorce=2))):
        with pytest.raises(Problem, match="did you mean 'source'") as caught:
            ask()
        assert (caught.value.code, caught.value.status) == ("unknown_parameter", 400)


def test_an_export_that_broke_off_is_never_silent() -> None:
    cut_off = httpx.MockTransport(lambda _: httpx.Response(200, text='{"id": "a"}\n', headers={"X-Total-Count": "2"}))
    with Client(URL, transport=cut_off) as client, pytest.raises(IncompleteExport, match="1 of 2"):
        list(client.articles())
