"""Persons that Serbian and Russian texts introduce by their office."""

from __future__ import annotations

import pytest

from archive.text.offices import persons_in_office


def labels(text: str, language: str = "sr") -> list[str]:
    return [mention.label for mention in persons_in_office(text, language)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Predsednik Miloš Novak rekao je", "Miloš Novak"),
        ("Predsednik stranke Novi put (NP) Zoran Petrović izjavio je", "Zoran Petrović"),
        ("Direktor Kancelarije za Kosovo i Metohiju Petar Ilić kaže", "Petar Ilić"),
        ("ni tužiteljka Jelena Kovač nije", "Jelena Kovač"),
        ("Ministar vanjskih poslova Crne Gore Jakov Marić", "Jakov Marić"),
        ("Poslanica Ana Ilić-Kovač je rekla", "Ana Ilić-Kovač"),
        ("Epidemiolog Marko Novak kaže", "Marko Novak"),
        ("Изасланик Европске уније Мирослав Новак", "Miroslav Novak"),
        ("Председник Скупштине Србије Ђорђе Јовић оценио је", "Đorđe Jović"),
    ],
)
def test_a_serbian_office_introduces_the_name_that_follows_what_it_is_of(text: str, label: str) -> None:
    assert labels(text) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Посол России в Сербии Александр Иванов-Петров сказал", "Aleksandr Ivanov-Petrov"),
        ("депутат Госдумы Леонид Слуцкий заявил", "Leonid Slutskiy"),
        ("говорит студентка Мария Иванова", "Mariya Ivanova"),
        ("Министр обороны Сербии Братислав Новак", "Bratislav Novak"),
    ],
)
def test_a_russian_office_introduces_a_name(text: str, label: str) -> None:
    assert labels(text, "ru") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Predsednik Skupštine Crne Gore rekao je",
        "Predsednik Opštine Novi Pazar izjavio je",
        "Ministar je posetio Kosovsku Mitrovicu",
        "Ministar posetio Gornji Milanovac",
        "Ambasador Sjedinjenih Američkih Država izjavio je",
        "Sastao se sa predsednikom Markom Novakom",
        "Predsednik Vrhovnog suda Srbije saopštio je. Novi Put je bliže",
    ],
)
def test_what_an_office_is_of_is_no_person(text: str) -> None:
    assert labels(text) == []


def test_other_languages_are_not_read() -> None:
    assert labels("Predsednik Miloš Novak", "en") == []
