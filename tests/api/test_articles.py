"""Articles over HTTP."""

from __future__ import annotations

import csv
import io
import json

from flask.testing import FlaskClient

from archive.article import from_json, to_json
from archive.search.export import csv_lines
from tests.small_archive import ARTICLES


def test_an_article_is_given_in_its_one_json_form(client: FlaskClient) -> None:
    assert client.get("/api/v1/articles/lavrov-blames").json == to_json(ARTICLES[0])


def test_the_raw_view_is_the_source_page_as_it_came(client: FlaskClient) -> None:
    body = client.get("/api/v1/articles/weather?view=raw").json
    assert body.pop("ingested_at")
    assert body == {
        "id": "weather",
        "source": "the-courier",
        "path": "weather.txt",
        "kind": "dump",
        "encoding": "utf-8",
        "digest": "weather",
        "text": "× Support us\nWeather\n\nRain is expected.",
    }


def test_the_cuts_view_is_what_cleaning_removed(client: FlaskClient) -> None:
    body = client.get("/api/v1/articles/lavrov-blames?view=cuts").json
    assert body == {"id": "lavrov-blames", "cuts": [{"rule": "plea", "text": "Support us", "line": 5}]}


def test_an_unchanged_article_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/api/v1/articles/weather").headers["ETag"]
    again = client.get("/api/v1/articles/weather", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_each_view_has_its_own_etag(client: FlaskClient) -> None:
    clean = client.get("/api/v1/articles/weather").headers["ETag"]
    assert client.get("/api/v1/articles/weather?view=raw", headers={"If-None-Match": clean}).status_code == 200


def test_an_export_as_json_lines_is_every_article_of_the_search(client: FlaskClient) -> None:
    response = client.get("/api/v1/export?sort=newest&q=kosovo")
    articles = [from_json(json.loads(line)) for line in response.text.splitlines()]
    assert [article.id for article in articles] == ["razgovori", "talks-in-brussels", "vucic-visits", "lavrov-blames"]
    assert (response.mimetype, response.headers["X-Total-Count"]) == ("application/x-ndjson", "4")


def test_an_export_as_csv_is_a_table_with_a_header(client: FlaskClient) -> None:
    response = client.get("/api/v1/export?format=csv&actor=kremlin")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert response.mimetype == "text/csv"
    assert [(row["id"], row["date"], row["actors"]) for row in rows] == [
        ("vucic-visits", "2019-05-29", "Aleksandar Vučić; Kremlin")
    ]


def test_a_cell_that_looks_like_a_formula_is_only_text() -> None:
    formula = from_json(to_json(ARTICLES[4]) | {"title": '=HYPERLINK("http://evil")'})
    row = list(csv.reader(io.StringIO(b"".join(csv_lines([formula])).decode())))[1]
    assert row[1] == '\'=HYPERLINK("http://evil")'


def test_a_serbian_article_says_in_which_letters_it_is_written(client: FlaskClient) -> None:
    body = client.get("/api/v1/articles/razgovori").json
    assert (body["language"], body["script"]) == ("sr", "Cyrl")


def test_an_article_kept_before_scripts_were_told_has_one() -> None:
    form = to_json(ARTICLES[3])
    del form["script"]
    assert from_json(form).script == "Cyrl"
