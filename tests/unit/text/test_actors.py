"""Who acts in an article: persons, organisations and state bodies under their canonical names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from archive.text.actors import Actor, FoundName, find_actors, find_actors_batch


class Finder:
    """Finds the names it was given, wherever they stand."""

    def __init__(self, persons: Iterable[str] = (), organisations: Iterable[str] = ()) -> None:
        self._names = [*((name, "person") for name in persons), *((name, "organisation") for name in organisations)]
        self.texts: list[str] = []

    def find(self, texts: Iterable[str]) -> Iterator[tuple[FoundName, ...]]:
        for text in texts:
            self.texts.append(text)
            yield tuple(
                FoundName(kind, text.index(name), text.index(name) + len(name))  # type: ignore[arg-type]
                for name, kind in self._names
                if name in text
            )


def labels(text: str, *, title: str = "", language: str = "en", finder: Finder | None = None) -> set[str]:
    return {actor.label for actor in find_actors(title, text, language=language, finder=finder)}


def actor(text: str, label: str) -> Actor:
    return next(found for found in find_actors("", text) if found.label == label)


def test_a_known_person_has_one_name_in_every_spelling() -> None:
    assert labels("Vucic met Lavrov") == {"Aleksandar Vučić", "Sergei Lavrov"}
    assert labels("Александр Вучич", language="ru") == {"Aleksandar Vučić"}
    assert labels("sa Vučićem i Putinom", language="sr") == {"Aleksandar Vučić", "Vladimir Putin"}


def test_bodies_are_found_by_name_and_acronym() -> None:
    assert labels("the EU, NATO and the UN") == {"European Union", "NATO", "United Nations"}


def test_each_actor_has_its_type() -> None:
    found = {actor.label: actor.type for actor in find_actors("", "The Kremlin and NATO told Sergei Lavrov")}
    assert found == {"Kremlin": "state", "NATO": "organisation", "Sergei Lavrov": "person"}


def test_agencies_and_countries_are_no_actors() -> None:
    assert labels("Reuters, AP, TASS and RBC reported from Serbia, Interfax said") == set()


def test_a_title_introduces_a_person_no_table_knows() -> None:
    assert labels("Deputy Prime Minister Besim Beqaj said") == {"Besim Beqaj"}


@pytest.mark.parametrize("text", ["General Motors said", "Justice Department officials", "leaders. Although he left"])
def test_a_title_before_something_else_introduces_nobody(text: str) -> None:
    assert not {label for label in labels(text) if label in ("Motors", "Department", "Although")}


def test_a_surname_means_the_person_named_in_full() -> None:
    found = actor("Minister Besim Beqaj spoke. Beqaj left. Mr. Beqaj's car waited.", "Besim Beqaj")
    assert found.surfaces == ("Besim Beqaj", "Beqaj")
    assert len(found.spans) == 3


def test_a_surname_two_persons_share_means_neither() -> None:
    text = "President Anna Novak met Minister Jan Novak. Novak smiled."
    assert {a.label: len(a.spans) for a in find_actors("", text)} == {"Anna Novak": 1, "Jan Novak": 1}


def test_a_namesake_of_a_known_person_is_somebody_else() -> None:
    assert labels("The visa was cancelled by Igor Putin. Later Putin left.") == {"Igor Putin"}


def test_an_administration_is_not_the_person() -> None:
    assert labels("officials of the Reagan Administration") == {"Reagan administration"}


def test_a_company_with_a_known_surname_is_not_the_person() -> None:
    assert "Nigel Lawson" not in labels("shares of Lawson Products fell")


def test_a_ministry_is_named_by_its_country() -> None:
    for text in (
        "the Serbian Foreign Ministry",
        "Serbia's Foreign Ministry",
        "the Ministry of Foreign Affairs of Serbia",
    ):
        assert labels(text) == {"Serbian Foreign Ministry"}
    assert labels("Министарство спољних послова Србије", language="sr") == {"Serbian Foreign Ministry"}


def test_a_ministry_of_no_country_is_no_actor() -> None:
    assert labels("The Finance Ministry said") == set()


def test_a_bare_ministry_is_the_one_named_with_its_country() -> None:
    found = actor("The Serbian Foreign Ministry spoke. The Foreign Ministry protested.", "Serbian Foreign Ministry")
    assert len(found.spans) == 2


def test_spans_are_places_in_the_text() -> None:
    text = "Putin met Sergei\nLavrov."
    found = {actor.label: [text[s:e] for s, e in actor.spans] for actor in find_actors("NATO waits", text)}
    assert found == {"NATO": [], "Vladimir Putin": ["Putin"], "Sergei Lavrov": ["Sergei\nLavrov"]}


def test_a_model_adds_persons_without_their_titles() -> None:
    finder = Finder(persons=["Commissioner Jane Doe's"])
    assert labels("Commissioner Jane Doe's plan", finder=finder) == {"Jane Doe"}


@pytest.mark.parametrize("place", ["Jane Doe Street", "Jane Doe primary school", "Jane Doe Airport"])
def test_a_place_called_after_a_person_is_no_person(place: str) -> None:
    assert labels(f"They met near {place} in town.", finder=Finder(persons=["Jane Doe"])) == set()


@pytest.mark.parametrize("name", ["Republika Srpska", "Monday", "Smith", "Avg 12"])
def test_what_a_model_takes_for_a_person_must_be_a_full_name(name: str) -> None:
    assert labels(f"then {name} came", finder=Finder(persons=[name])) == set()


def test_an_organisation_needs_a_head_word_or_an_explained_acronym() -> None:
    finder = Finder(organisations=["Green Valley Council", "Green Valley Dreams", "Save Our Seas"])
    text = "Green Valley Council and Green Valley Dreams met Save Our Seas (SOS). SOS left."
    assert labels(text, finder=finder) == {"Green Valley Council", "Save Our Seas"}
    found = next(a for a in find_actors("", text, finder=finder) if a.label == "Save Our Seas")
    assert len(found.spans) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Sons of Merry Lynx said so", "Merry Lynx"),
        ("then Canadian Lynx said so", "Canadian Lynx"),
        ("THEN MERRY LYNX said so", "MERRY LYNX"),
        ("then the Merry Lynx Index has risen", "Merry Lynx Index"),
        ("then J. Lynx said so", "J. Lynx"),
        ("then Merry Lynx came", "Merry Lynx"),
    ],
)
def test_a_name_that_is_cut_off_of_something_else_or_does_not_act_is_no_candidate(text: str, name: str) -> None:
    assert find_actors("", text, finder=Finder(organisations=[name])) == ()


@pytest.mark.parametrize("text", ["then Merry Lynx said so", "a Merry Lynx spokesman came", "according to Merry Lynx"])
def test_a_name_without_a_head_word_that_acts_is_a_candidate(text: str) -> None:
    (found,) = find_actors("", text, finder=Finder(organisations=["Merry Lynx"]))
    assert (found.label, found.type) == ("Merry Lynx", "candidate")


def test_what_a_minister_is_of_is_no_organisation() -> None:
    text = "the Minister of Mining and Energy said so"
    assert find_actors("", text, finder=Finder(organisations=["Mining and Energy"])) == ()


def test_a_people_is_no_person() -> None:
    assert find_actors("", "then Kosovo Serbs came", finder=Finder(persons=["Kosovo Serbs"])) == ()


def test_the_acronym_of_a_known_body_is_no_other_body() -> None:
    name = "National Bank of the Republic of Serbia"
    found = labels(f"the {name} (NBRS) said; the NBRS agreed", finder=Finder(organisations=[name]))
    assert found == {"Serbian Central Bank"}


def test_an_organisation_keeps_its_country() -> None:
    finder = Finder(organisations=["Radical Congress"])
    assert labels("the Radical Congress of Kosovo", finder=finder) == {"Radical Congress of Kosovo"}


def test_a_known_surface_is_never_a_free_name() -> None:
    assert labels("the European Union", finder=Finder(organisations=["European Union"])) == {"European Union"}
    assert labels("Reuters Group", finder=Finder(organisations=["Reuters Group"])) == set()


def test_the_model_reads_english_only() -> None:
    finder = Finder()
    list(find_actors_batch([("", "English", "en"), ("", "srpski", "sr"), ("", "?", None)], finder))
    assert finder.texts == ["English"]


def test_a_batch_answers_as_one_by_one() -> None:
    articles = [("NATO", "Putin spoke", "en"), ("", "Вучић", "sr"), ("", "", None)]
    assert list(find_actors_batch(articles, None)) == [find_actors(t, x, language=lang) for t, x, lang in articles]


def test_the_most_mentioned_comes_first() -> None:
    assert [a.label for a in find_actors("", "NATO said. NATO and the EU agreed.")] == ["NATO", "European Union"]
