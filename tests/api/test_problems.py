"""Every error the API can answer, in one shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.web import create_app
from archive.web.problems import all_kinds
from index import (
    BadCursor,
    EngineError,
    EngineUnavailable,
    IndexDamaged,
    IndexLocked,
    QueryError,
    QueryTimeout,
    TooManyBuckets,
    TooManyTerms,
    UnknownField,
    UnsupportedFeature,
)


class FailingEngine:
    """An engine that can only fail."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def searcher(self) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("query_string", "code", "parameter", "message"),
    [
        ("actr=x", "unknown_parameter", "actr", "there is no parameter 'actr'; did you mean 'actor'?"),
        ("page=0", "bad_parameter", "page", "must be at least 1"),
        ("page=x", "bad_parameter", "page", "not a whole number"),
        ("page=1&page=2", "bad_parameter", "page", "this parameter may be given only once"),
        ("page_size=101", "bad_parameter", "page_size", "must be at most 100"),
        (
            "page=1001",
            "bad_parameter",
            "page",
            "pages end at hit 10,000: go on with cursor=, the next_cursor of an answer",
        ),
        ("facet_size=1001", "bad_parameter", "facet_size", "must be at most 1,000"),
        ("sort=best", "bad_parameter", "sort", "must be one of: relevance, newest, oldest"),
        ("interval=week", "bad_parameter", "interval", "must be one of: day, month, year"),
        ("date=2019-13", "bad_parameter", "date", "there is no day '2019-13' in the calendar"),
        (
            "date=May",
            "bad_parameter",
            "date",
            "'May' is not a year, month or day, such as 2019, 2019-05 or 2019-05-29, nor 'unknown'",
        ),
        ("date_from=2019", "bad_parameter", "date_from", "not a day of the form 2019-05-29"),
        (
            "date_from=2020-01-01&date_to=2019-01-01",
            "bad_parameter",
            "date_to",
            "2019-01-01 lies before date_from, 2020-01-01",
        ),
        ("cursor=x", "bad_cursor", "cursor", "this is not a cursor that a search of this archive gave out"),
        ("q=" + "a" * 1001, "bad_parameter", "q", "longer than 1,000 characters"),
        ("q=" + "a+" * 101, "bad_parameter", "q", "more than 100 words"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    client: FlaskClient, query_string: str, code: str, parameter: str, message: str
) -> None:
    response = client.get(f"/api/v1/search?{query_string}", headers={"X-Request-Id": "r-1"})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.json == {
        "type": f"/help/errors#{code}",
        "title": "Bad Request",
        "status": 400,
        "detail": f"{parameter}: {message}",
        "code": code,
        "errors": [{"parameter": parameter, "message": message, "position": None}],
        "request_id": "r-1",
    }


def test_every_fault_is_named_at_once(client: FlaskClient) -> None:
    errors = client.get("/api/v1/search?page=0&sort=best").json["errors"]
    assert {error["parameter"] for error in errors} == {"page", "sort"}


def test_a_cursor_of_another_order_is_refused(client: FlaskClient) -> None:
    cursor = client.get("/api/v1/search?sort=newest&page_size=1").json["next_cursor"]
    answer = client.get(f"/api/v1/search?sort=oldest&cursor={cursor}")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/articles/none", 404, "not_found"),
        ("GET", "/api/v1/facets/colour", 404, "not_found"),
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("POST", "/api/v1/search", 405, "method_not_allowed"),
        ("GET", "/api/v1/search?q=" + "a" * 7_600, 414, "address_too_long"),
        ("GET", "/api/v1/articles/weather?view=upside-down", 400, "bad_parameter"),
        ("GET", "/api/v1/export?format=pdf", 400, "bad_parameter"),
        ("GET", "/api/v1/status?x=1", 400, "unknown_parameter"),
    ],
)
def test_other_mistakes_have_their_codes(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.json["code"] == code


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (BadCursor("another sort"), 400, "bad_cursor"),
        (TooManyTerms("a*", 9, 5), 400, "too_many_terms"),
        (TooManyBuckets("day", 9, 5), 400, "too_many_buckets"),
        (UnknownField("x", ("y",)), 400, "unknown_field"),
        (UnsupportedFeature("not here"), 400, "unsupported"),
        (QueryError("no"), 400, "bad_query"),
        (QueryTimeout(1.0), 503, "query_timeout"),
        (IndexLocked("process 7", "noon"), 409, "index_locked"),
        (IndexDamaged("torn"), 503, "index_damaged"),
        (EngineUnavailable("away"), 503, "engine_unavailable"),
        (EngineError("broken"), 503, "engine_error"),
        (RuntimeError("unforeseen"), 500, "internal_error"),
    ],
)
def test_what_the_engine_raises_has_its_code(home: Path, error: Exception, status: int, code: str) -> None:
    client = create_app(Settings(home=home), engine=FailingEngine(error)).test_client()  # type: ignore[arg-type]
    response = client.get("/api/v1/search")
    assert (response.status_code, response.json["code"]) == (status, code)
    assert ("Retry-After" in response.headers) == (status == 503)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search?page=0",
        "/api/v1/search?colour=red",
        "/api/v1/search?date=2019-13",
        "/api/v1/search?cursor=x",
        "/api/v1/facets/actor?facet_size=x",
        "/api/v1/export?format=pdf",
        "/api/v1/suggest?size=0",
        "/api/v1/network?size=1",
        "/?page=0",
        "/map?region=moon",
        "/feed?date=May",
        "/articles/weather?view=upside-down",
    ],
)
def test_parameters_are_refused_before_the_index_is_opened(home: Path, address: str) -> None:
    broken = FailingEngine(IndexDamaged("torn"))
    assert create_app(Settings(home=home), engine=broken).test_client().get(address).status_code == 400  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "error",
    [
        IndexDamaged("/srv/news/index/7 is cut short"),
        IndexLocked("process 7", "noon"),
        EngineUnavailable("http://10.0.0.7:9200 cannot be reached: <Connection object at 0x7f>"),
        EngineError("/srv/news/index is a file"),
        TooManyTerms("a*", 9, 5),
        QueryTimeout(1.0),
    ],
)
def test_a_detail_is_whole_sentences_without_the_inside_of_the_service(home: Path, error: Exception) -> None:
    client = create_app(Settings(home=home), engine=FailingEngine(error)).test_client()  # type: ignore[arg-type]
    detail = client.get("/api/v1/search").json["detail"]
    assert detail[0] in "TA'" and detail.endswith(".")
    for inside in ("/srv", "10.0.0.7", "object at", "process 7"):
        assert inside not in detail


@pytest.mark.parametrize("path", ["/help", "/help/errors", "/advanced", "/api/v1/docs", "/healthz"])
def test_what_explains_the_archive_stands_whatever_state_the_index_is_in(home: Path, path: str) -> None:
    broken = FailingEngine(IndexDamaged("torn"))
    assert create_app(Settings(home=home), engine=broken).test_client().get(path).status_code == 200  # type: ignore[arg-type]


def test_an_unforeseen_error_tells_nothing_of_the_inside(home: Path) -> None:
    client = create_app(Settings(home=home), engine=FailingEngine(RuntimeError("secret"))).test_client()  # type: ignore[arg-type]
    text = client.get("/api/v1/search").text
    assert "secret" not in text and "Traceback" not in text


def test_a_missing_catalogue_says_which_command_makes_one(tmp_path: Path) -> None:
    response = create_app(Settings(home=tmp_path)).test_client().get("/api/v1/search")
    assert (response.status_code, response.json["code"]) == (503, "catalogue_missing")
    assert "archive ingest" in response.json["detail"]


def test_a_missing_index_says_which_command_makes_one(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Catalogue.open(settings.catalogue_path).close()
    response = create_app(settings).test_client().get("/readyz")
    assert (response.status_code, response.json["code"]) == (503, "index_missing")
    assert "archive reindex" in response.json["detail"]


def test_a_deleted_article_is_gone(home: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with (
        Catalogue.open(home / "catalogue.sqlite", read_only=True) as given,
        Catalogue.open(settings.catalogue_path) as own,
    ):
        article, page = given.get("weather"), given.page("weather")
        assert article and page
        own.put(article, page)
        own.delete("weather")
    response = create_app(settings).test_client().get("/api/v1/articles/weather")
    assert (response.status_code, response.json["code"]) == (410, "gone")


def test_people_get_errors_as_pages(client: FlaskClient) -> None:
    response = client.get("/?page=0")
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert "must be at least 1" in response.text


@pytest.mark.parametrize("code", [kind.code for kind in all_kinds()])
def test_every_code_is_explained_where_a_problem_points(client: FlaskClient, code: str) -> None:
    assert f'id="{code}"' in client.get("/help/errors").text
