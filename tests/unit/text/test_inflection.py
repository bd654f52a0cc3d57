"""Names are recognised in the cases of Serbian and Russian."""

from __future__ import annotations

import pytest

from archive.text.inflection import Declension, adjective_forms, case_forms


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("Србија", "sr", "Србијом"),
        ("Америка", "sr", "Америци"),
        ("Хрватска", "sr", "Хрватској"),
        ("Иран", "sr", "Ираном"),
        ("Косово", "sr", "Косову"),
        ("Северна Македонија", "sr", "Северној Македонији"),
        ("Босна и Херцеговина", "sr", "Босни и Херцеговини"),
        ("Савет безбедности", "sr", "Савета безбедности"),
        ("Курти", "sr", "Куртија"),
        ("Украина", "ru", "Украине"),
        ("Россия", "ru", "Россией"),
        ("Китай", "ru", "Китаем"),
        ("Путин", "ru", "Путиным"),
        ("Соединённые Штаты", "ru", "Соединённых Штатов"),
        ("Северная Македония", "ru", "Северной Македонии"),
    ],
)
def test_a_name_is_declined(name: str, language: Declension, form: str) -> None:
    assert form in case_forms(name, language)


@pytest.mark.parametrize("name", ["САД", "НАТО"])
def test_acronyms_stay_as_they_are(name: str) -> None:
    assert case_forms(name, "sr") == {name}


def test_an_adjective_is_declined_from_its_stem() -> None:
    assert {"руски", "руског", "руска"} <= adjective_forms("руск", "sr")
    assert {"российский", "российского", "российская"} <= adjective_forms("российск", "ru")
