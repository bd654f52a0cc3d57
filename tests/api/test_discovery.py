"""Suggestions, similar articles, citations, feeds and receipts."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zstandard
from flask.testing import FlaskClient

from archive.catalogue import Catalogue, SourcePage
from archive.fields import SCHEMA
from archive.reindex import update
from archive.search.moment import Moment
from archive.search.receipt import BadReceipt, verify_receipt
from archive.web import create_app
from index import open_engine
from tests.small_archive import ARTICLES, fill, settings_of

ATOM = "{http://www.w3.org/2005/Atom}"


def test_suggestions_name_what_begins_so_with_counts(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest?q=vuc").json == {
        "q": "vuc",
        "titles": [{"id": "vucic-visits", "title": "Vučić visits the Kremlin"}],
        "actor": [
            {
                "value": "aleksandar-vucic",
                "label": "Aleksandar Vučić",
                "type": "person",
                "surfaces": ["Vucic"],
                "count": 3,
            }
        ],
        "country": [],
        "source": [],
    }


def test_suggestions_cross_alphabets(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest?q=Вуч").json["actor"][0]["value"] == "aleksandar-vucic"


def test_nothing_typed_suggests_nothing(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest").json == {"q": "", "titles": [], "actor": [], "country": [], "source": []}


def test_similar_articles_share_actors_and_countries(client: FlaskClient) -> None:
    body = client.get("/api/v1/articles/talks-in-brussels/similar?size=2").json
    assert body["id"] == "talks-in-brussels"
    assert body["hits"][0]["id"] == "lavrov-blames"


def test_a_hit_carries_only_the_fields_asked_for(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?fields=title&fields=date&page_size=1&sort=oldest").json["hits"]
    assert hits == [{"id": "vucic-visits", "title": "Vučić visits the Kremlin", "date": "2019-05-29"}]


def test_highlighting_can_be_left_out(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?q=kosovo&highlight=off").json["hits"][0]["snippets"] == []


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (
            "plain",
            "“Talks in Brussels”, the-courier, July 2019. "
            "http://localhost/articles/talks-in-brussels (generation 1 of the archive).\n",
        ),
        (
            "bibtex",
            "@article{talks-in-brussels,\n  title = {Talks in Brussels},\n  journal = {the-courier},\n"
            "  date = {2019-07},\n  url = {http://localhost/articles/talks-in-brussels},\n"
            "  note = {Archived at http://localhost/articles/talks-in-brussels, generation 1},\n  langid = {en},\n}\n",
        ),
        (
            "ris",
            "TY  - NEWS\nTI  - Talks in Brussels\nT2  - the-courier\nDA  - 2019/07\nPY  - 2019\nLA  - en\n"
            "UR  - http://localhost/articles/talks-in-brussels\n"
            "N1  - Archived at http://localhost/articles/talks-in-brussels, generation 1\n"
            "ID  - talks-in-brussels\nER  - \n",
        ),
    ],
)
def test_an_article_is_cited_with_its_date_as_far_as_it_is_known(client: FlaskClient, format: str, text: str) -> None:
    assert client.get(f"/api/v1/articles/talks-in-brussels/citation?format={format}").text == text


def test_a_search_is_exported_as_citations(client: FlaskClient) -> None:
    response = client.get("/api/v1/export?format=ris&actor=vucic&sort=newest")
    assert response.headers["Content-Disposition"] == 'attachment; filename="articles.ris"'
    assert response.text.count("TY  - NEWS") == response.text.count("ER  - ") == 3


def test_a_search_can_be_followed_as_a_feed(client: FlaskClient) -> None:
    feed = ElementTree.fromstring(client.get("/feed?actor=vucic").data)
    assert [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] == [
        f"http://localhost/articles/{id}" for id in ("razgovori", "talks-in-brussels", "vucic-visits")
    ]
    assert feed.findtext(f"{ATOM}updated") == "2019-07-02T00:00:00Z"
    assert feed.findtext(f"{ATOM}title") == "News archive: Articles with Aleksandar Vučić."


def test_a_browser_can_add_the_archive_as_a_search_engine(client: FlaskClient) -> None:
    description = ElementTree.fromstring(client.get("/opensearch.xml").data)
    templates = [url.get("template") for url in description.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert "http://localhost/?q={searchTerms}" in templates
    assert client.get("/opensearch/suggest?q=ser").json == ["ser", ["Sergei Lavrov", "Serbia"]]


def test_a_receipt_says_what_was_asked_and_found(client: FlaskClient) -> None:
    receipt = client.get("/api/v1/receipt?actor=Vučić&date_from=2019-06-01&sort=newest").json
    assert receipt.pop("made_at") and receipt.pop("query")["sentence"]
    assert receipt == {
        "parameters": {"actor": ["aleksandar-vucic"], "date_from": "2019-06-01", "sort": "newest"},
        "generation": 1,
        "total": 2,
        "ids_sha256": hashlib.sha256(b"razgovori\ntalks-in-brussels\n").hexdigest(),
    }


def test_a_receipt_is_verified_by_asking_again(client: FlaskClient, home: Path) -> None:
    receipt = client.get("/api/v1/receipt?q=kosovo&country=RS&date=2019&date=unknown").json
    settings = settings_of(home)
    with Catalogue.open(settings.catalogue_path, read_only=True) as catalogue:
        engine = open_engine(settings.engine_url, SCHEMA)
        moment = Moment(engine, catalogue)
        assert verify_receipt(receipt, moment) == ()
        assert verify_receipt(receipt | {"total": 9}, moment) == ("The search finds 3 articles, not 9.",)
        with pytest.raises(BadReceipt):
            verify_receipt({"parameters": {"colour": "red"}}, moment)


def test_an_answer_is_not_computed_again_while_the_index_stays(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?q=kosovo")
    again = client.get("/api/v1/search?q=kosovo", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/api/v1/search?q=serbia", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, other.status_code) == (304, 200)


def test_an_answer_is_given_again_without_being_computed(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?q=kosovo&country=RS&source=the-courier")
    again = client.get("/api/v1/search?source=the-courier&country=RS&q=kosovo")
    assert again.json["took_ms"] == first.json["took_ms"], "it says when it was computed"
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    for name in ("Content-Type", "ETag", "Link", "Cache-Control"):
        assert again.headers[name] == first.headers[name]


def test_an_answer_is_not_given_again_once_the_archive_has_changed(tmp_path: Path) -> None:
    fill(tmp_path, ARTICLES[:4])
    settings = settings_of(tmp_path)
    with create_app(settings).test_client() as client:
        assert client.get("/api/v1/search?q=rain").json["total"] == 0
        with Catalogue.open(settings.catalogue_path) as catalogue:
            catalogue.put(ARTICLES[4], SourcePage("the-courier", "weather.txt", "dump", b"Rain", "utf-8", "weather"))
            update(catalogue, open_engine(settings.engine_url, SCHEMA))
        assert client.get("/api/v1/search?q=rain").json["total"] == 1


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_text_is_sent_compressed_to_who_can_read_it_so(client: FlaskClient, encoding: str) -> None:
    plain = client.get("/api/v1/export?sort=newest")
    packed = client.get("/api/v1/export?sort=newest", headers={"Accept-Encoding": encoding})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (encoding, "Accept-Encoding")
    assert unpack(packed.data, encoding) == plain.data


def unpack(data: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def test_the_head_of_an_answer_can_be_asked_for_alone(client: FlaskClient) -> None:
    head = client.head("/api/v1/search")
    assert (head.status_code, head.data) == (200, b"")


def test_a_network_counts_the_articles_that_two_actors_share(client: FlaskClient) -> None:
    body = client.get("/api/v1/network?actor_not=kremlin").json
    assert body["total"] == 4
    assert [(node["value"], node["count"]) for node in body["nodes"]] == [
        ("aleksandar-vucic", 2),
        ("nato", 2),
        ("sergei-lavrov", 1),
    ]
    assert body["links"] == [
        {"source": "aleksandar-vucic", "target": "nato", "count": 1},
        {"source": "nato", "target": "sergei-lavrov", "count": 1},
    ]


def test_a_network_of_a_choice_of_actors_is_of_their_articles_alone(client: FlaskClient) -> None:
    body = client.get("/api/v1/network?actor=kremlin").json
    assert [(node["value"], node["count"]) for node in body["nodes"]] == [("aleksandar-vucic", 1), ("kremlin", 1)]
