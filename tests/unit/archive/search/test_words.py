"""Searches as words of the query language alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.search import Request, run
from archive.search.moment import Moment
from archive.search.words import KINDS, as_words, compose
from index import Engine, open_engine, parse
from tests.small_archive import fill, settings_of


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Catalogue]]:
    home: Path = tmp_path_factory.mktemp("archive")
    fill(home)
    engine = open_engine(settings_of(home).engine_url, SCHEMA)
    with Catalogue.open(settings_of(home).catalogue_path, read_only=True) as catalogue:
        yield engine, catalogue
    engine.close()


@pytest.mark.parametrize(
    "request_",
    [
        Request(),
        Request(q="kosovo OR weather"),
        Request(q="kosovo OR weather", actor=("nato",)),
        Request(q="kosovo", actor=("nato", "kremlin"), country=("RS",)),
        Request(actor=("nato", "aleksandar-vucic"), actor_op="and"),
        Request(country_not=("RU",), source=("the-courier",)),
        Request(country=("RU",), country_role="about"),
        Request(date=("2019-05", "unknown")),
        Request(language=("sr", "en"), date_source=("url", "meta")),
    ],
    ids=repr,
)
def test_words_find_what_filters_find(archive: tuple[Engine, Catalogue], request_: Request) -> None:
    assert run(Request(q=as_words(request_)), Moment(*archive))["total"] == run(request_, Moment(*archive))["total"]


def test_a_search_without_anything_needs_no_words() -> None:
    assert as_words(Request(sort="newest", page=2)) == ""


def test_each_kind_of_words_is_written_in_the_query_language() -> None:
    typed = dict.fromkeys(KINDS, "one two")
    assert compose(typed) == (
        'one two "one two" (one OR two) -one -two "one two"~10 one* two* one~ two~ title:one title:two'
    )


def test_nothing_typed_is_no_search() -> None:
    assert compose({}) == compose({"all": " ", "phrase": '"'}) == ""


@given(st.dictionaries(st.sampled_from(KINDS), st.text('ab ":()-~*OR', max_size=12)))
def test_whatever_is_typed_is_understood(typed: dict[str, str]) -> None:
    assert all("parenthesis" not in ignored.message for ignored in parse(compose(typed), SCHEMA).ignored)
