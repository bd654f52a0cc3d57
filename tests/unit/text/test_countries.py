"""Which countries an article mentions, and which it is about."""

from __future__ import annotations

import datetime

import pytest

from archive.text.countries import country_codes, country_name, find_code, find_countries, find_mentions


def codes(text: str, *, title: str = "", date: str | None = None, language: str = "en") -> set[str]:
    day = datetime.date.fromisoformat(date) if date else None
    return {country.code for country in find_countries(title, text, language=language, date=day)}


def about(title: str, text: str, dateline: str | None = None) -> list[str]:
    return [country.code for country in find_countries(title, text, dateline=dateline) if country.about]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serbia and Kosovo", {"RS", "XK"}),
        ("Serbian and Russian officials", {"RS", "RU"}),
        ("The Kremlin and the White House", {"RU", "US"}),
        ("Belgrade defied Pristina", {"RS", "XK"}),
        ("talks in Brussels, Geneva, Vienna, The Hague and Strasbourg", set()),
        ("the Serb majority and Albanian villages", set()),
        ("Albanian Prime Minister Edi Rama", {"AL"}),
        ("ethnic Russian families and Russian-speaking towns", set()),
        ("Latin America and the South China Sea", set()),
        ("the Minsk agreements and the Helsinki Final Act", set()),
        ("they told us", set()),
        ("Northern Ireland", {"GB"}),
        ("New Mexico", {"US"}),
        ("", set()),
    ],
)
def test_a_text_mentions_countries(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("Moscow said", "1987-03-01", {"SUHH"}),
        ("Moscow said", "2020-03-01", {"RU"}),
        ("Moscow said", None, {"RU"}),
        ("Moscow and the Soviet Union said", None, {"SUHH"}),
        ("Moscow said Russia mourned the Soviet Union", None, {"RU", "SUHH"}),
        ("Belgrade said", "1999-04-01", {"YUCS"}),
        ("Belgrade said", "2004-04-01", {"CSXX"}),
        ("Serbia and Montenegro said", "2004-04-01", {"CSXX"}),
        ("Serbia and Montenegro said", "2010-04-01", {"RS", "ME"}),
        ("Burma said", "1987-04-01", {"BUMM"}),
        ("Burma said", "2010-04-01", {"MM"}),
        ("the former Yugoslavia", "2010-04-01", {"YUCS"}),
        ("Prague said", "1989-11-20", {"CSHH"}),
    ],
)
def test_past_states_are_read_by_the_date(text: str, date: str | None, expected: set[str]) -> None:
    assert codes(text, date=date) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Председник Србије у Сједињеним Државама", "sr", {"RS", "US"}),
        ("Predsednik Srbije u Crnoj Gori i Bosni i Hercegovini", "sr", {"RS", "ME", "BA"}),
        ("ruski ambasador na Kosovu", "sr", {"RU", "XK"}),
        ("Переговоры России и Украины в США", "ru", {"RU", "UA", "US"}),
        ("швейцарский дипломат в Киргизии", "ru", {"CH", "KG"}),
    ],
)
def test_serbian_and_russian_are_read_in_every_case(text: str, language: str, expected: set[str]) -> None:
    assert codes(text, language=language) == expected


def test_georgia_among_american_places_is_not_the_country() -> None:
    assert "GE" not in codes("A court in Atlanta, Georgia, and one in Florida")
    assert "GE" in codes("Georgia and its Georgian neighbours in Abkhazia")


def test_spans_are_places_in_the_text_alone() -> None:
    text = "Slovenia hosted Serbia."
    found = {country.code: country for country in find_countries("Serbia waits", text)}
    assert [text[start:end] for start, end in found["RS"].spans] == ["Serbia"]
    assert found["RS"].mentions == 2


def test_what_an_article_is_about_comes_first() -> None:
    text = "Serbia and Kosovo met. Serbia agreed.\n\nKosovo agreed. Kosovo and Serbia shook hands.\n\nChina looked on."
    assert about("Serbia and Kosovo agree", text) == ["RS", "XK"]
    assert find_countries("Serbia and Kosovo agree", text)[-1].code == "CN"


def test_a_single_mention_far_down_is_not_what_an_article_is_about() -> None:
    assert about("Prices rise", "Prices rose.\n\nThey fell in Spain.") == []


@pytest.mark.parametrize(
    ("dateline", "code"),
    [
        ("NEW YORK, Feb 26 -", "US"),
        ("CAMBRIDGE, Mass., March 3 -", "US"),
        ("CAMBRIDGE, March 3 -", "GB"),
        ("ZURICH, June 1 (Reuter)", "CH"),
    ],
)
def test_a_dateline_tells_what_a_text_without_countries_is_about(dateline: str, code: str) -> None:
    assert about("Profits rise", "The company said its profits rose.", dateline) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Barnes Inc said its profits rose.", "US"),
        ("Barnes Plc said its profits rose.", "GB"),
        ("The company lost 20 mln stg.", "GB"),
        ("It has the right to issue 10 billion yen of bonds.", "JP"),
    ],
)
def test_legal_forms_and_currencies_tell_where_nothing_else_does(text: str, code: str) -> None:
    assert about("Profits", text) == [code]


def test_legal_forms_and_currencies_say_nothing_against_a_dateline() -> None:
    assert about("Barnes Inc", "Barnes Inc paid 10 billion yen.", "PARIS, March 3 -") == ["FR"]


def test_a_legal_form_is_read_after_a_name_only() -> None:
    assert codes("They asked the AG of the state") == set()


def test_a_currency_is_never_read_where_it_is_written_as_a_name() -> None:
    assert about("Pence speaks", "Pence said so.") == []


def test_brussels_in_the_dateline_is_no_country() -> None:
    assert about("Ministers meet", "They met.", "BRUSSELS, April 19 -") == []


def test_mentions_are_in_the_order_of_the_text() -> None:
    assert [mention.code for mention in find_mentions("Italy, then Spain, then Italy")] == ["IT", "ES", "IT"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Serbia", "RS"), ("serbia", "RS"), ("RS", "RS"), ("Србија", "RS"), ("Россия", "RU"), ("Kosovo", "XK"),
        ("SUHH", "SUHH"), ("Soviet Union", "SUHH"), ("Russian Federation", "RU"), ("nowhere", None), ("", None),
    ],
)  # fmt: skip
def test_a_country_is_found_by_its_code_or_any_name(name: str, code: str | None) -> None:
    assert find_code(name) == code


@pytest.mark.parametrize(
    ("code", "locale", "name"),
    [
        ("RU", "en", "Russia"), ("XK", "en", "Kosovo"), ("YUCS", "en", "Yugoslavia"), ("RS", "sr", "Србија"),
        ("RS", "sr_Latn", "Srbija"), ("SUHH", "ru", "Советский Союз"), ("??", "en", "??"),
    ],
)  # fmt: skip
def test_a_country_has_its_usual_name(code: str, locale: str, name: str) -> None:
    assert country_name(code, locale) == name


def test_every_country_has_a_name_that_leads_back_to_it() -> None:
    assert [code for code in country_codes() if find_code(country_name(code)) != code] == []
