"""The catalogue keeps actors as extracted, and gives articles with their actors under one name each."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.article import Actor, ActorType, Article
from archive.catalogue import Catalogue, SourcePage
from archive.text.aliases import Alias, Aliases
from archive.text.candidates import confirm
from archive.text.namesakes import NameCount

NOVAK = Actor("novak", "Novak", "person", ("Novak",), ((0, 5),))
ANNA = Actor("anna-novak", "Anna Novak", "person", ("Anna Novak",))
NATO = Actor("nato", "NATO", "organisation", ("Nato",))
IS_ANNA = Aliases.of([Alias("novak", "Anna Novak", "person", "operator")])


def put(catalogue: Catalogue, id: str, *actors: Actor) -> None:
    page = SourcePage("courier", f"{id}.txt", "article", id.encode(), "utf-8", id)
    catalogue.put(Article(id, "courier", id, f"Novak spoke on {id}.", actors=actors), page)


def values(article: Article | None) -> list[str]:
    assert article is not None
    return [actor.value for actor in article.actors]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Three articles: one of Novak, one of Anna Novak, one of neither."""
    catalogue = Catalogue.open(tmp_path / "catalogue.sqlite")
    put(catalogue, "a", NOVAK, NATO)
    put(catalogue, "b", ANNA)
    put(catalogue, "c", NATO)
    return catalogue


def test_articles_are_given_with_their_actors_under_one_name(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    assert values(catalogue.get("a")) == ["anna-novak", "nato"]
    assert [values(article) for article in catalogue.articles()] == [["anna-novak", "nato"], ["anna-novak"], ["nato"]]
    assert values(catalogue.history("a")[0].article) == ["novak", "nato"]


def test_an_alias_changes_just_the_articles_that_use_it(catalogue: Catalogue) -> None:
    before = catalogue.last_change()
    assert catalogue.use_aliases(IS_ANNA) == ("a",)
    assert [(change.id, values(change.article)) for change in catalogue.changes(before)] == [
        ("a", ["anna-novak", "nato"])
    ]
    assert catalogue.count() == 3


def test_the_same_aliases_again_change_nothing(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    before = catalogue.last_change()
    assert catalogue.use_aliases(IS_ANNA) == ()
    assert catalogue.last_change() == before


def test_aliases_that_are_taken_back_leave_no_trace(catalogue: Catalogue) -> None:
    articles = list(catalogue.articles())
    catalogue.use_aliases(IS_ANNA)
    assert catalogue.use_aliases(Aliases()) == ("a",)
    assert list(catalogue.articles()) == articles
    assert catalogue.actors.canonical(["novak"]) == {"novak": "novak"}


def test_an_amended_article_keeps_its_actors_as_extracted(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    catalogue.amend("a", copies=("b",))
    catalogue.use_aliases(Aliases())
    assert values(catalogue.get("a")) == ["novak", "nato"]


def test_an_article_that_is_put_again_as_it_was_is_unchanged(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    before = catalogue.last_change()
    put(catalogue, "a", NOVAK, NATO)
    assert catalogue.last_change() == before


def test_persons_are_counted_under_the_names_that_articles_use(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    put(catalogue, "d", ANNA)
    catalogue.delete("a")
    assert set(catalogue.actors.persons()) == {NameCount("anna-novak", "Anna Novak", 2)}


def test_an_actor_is_found_and_written_by_its_aliases(catalogue: Catalogue) -> None:
    catalogue.use_aliases(IS_ANNA)
    assert catalogue.actors.find("nov", 10) == ("anna-novak",)
    assert catalogue.actors.surfaces(["anna-novak", "nobody"]) == {"anna-novak": ("Anna Novak", "Novak"), "nobody": ()}
    assert catalogue.actors.canonical(["novak"]) == {"novak": "anna-novak"}


def test_an_actor_gets_a_name_that_no_article_has(catalogue: Catalogue) -> None:
    catalogue.use_aliases(Aliases.of([Alias("nato", "North Atlantic Treaty Organization", "organisation", "operator")]))
    assert catalogue.actors.find("treaty", 10) == ("north-atlantic-treaty-organization",)
    label = catalogue.actors.labels(["north-atlantic-treaty-organization"])["north-atlantic-treaty-organization"]
    assert label.label == "North Atlantic Treaty Organization"


def test_nobody_knows_an_actor_that_no_article_names(catalogue: Catalogue) -> None:
    assert catalogue.actors.canonical(["nobody"]) == {}


def lynx(type_: ActorType) -> Actor:
    return Actor("merry-lynx", "Merry Lynx", type_, ("Merry Lynx",))


def test_candidates_are_counted_by_articles_of_differing_texts(catalogue: Catalogue) -> None:
    for id in ("d", "e"):
        put(catalogue, id, lynx("candidate"))
    page = SourcePage("herald", "f.txt", "article", b"f", "utf-8", "f")
    catalogue.put(Article("f", "herald", "e", "Novak spoke on e.", actors=(lynx("candidate"),)), page)
    assert list(catalogue.actors.candidates()) == [NameCount("merry-lynx", "Merry Lynx", 2)]


def test_a_candidate_is_not_found_by_its_name_until_it_is_borne_out(catalogue: Catalogue) -> None:
    put(catalogue, "d", lynx("candidate"))
    assert catalogue.actors.find("lyn", 5) == ()
    catalogue.use_aliases(confirm([NameCount("merry-lynx", "Merry Lynx", 2)]))
    assert catalogue.actors.find("lyn", 5) == ("merry-lynx",)
    assert values(catalogue.get("d")) == ["merry-lynx"]


def test_a_name_borne_out_by_one_article_is_still_a_candidate_of_another(catalogue: Catalogue) -> None:
    put(catalogue, "d", lynx("candidate"))
    put(catalogue, "e", lynx("organisation"))
    assert list(catalogue.actors.candidates()) == [NameCount("merry-lynx", "Merry Lynx", 2)]


def test_a_known_person_is_never_made_a_candidate(catalogue: Catalogue) -> None:
    put(catalogue, "d", Actor("novak", "Novak", "candidate", ("Novak",)))
    assert list(catalogue.actors.candidates()) == []


def test_a_reader_sees_labels_as_someone_else_changed_them(catalogue: Catalogue, tmp_path: Path) -> None:
    reader = Catalogue.open(tmp_path / "catalogue.sqlite", read_only=True)
    assert reader.actors.labels(["novak", "nobody"]).keys() == {"novak"}
    put(
        catalogue,
        "d",
        Actor("novak", "M. Novak", "person", ("Novak",)),
        Actor("nobody", "Nobody", "person", ("Nobody",)),
    )
    labels = reader.actors.labels(["novak", "nobody"])
    assert {value: label.label for value, label in labels.items()} == {"novak": "M. Novak", "nobody": "Nobody"}
    assert reader.actors.surfaces(["nobody"]) == {"nobody": ("Nobody",)}
    reader.close()
