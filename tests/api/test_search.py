"""What a search answers."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient


def search(client: FlaskClient, query_string: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/search?{query_string}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json
    return body


def ids(body: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in body["hits"]]


def counts(body: dict[str, Any], facet: str) -> dict[str, int]:
    return {bucket["value"]: bucket["count"] for bucket in body["facets"][facet]["values"]}


def test_an_answer_has_this_body(client: FlaskClient) -> None:
    body = search(client, "q=gas&actor=vucic&country_not=XK&sort=newest")
    assert body.pop("took_ms") >= 0
    assert body.pop("hits")[0].keys() == {
        "id",
        "title",
        "date",
        "date_precision",
        "date_source",
        "source",
        "language",
        "url",
        "actors",
        "countries",
        "snippets",
        "score",
        "copies",
    }
    facet = {"total_values": 2, "other_count": 0, "missing_count": 0, "missing_selected": False, "exact": True}
    assert body == {
        "query": {
            "q": "gas",
            "sentence": "Articles that mention “gas”, with Aleksandar Vučić, not that mention Kosovo.",
            "filters": [
                {"parameter": "actor", "value": "aleksandar-vucic", "label": "Aleksandar Vučić"},
                {"parameter": "country_not", "value": "XK", "label": "Kosovo"},
            ],
            "q_op": "and",
            "match": "folded",
            "expansions": [{"word": "gas", "terms": ["gas", "sr:gas"]}],
            "actor_op": "or",
            "country_op": "or",
            "country_role": "any",
            "sort": "newest",
            "collapse": None,
            "ignored": [],
        },
        "total": 1,
        "groups": None,
        "generation": 1,
        "page": 1,
        "page_size": 10,
        "pages": 1,
        "next": None,
        "prev": None,
        "next_cursor": None,
        "facets": {
            "actor": {
                "values": [
                    {
                        "value": "aleksandar-vucic",
                        "label": "Aleksandar Vučić",
                        "type": "person",
                        "surfaces": ["Vucic"],
                        "count": 1,
                        "selected": True,
                    },
                    {
                        "value": "kremlin",
                        "label": "Kremlin",
                        "type": "state",
                        "surfaces": ["Kremlin"],
                        "count": 1,
                        "selected": False,
                    },
                ],
                **facet,
            },
            "country": {
                "values": [
                    {"value": "RS", "label": "Serbia", "count": 1, "selected": False},
                    {"value": "RU", "label": "Russia", "count": 1, "selected": False},
                ],
                **facet,
            },
            "date": {
                "interval": "day",
                "values": [
                    {"value": "2019-05-29", "label": "29 May 2019", "count": 1, "all": 1, "selected": False},
                ],
                **facet,
                "total_values": 1,
            },
        },
        "explanation": None,
    }


def test_an_empty_search_matches_every_article(client: FlaskClient) -> None:
    assert search(client, "")["total"] == 5


def test_empty_parameters_are_as_if_left_out(client: FlaskClient) -> None:
    assert search(client, "q=&actor=&date_from=&page=")["total"] == 5


@pytest.mark.parametrize("name", ["Vučić", "vucic", "Вучић", "aleksandar-vucic", "Aleksandar Vučić"])
def test_an_actor_goes_by_any_name(client: FlaskClient, name: str) -> None:
    assert ids(search(client, f"actor={name}&sort=oldest")) == ["vucic-visits", "talks-in-brussels", "razgovori"]


@pytest.mark.parametrize("name", ["XK", "xk", "Kosovo", "kosovo", "Косово"])
def test_a_country_goes_by_code_or_name(client: FlaskClient, name: str) -> None:
    assert search(client, f"country={name}")["total"] == 3


def test_several_values_mean_any_of_them(client: FlaskClient) -> None:
    assert search(client, "actor=nato&actor=kremlin")["total"] == 3


def test_and_asks_for_every_value(client: FlaskClient) -> None:
    assert ids(search(client, "actor=nato&actor=vucic&actor_op=and")) == ["talks-in-brussels"]


def test_a_role_narrows_countries_to_what_articles_are_about(client: FlaskClient) -> None:
    assert search(client, "country=RU")["total"] == 2
    assert search(client, "country=RU&country_role=about")["total"] == 0


@pytest.mark.parametrize(
    ("query_string", "total"),
    [
        ("date=unknown", 2),
        ("date=2019", 3),
        ("date=2019-07", 2),
        ("date=2019-07-02", 1),
        ("date=2019-05&date=unknown", 3),
        ("date_from=2019-07-01", 2),
        ("date_to=2019-05-29", 1),
        ("date_from=2019-05-30&date_to=2019-07-01", 1),
        ("actor=unknown", 1),
        ("country=unknown", 1),
        ("actor_not=unknown", 4),
        ("source=the-courier", 3),
        ("source_not=the-courier", 2),
        ("language=sr", 1),
        ("date_source=url", 1),
    ],
)
def test_a_filter_finds_what_it_says(client: FlaskClient, query_string: str, total: int) -> None:
    assert search(client, query_string)["total"] == total


@pytest.mark.parametrize("facet", ["actor", "country", "source", "language", "date_source"])
def test_a_count_of_n_opens_n_articles(client: FlaskClient, facet: str) -> None:
    body = search(client, f"q=kosovo&facet={facet}")
    assert counts(body, facet)
    for value, count in counts(body, facet).items():
        assert search(client, f"q=kosovo&{facet}={value}")["total"] == count


def test_facets_left_out_are_actor_country_and_date(client: FlaskClient) -> None:
    assert list(search(client, "")["facets"]) == ["actor", "country", "date"]


def test_no_facets_can_be_asked_for(client: FlaskClient) -> None:
    assert search(client, "facet=none")["facets"] == {}


def test_the_timeline_has_no_holes_and_knows_the_whole_archive(client: FlaskClient) -> None:
    facet = search(client, "actor=kremlin&actor=unknown&actor=nato&facet=date&interval=month&date_from=2019-05-01")[
        "facets"
    ]["date"]
    assert [(bucket["label"], bucket["count"], bucket["all"]) for bucket in facet["values"]] == [
        ("May 2019", 1, 1),
        ("June 2019", 0, 0),
        ("July 2019", 1, 2),
    ]


def test_articles_without_a_date_come_last_in_either_order(client: FlaskClient) -> None:
    undated = ["lavrov-blames", "weather"]
    assert ids(search(client, "sort=newest"))[3:] == undated
    assert ids(search(client, "sort=oldest"))[3:] == undated


def test_pages_join_to_the_whole_and_link_to_each_other(client: FlaskClient) -> None:
    first = search(client, "page_size=2&sort=newest")
    second = client.get(first["next"]).json
    third = client.get(second["next"]).json
    assert ids(first) + ids(second) + ids(third) == ids(search(client, "sort=newest"))
    assert (third["next"], client.get(third["prev"]).json["hits"]) == (None, second["hits"])


def test_a_cursor_goes_on_where_an_answer_ended(client: FlaskClient) -> None:
    first = search(client, "page_size=2&sort=newest")
    second = search(client, f"page_size=2&sort=newest&cursor={first['next_cursor']}")
    assert ids(first) + ids(second) == ids(search(client, "sort=newest"))[:4]
    assert second["page"] is None


def test_a_page_past_the_end_is_empty(client: FlaskClient) -> None:
    body = search(client, "page=7")
    assert (body["total"], body["hits"], body["prev"]) == (5, [], "/api/v1/search?page=1")


def test_the_only_markup_in_a_snippet_is_mark(client: FlaskClient) -> None:
    snippets = "".join(search(client, "q=kosovo+so&actor=sergei-lavrov")["hits"][0]["snippets"])
    assert "Serbia &amp; <mark>Kosovo</mark>" in snippets
    assert "&lt;b&gt;<mark>so</mark>&lt;/b&gt;" in snippets


def test_the_query_language_knows_actors_by_any_name(client: FlaskClient) -> None:
    assert search(client, "q=actor:Вучић")["total"] == search(client, "q=actor:vucic")["total"] == 3


def test_what_was_not_understood_is_said_with_its_place(client: FlaskClient) -> None:
    ignored = search(client, "q=kosovo+)")["query"]["ignored"]
    assert ignored == [{"text": ")", "position": 7, "message": "this closing parenthesis has no opening one"}]


def test_no_hits_explain_themselves(client: FlaskClient) -> None:
    body = search(client, "q=kosvo+nato&country=RU")
    assert body["total"] == 0
    assert body["explanation"] == {
        "without_filters": 0,
        "terms": [
            {
                "text": "“kosvo”",
                "count": 0,
                "without": "nato",
                "suggestions": [
                    {"text": "kosovo", "q": "kosovo nato", "count": 3},
                    {"text": "kosovu", "q": "kosovu nato", "count": 1},
                ],
            },
            {"text": "“nato”", "count": 2, "without": "kosvo", "suggestions": []},
        ],
        "filters": [{"parameters": ["country"], "meaning": "that mention Russia", "count": 2}],
    }


@pytest.mark.parametrize(
    ("q", "without"),
    [
        ("nato rainbow", ["rainbow", "nato"]),
        ('"rain bow" -nato title:zebra', ["-nato title:zebra", None, '"rain bow" -nato']),
        ("zebra zebra", [None]),
        ("zebr* nato", [None, "zebr*"]),
    ],
)
def test_what_found_nothing_can_be_left_out(client: FlaskClient, q: str, without: list[str | None]) -> None:
    terms = client.get("/api/v1/search", query_string={"q": q}).json["explanation"]["terms"]
    assert [term["without"] for term in terms] == without


def test_a_facet_can_be_searched_by_the_beginning_of_a_name(client: FlaskClient) -> None:
    body = client.get("/api/v1/facets/actor?prefix=vuč").json
    assert [(bucket["value"], bucket["count"]) for bucket in body["values"]] == [("aleksandar-vucic", 3)]


def test_a_facet_search_sees_the_other_filters(client: FlaskClient) -> None:
    body = client.get("/api/v1/facets/country?prefix=ser&actor=nato").json
    assert [(bucket["label"], bucket["count"]) for bucket in body["values"]] == [("Serbia", 2)]


def test_any_of_the_words_are_found_on_request(client: FlaskClient) -> None:
    both, either = search(client, "q=gas+lavrov"), search(client, "q=gas+lavrov&q_op=or")
    gas, lavrov = search(client, "q=gas"), search(client, "q=lavrov")
    assert both["total"] < either["total"] == gas["total"] + lavrov["total"] - both["total"]


def test_an_exclusion_excludes_also_where_any_word_will_do(client: FlaskClient) -> None:
    without = set(ids(search(client, "q=gas+lavrov+-vucic&q_op=or")))
    assert without.isdisjoint(ids(search(client, "q=vucic")))


def test_words_can_be_looked_up_in_the_form_typed_alone(client: FlaskClient) -> None:
    assert search(client, "q=talk")["total"] == 1
    body = search(client, "q=talk&match=exact&facet=none")
    assert body["total"] == 0
    assert body["query"]["expansions"] == [{"word": "talk", "terms": ["talk"]}]
    assert body["query"]["sentence"] == "Articles that mention “talk”, word for word."


def test_spellings_are_offered_however_words_are_looked_up(client: FlaskClient) -> None:
    terms = search(client, "q=kosvo&match=exact&facet=none")["explanation"]["terms"]
    assert [near["q"] for near in terms[0]["suggestions"]] == ["kosovo", "kosovu"]


def test_words_can_be_looked_up_in_the_other_alphabet_too(client: FlaskClient) -> None:
    expansions = search(client, "q=Вучич&match=translit&facet=none")["query"]["expansions"]
    assert {"vucic", "vuchich"} <= set(expansions[0]["terms"])


def test_nothing_is_collapsed_unless_asked_for(client: FlaskClient) -> None:
    body = search(client, "")
    assert body["groups"] is None
    assert {hit["copies"] for hit in body["hits"]} == {1}


def test_only_stories_can_be_collapsed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?collapse=source")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json["errors"]] == ["collapse"]
