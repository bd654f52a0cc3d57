"""One name per actor in every article: what an alias leads to, and whose word counts."""

from __future__ import annotations

from archive.text.actor import Actor
from archive.text.aliases import Alias, Aliases
from archive.text.candidates import confirm
from archive.text.namesakes import NameCount
from archive.text.slugs import slug

OPERATOR = "operator"


def person(label: str, *spans: tuple[int, int]) -> Actor:
    return Actor(slug(label), label, "person", (label,), spans)


def aliases(**labels: str | None) -> Aliases:
    return Aliases.of(Alias(alias, label, "person", OPERATOR) for alias, label in labels.items())


def test_a_name_without_an_alias_stands_for_itself() -> None:
    assert Aliases().value("Anna Novak") == "anna-novak"


def test_an_alias_of_an_alias_leads_to_the_last_actor() -> None:
    assert aliases(novak="Abe", abe="Ben", ben="Carl").value("Novak") == "carl"


def test_an_actor_that_is_kept_for_itself_ends_the_way() -> None:
    assert aliases(novak="Abe", abe=None).value("Novak") == "abe"


def test_another_label_of_the_same_value_is_no_endless_way() -> None:
    (found,) = aliases(novak="NOVAK").resolve([person("Novak")])
    assert (found.value, found.label) == ("novak", "NOVAK")


def test_actors_under_one_name_are_put_together() -> None:
    (found,) = aliases(novak="Anna Novak").resolve([person("Anna Novak", (0, 10)), person("Novak", (20, 25))])
    assert (found.value, found.surfaces, found.spans) == ("anna-novak", ("Anna Novak", "Novak"), ((0, 10), (20, 25)))


def test_actors_without_an_alias_stay_as_they_are() -> None:
    actors = (person("Novak"), person("Abe", (0, 3), (5, 8)))
    assert aliases(ben="Carl").resolve(actors) == actors


def test_resolving_twice_changes_nothing_more() -> None:
    table = aliases(novak="Anna Novak", abe="Ben")
    once = table.resolve([person("Novak", (0, 5)), person("Abe"), person("Carl")])
    assert table.resolve(once) == once


def test_a_table_stands_above_another() -> None:
    table = aliases(novak=None).above(aliases(novak="Anna Novak", abe="Ben"))
    assert (table.value("Novak"), table.value("Abe")) == ("novak", "ben")


def test_whom_the_upper_table_names_an_actor_is_no_alias_in_the_lower_one() -> None:
    table = Aliases.of([Alias("anna-novak", "Novak", "person", OPERATOR)]).above(aliases(novak="Anna Novak"))
    assert table.value("Anna Novak") == table.value("Novak") == "novak"


def test_a_flat_table_leads_straight_to_the_actors() -> None:
    flat = aliases(novak="Abe", abe="Ben").flat()
    assert {alias.alias: alias.label for alias in flat.table.values()} == {"novak": "Ben", "abe": "Ben"}


def candidate(label: str) -> Actor:
    return Actor(slug(label), label, "candidate", (label,))


def test_a_candidate_is_left_out_until_it_is_borne_out() -> None:
    assert Aliases().resolve([candidate("Merry Lynx"), person("Abe")]) == (person("Abe"),)
    (found,) = confirm([NameCount("merry-lynx", "Merry Lynx", 2)]).resolve([candidate("Merry Lynx")])
    assert (found.value, found.label, found.type) == ("merry-lynx", "Merry Lynx", "organisation")


def test_one_article_bears_nothing_out() -> None:
    assert confirm([NameCount("merry-lynx", "Merry Lynx", 1)]) == Aliases.of([])


def test_what_is_merged_into_a_borne_out_name_leaves_that_one_as_it_is() -> None:
    upper = Aliases.of([Alias("lynx", "Merry Lynx", "organisation", OPERATOR)])
    table = upper.above(confirm([NameCount("merry-lynx", "Merry Lynx", 2)]))
    assert [actor.value for actor in table.resolve([candidate("Merry Lynx"), candidate("Lynx")])] == ["merry-lynx"]
