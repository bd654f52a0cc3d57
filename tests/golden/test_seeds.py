"""The two seed pages, as a scraper left them, through the command line into the API."""

from __future__ import annotations

import pytest

from tests.golden.conftest import Search

FIRST = "Moscow Blames EU and NATO for Latest Balkan Tensions"
SECOND = "Moscow Calls for ‘Diplomatic’ Solution to Kosovo Tensions"


def titles(search: Search, **parameters: object) -> set[str]:
    body = search(**parameters)
    assert body["total"] == len(body["hits"])
    return {hit["title"] for hit in body["hits"]}


def test_both_titles_are_right(seeds: Search) -> None:
    assert titles(seeds) == {FIRST, SECOND}


@pytest.mark.parametrize("q", ["donate", '"ad-free"', '"undesirable"', "support us", "paiment", '"read more"', "TASS"])
def test_no_furniture_is_found(seeds: Search, q: str) -> None:
    assert titles(seeds, q=q) == set()


@pytest.mark.parametrize(
    "line", ["Support us", "Dear readers", "Remind me later", "$10,000", "×", "Visar Kryeziu", "kremlin.ru"]
)
def test_no_furniture_is_left_in_a_text(seeds: Search, line: str) -> None:
    for hit in seeds()["hits"]:
        assert line not in seeds(f"/api/v1/articles/{hit['id']}")["text"]


def test_the_whole_article_is_kept(seeds: Search) -> None:
    texts = [seeds(f"/api/v1/articles/{hit['id']}")["text"] for hit in seeds(q="title:moscow", sort="oldest")["hits"]]
    begin_and_end = {(text[:33], text[-33:]) for text in texts}
    assert begin_and_end == {
        ("Rising tensions between the Balka", "h Serbia in its refusal to do so."),
        ("The Kremlin on Monday called for ", "ities scheduled for mid-December."),
    }


def test_the_credit_is_kept_beside_the_text(seeds: Search) -> None:
    (hit,) = seeds(q="lavrov")["hits"]
    assert seeds(f"/api/v1/articles/{hit['id']}")["credit"] == "Reuters contributed reporting to this article."


def test_both_dates_are_unknown(seeds: Search) -> None:
    assert titles(seeds, date="unknown") == {FIRST, SECOND}
    assert {hit["date"] for hit in seeds()["hits"]} == {None}


@pytest.mark.parametrize(
    ("country", "found"),
    [("XK", {FIRST, SECOND}), ("RS", {FIRST, SECOND}), ("SI", {FIRST}), ("UA", {SECOND}), ("AL", set())],
)
def test_countries_find_the_articles_that_mention_them(seeds: Search, country: str, found: set[str]) -> None:
    assert titles(seeds, country=country) == found


@pytest.mark.parametrize(
    ("title", "actors"),
    [
        (FIRST, {"Sergei Lavrov", "European Union", "NATO"}),
        (SECOND, {"Dmitry Peskov", "Vladimir Putin", "Aleksandar Vučić"}),
    ],
)
def test_actors_are_found_and_photographers_and_agencies_are_not(seeds: Search, title: str, actors: set[str]) -> None:
    (hit,) = [hit for hit in seeds()["hits"] if hit["title"] == title]
    labels = {actor["label"] for actor in hit["actors"]}
    assert actors <= labels
    assert not any(name in label for label in labels for name in ("Kryeziu", "AP", "TASS", "Reuters", "RBC"))


@pytest.mark.parametrize("q", ["Vucic", "Vučić", "Вучић"])
def test_one_name_in_three_spellings_finds_the_same(seeds: Search, q: str) -> None:
    assert titles(seeds, q=q) == {SECOND}


def test_a_phrase_is_marked_in_its_snippet(seeds: Search) -> None:
    (hit,) = seeds(q='"cordon sanitaire"')["hits"]
    assert hit["title"] == FIRST
    assert "<mark>cordon sanitaire</mark>" in " ".join(hit["snippets"])


def test_every_count_opens_as_many_articles(seeds: Search) -> None:
    facets = seeds(facet=["actor", "country", "source", "language"], facet_size=100)["facets"]
    for name, facet in facets.items():
        for value in facet["values"]:
            assert seeds(**{name: value["value"]})["total"] == value["count"], (name, value)
