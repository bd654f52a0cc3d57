"""One name per actor across articles, learned where articles agree and edited by an operator."""

from __future__ import annotations

import pytest

from archive.text.actors import Actor
from archive.text.aliases import Aliases, BadAliases, format_aliases, learn, parse_aliases
from archive.text.slugs import slug


def person(label: str, *spans: tuple[int, int]) -> Actor:
    return Actor(slug(label), label, "person", (label,), spans)


def articles(*labels: str) -> list[list[Actor]]:
    return [[person(label)] for label in labels]


def test_a_surname_takes_the_full_name_that_articles_agree_on() -> None:
    learned = learn(articles("Anna Novak", "Anna Novak", "Anna Novak", "Novak"))
    assert learned.value("Novak") == "anna-novak"


def test_two_articles_are_too_few_to_agree() -> None:
    assert learn(articles("Anna Novak", "Anna Novak", "Novak")).value("Novak") == "novak"


def test_a_shared_surname_stays_unresolved_and_says_so() -> None:
    learned = learn(articles(*["Anna Novak"] * 3, *["Jan Novak"] * 2, "Novak"))
    assert learned.value("Novak") == "novak"
    assert learned.table["novak"].why == "unresolved: anna-novak 3, jan-novak 2"


def test_another_spelling_of_the_first_name_is_the_same_person() -> None:
    learned = learn(articles(*["Sergei Novak"] * 4, "Sergey Novak", "S. Novak"))
    assert learned.value("Sergey Novak") == "sergey-novak"
    learned = learn(articles(*["Sergei Novak"] * 9, "Sergey Novak", "S. Novak"))
    assert {learned.value("Sergey Novak"), learned.value("S. Novak")} == {"sergei-novak"}


def test_another_first_name_is_another_person() -> None:
    learned = learn(articles(*["Anna Novak"] * 9, "Jan Novak"))
    assert learned.value("Jan Novak") == "jan-novak"


def test_actors_under_one_name_are_put_together() -> None:
    aliases = Aliases().merged("novak", "Anna Novak", "person")
    (found,) = aliases.resolve([person("Anna Novak", (0, 10)), person("Novak", (20, 25))])
    assert (found.value, found.surfaces, found.spans) == ("anna-novak", ("Anna Novak", "Novak"), ((0, 10), (20, 25)))


def test_an_actor_without_an_alias_stays_as_it_is() -> None:
    assert Aliases().resolve([person("Novak")]) == (person("Novak"),)


def test_the_operators_lines_are_kept_when_the_rest_is_learned_anew() -> None:
    aliases = Aliases().split("novak").learned(articles(*["Anna Novak"] * 3, "Novak"))
    assert aliases.value("Novak") == "novak"


def test_learning_again_gives_the_same_table() -> None:
    corpus = articles(*["Anna Novak"] * 3, "Novak")
    once = Aliases().learned(corpus)
    assert once.learned(corpus) == once


def test_the_table_survives_its_file() -> None:
    aliases = learn(articles(*["Anna Novak"] * 3, "Novak")).merged("EC", "European Community", "organisation")
    assert parse_aliases(format_aliases(aliases)) == aliases


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("novak\tAnna Novak", "line 1: has 2 columns"),
        ("novak\tAnna Novak\thuman\toperator", "line 1: the type is 'human'"),
        ("\tAnna Novak\tperson\toperator", "line 1: the alias is empty"),
        ("a\tB\tperson\toperator\na\tC\tperson\toperator", "line 2: the alias 'a' is there twice"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(BadAliases, match=message):
        parse_aliases(line)
