"""What an engine's URL says of a cluster."""

from __future__ import annotations

import pytest

from index import Access, EngineError, EngineUnavailable, open_engine
from index.engines.opensearch import Address
from tests.contract.corpus import SCHEMA


def test_an_address_names_hosts_and_index() -> None:
    assert Address.parse("https://a:9200,b.example.org/news-2") == Address(
        ("https://a:9200", "https://b.example.org"), "news-2"
    )


def test_options_say_how_generations_are_spread_and_how_often_to_look_for_a_newer_one() -> None:
    address = Address.parse("http://[::1]:9200/news?shards=6&replicas=2&refresh=5")
    assert address == Address(("http://[::1]:9200",), "news", shards=6, replicas=2, refresh_seconds=5)


@pytest.mark.parametrize(
    "text",
    ["", "host:9200/news", "http://host:9200", "http:///news", "http://host/News", "http://host/-news", "http://a b/n"],
)
def test_anything_else_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(EngineError, match="opensearch:http://HOST:9200/NAME"):
        Address.parse(text)


@pytest.mark.parametrize("options", ["shards=0", "shards=x", "replicas=-1", "refresh=1s", "shards="])
def test_options_that_are_none_are_refused(options: str) -> None:
    with pytest.raises(EngineError):
        Address.parse(f"http://host:9200/news?{options}")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(EngineError) as refusal:
        open_engine("opensearch:http://me:secret@host:9200/news", SCHEMA)
    assert "secret" not in str(refusal.value)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Access("me", "secret"))


def test_a_server_that_is_not_there_is_unavailable() -> None:
    engine = open_engine("opensearch:http://127.0.0.1:1/news", SCHEMA)
    with pytest.raises(EngineUnavailable, match=r"http://127\.0\.0\.1:1 cannot be reached: Connection refused"):
        engine.searcher()


def test_a_host_without_an_address_is_unavailable() -> None:
    engine = open_engine("opensearch:http://nowhere.invalid:9200/news", SCHEMA)
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        engine.searcher()
