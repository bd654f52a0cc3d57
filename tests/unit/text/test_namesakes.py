"""Which names mean one person is learned where articles agree."""

from __future__ import annotations

import pytest

from archive.text.namesakes import NameCount, learn
from archive.text.slugs import slug


def counted(**articles: int) -> list[NameCount]:
    labels = {name: name.replace("_", " ") for name in articles}
    return [NameCount(slug(labels[name]), labels[name], count) for name, count in articles.items()]


def test_a_surname_takes_the_full_name_that_articles_agree_on() -> None:
    assert learn(counted(Anna_Novak=3, Novak=1)).value("Novak") == "anna-novak"


def test_two_articles_are_too_few_to_agree() -> None:
    assert not learn(counted(Anna_Novak=2, Novak=1)).table


@pytest.mark.parametrize(("others", "expected"), [(1, "anna-novak"), (2, "novak")])
def test_four_in_five_articles_have_to_agree(others: int, expected: str) -> None:
    assert learn(counted(Anna_Novak=4, Jan_Novak=others, Novak=1)).value("Novak") == expected


def test_a_shared_surname_stays_unresolved_and_says_so() -> None:
    alias = learn(counted(Anna_Novak=3, Jan_Novak=2, Novak=1)).table["novak"]
    assert (alias.value, alias.is_ambiguous) == ("novak", True)
    assert alias.why == "unresolved: anna-novak 3, jan-novak 2"


@pytest.mark.parametrize("other", ["Sergey Novak", "S. Novak"])
def test_another_spelling_of_the_first_name_is_the_same_person(other: str) -> None:
    names = [*counted(Sergei_Novak=9), NameCount(slug(other), other, 1)]
    assert learn(names).value(other) == "sergei-novak"


def test_spellings_that_are_both_common_stay_apart() -> None:
    assert learn(counted(Sergei_Novak=4, Sergey_Novak=2)).value("Sergey Novak") == "sergey-novak"


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("Anna Novak", "Jan Novak"),
        ("Aleksandar Novak", "Aleksandra Novak"),
        ("Daniel Novak", "Daniela Novak"),
        ("Joe Novak", "J. Thomas Novak"),
    ],
)
def test_another_first_name_is_another_person(common: str, rare: str) -> None:
    names = [NameCount(slug(common), common, 9), NameCount(slug(rare), rare, 1)]
    assert learn(names).value(rare) == slug(rare)


def test_the_order_of_names_does_not_matter() -> None:
    names = counted(Anna_Novak=9, A_Novak=1, Jan_Novak=1, Novak=4, Abe=2)
    assert learn(names) == learn(reversed(names))
