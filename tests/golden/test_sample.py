"""The sample archive through the command line into the API, against what a careful reader found and counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.golden.conftest import Search

Truth = list[dict[str, Any]]


@pytest.fixture(scope="session")
def articles(sample: Search, truth: Truth) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each article as the API gives it, beside its truth."""
    found = {hit["title"]: [] for hit in sample(page_size=100)["hits"]}
    for hit in sample(page_size=100)["hits"]:
        found[hit["title"]].append(sample(f"/api/v1/articles/{hit['id']}"))
    pairs = []
    for told in truth:
        same = [a for a in found.get(told["title"], []) if " ".join(a["text"].split()).startswith(told["first_words"])]
        assert same, (
            f"{told['path']}: no article has the title {told['title']!r} and begins with {told['first_words']!r}"
        )
        pairs.append((same[0], told))
    return pairs


def totals(sample: Search, facet: str) -> dict[str, int]:
    """The counts of one facet over the whole archive."""
    body = sample(facet=facet, facet_size=1000)["facets"][facet]
    return {value["label" if facet == "actor" else "value"]: value["count"] for value in body["values"]}


def test_every_page_is_an_article(sample: Search, truth: Truth) -> None:
    assert sample()["total"] == len(truth) == 83


def test_every_title_and_first_word_is_right(articles: list[Any]) -> None:
    assert len(articles) == 83


def test_every_text_ends_where_its_article_ends(articles: list[Any]) -> None:
    wrong = [t["path"] for a, t in articles if not " ".join(a["text"].split()).endswith(t["last_words"])]
    assert wrong == []


def test_no_furniture_is_left(articles: list[Any]) -> None:
    left = [(t["path"], line) for a, t in articles for line in t["furniture_lines"] if line in a["text"]]
    assert left == []


@pytest.mark.parametrize("field", ["date", "date_source", "language"])
def test_facts_are_those_a_reader_finds(articles: list[Any], field: str) -> None:
    wrong = [(t["path"], a[field], t[field]) for a, t in articles if a[field] != t[field]]
    assert wrong == []


def test_undated_articles_are_counted_and_found(sample: Search) -> None:
    assert sample(facet="date")["facets"]["date"]["missing_count"] == 17
    assert sample(date="unknown")["total"] == 17


def test_country_counts_are_those_counted_by_hand(sample: Search, truth: Truth) -> None:
    assert totals(sample, "country") == Counter(code for told in truth for code in told["countries"])


def test_the_commonest_countries_are_these(sample: Search) -> None:
    counts = totals(sample, "country")
    assert {code: counts[code] for code in ("RS", "XK", "RU", "UA", "GE", "HR")} == {
        "RS": 32,
        "XK": 27,
        "RU": 37,
        "UA": 19,
        "GE": 8,
        "HR": 11,
    }


def test_language_counts_are_those_counted_by_hand(sample: Search) -> None:
    assert totals(sample, "language") == {"en": 63, "sr": 14, "ru": 6}


def test_the_commonest_actors_are_counted_right(sample: Search, truth: Truth) -> None:
    by_hand = Counter(name for told in truth for name in (*told["persons"], *told["bodies"]))
    counts = totals(sample, "actor")
    wrong = {
        name: (counts.get(name), count) for name, count in by_hand.items() if count >= 4 and counts.get(name) != count
    }
    assert wrong == {}


def test_few_persons_are_missed_or_made_up(articles: list[Any]) -> None:
    named = {(t["path"], name) for _, t in articles for name in t["persons"]}
    found = {(t["path"], x["label"]) for a, t in articles for x in a["actors"] if x["type"] == "person"}
    assert len(named & found) / len(named) > 0.88
    assert len(named & found) / len(found) > 0.93


@pytest.mark.parametrize("facet", ["actor", "country", "source", "language", "date_source"])
def test_a_count_of_n_always_opens_n_articles(sample: Search, facet: str) -> None:
    for value in sample(facet=facet, facet_size=1000)["facets"][facet]["values"]:
        assert sample(**{facet: value["value"]}, facet="none")["total"] == value["count"], value


def test_the_timeline_opens_as_many_articles_as_it_shows(sample: Search) -> None:
    timeline = sample(facet="date", interval="year")["facets"]["date"]
    assert sum(period["count"] for period in timeline["values"]) + timeline["missing_count"] == 83
    for period in timeline["values"]:
        assert sample(date=period["value"], facet="none")["total"] == period["count"] == period["all"]


@pytest.mark.parametrize("q", ["Vučić", "Vucic", "Вучић", "vucic"])
def test_a_name_is_found_in_every_script_and_spelling(sample: Search, q: str) -> None:
    languages = Counter(hit["language"] for hit in sample(q=q, page_size=100)["hits"])
    assert languages["sr"] >= 1
    assert languages["en"] >= 1
    assert sample(q=q)["total"] == sample(q="Vučić")["total"]


def test_a_wire_story_on_two_sites_knows_its_copy(articles: list[Any]) -> None:
    by_path = {told["path"]: article for article, told in articles}
    copies = [(told["path"], told["copy_of"]) for _, told in articles if told.get("copy_of")]
    assert copies
    for path, original in copies:
        assert by_path[original]["id"] in by_path[path]["copies"]


def test_a_correction_names_what_it_corrects(articles: list[Any]) -> None:
    corrected = [(article, told) for article, told in articles if told.get("corrects")]
    assert corrected
    for article, told in corrected:
        assert article["corrects"] == told["corrects"]


def test_copies_are_collapsed_into_one_hit_a_story_on_request(sample: Search, articles: list[Any]) -> None:
    told_again = sum(1 for _, told in articles if told.get("copy_of"))
    body = sample(collapse="story", page_size=100, facet="source")
    assert (body["total"], body["groups"]) == (83, 83 - told_again)
    assert len(body["hits"]) == body["groups"]
    assert sum(hit["copies"] for hit in body["hits"]) == 83
    assert body["facets"] == sample(facet="source")["facets"]
    assert body["query"]["sentence"] == "All articles, one of each story."


def test_pages_end_where_the_stories_do(sample: Search) -> None:
    body = sample(collapse="story", page_size=1, facet="none")
    last = sample(collapse="story", page_size=1, page=body["groups"], facet="none")
    assert body["pages"] == body["groups"]
    assert (len(last["hits"]), last["next"], last["next_cursor"]) == (1, None, None)
