"""Status, health, metrics and headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.settings import Settings
from archive.web import create_app
from tests.small_archive import settings_of


def test_the_status_says_what_is_held_and_served(client: FlaskClient) -> None:
    body = client.get("/api/v1/status").json
    generation = body.pop("generations")[0]
    assert body.pop("version")
    assert body == {"name": "News archive", "articles": 5, "documents": 5, "generation": 1, "up_to_date": True}
    assert (generation["number"], generation["documents"], generation["current"]) == (1, 5, True)


def test_a_ready_archive_says_so(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ready"}


def test_health_needs_no_index(tmp_path: Path) -> None:
    assert create_app(Settings(home=tmp_path)).test_client().get("/healthz").json == {"status": "ok"}


def test_metrics_count_requests_by_endpoint_and_status(home: Path) -> None:
    client = create_app(settings_of(home)).test_client()
    client.get("/api/v1/search")
    client.get("/api/v1/search?page=0")
    lines = client.get("/metrics").text.splitlines()
    assert 'archive_requests_total{endpoint="search.search",method="GET",status="200"} 1.0' in lines
    assert 'archive_requests_total{endpoint="search.search",method="GET",status="400"} 1.0' in lines
    assert "archive_documents 5.0" in lines
    assert "archive_ready 1.0" in lines


def test_metrics_say_when_searches_cannot_be_answered(tmp_path: Path) -> None:
    lines = create_app(Settings(home=tmp_path)).test_client().get("/metrics").text.splitlines()
    assert "archive_ready 0.0" in lines


@pytest.mark.parametrize("path", ["/", "/articles/weather", "/help", "/nothing", "/api/v1/search", "/api/v1/docs"])
def test_every_answer_forbids_what_a_page_does_not_need(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_request_keeps_the_id_it_came_with(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "abc-1"}).headers["X-Request-Id"] == "abc-1"


def test_an_id_that_could_forge_a_log_line_is_replaced(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "a b"}).headers["X-Request-Id"] != "a b"


def test_scripts_of_other_sites_may_read_the_api_but_not_the_pages(client: FlaskClient) -> None:
    assert client.get("/api/v1/search").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_origins_can_be_narrowed(home: Path) -> None:
    client = create_app(Settings(home=home, cors_origins="https://a.example")).test_client()
    known = client.get("/api/v1/status", headers={"Origin": "https://a.example"}).headers
    other = client.get("/api/v1/status", headers={"Origin": "https://b.example"}).headers
    assert known["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Access-Control-Allow-Origin" not in other


@pytest.mark.parametrize(
    "path", ["/api/v1/search", "/api/v1/facets/actor", "/api/v1/articles/weather", "/api/v1/export"]
)
def test_a_browser_may_ask_what_it_may_ask(client: FlaskClient, path: str) -> None:
    answer = client.options(path, headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


def test_an_answer_names_its_neighbours_in_its_head(client: FlaskClient) -> None:
    links = client.head("/api/v1/search?page=2&page_size=2").headers["Link"]
    assert links == (
        '</api/v1/search?page_size=2&page=3>; rel="next", </api/v1/search?page_size=2&page=1>; rel="prev", '
        '</api/v1/openapi.json>; rel="service-desc"'
    )


@pytest.mark.parametrize(
    "path", ["/", "/help", "/api/v1/search", "/api/v1/export", "/api/v1/receipt", "/api/v1/nothing"]
)
def test_what_is_kept_of_an_answer_must_be_asked_for_again(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-cache"


def test_the_style_sheet_is_kept_for_good_under_an_address_of_its_content(client: FlaskClient) -> None:
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', client.get("/").text)
    assert re.fullmatch(r"/style\.css\?v=[0-9a-f]{12}", address)
    style = client.get(address)
    assert style.mimetype == "text/css" and "immutable" in style.headers["Cache-Control"]
    assert client.get("/static/js/page.js").headers["Cache-Control"] == "no-cache"
