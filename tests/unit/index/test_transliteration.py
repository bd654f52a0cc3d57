"""Words in the other alphabet."""

from __future__ import annotations

import pytest

from index.analysis import fold
from index.transliteration import other_alphabet


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Khrushchev", "Хрущев"),
        ("Zelensky", "Зеленский"),
        ("Zelenskyy", "Зеленский"),
        ("Shoigu", "Шойгу"),
        ("Tolstoy", "Толстой"),
        ("Nikolai", "Николай"),
        ("Sergey Zakharov", "Сергей Захаров"),
    ],
)
def test_a_name_in_latin_letters_is_spelt_as_in_russian(latin: str, cyrillic: str) -> None:
    assert other_alphabet(latin) == (cyrillic.lower(),)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Хрущёв", ("khrushchyov", "khrushchev")),
        ("Ельцин", ("yeltsin", "eltsin")),
        ("Зеленський", ("zelensky",)),
        ("Шойгу", ("shoygu", "shoigu")),
        ("Лавров", ("lavrov",)),
    ],
)
def test_a_name_in_cyrillic_letters_is_spelt_by_the_table_and_as_usual_in_print(
    cyrillic: str, latin: tuple[str, ...]
) -> None:
    assert other_alphabet(cyrillic) == latin


@pytest.mark.parametrize("text", ["Вучић", "Čović", "2019", "", "北京"])
def test_what_is_not_russian_or_plain_latin_has_no_other_spelling(text: str) -> None:
    assert other_alphabet(text) == ()


def test_a_soft_sign_that_latin_letters_cannot_show_does_not_keep_names_apart() -> None:
    assert fold(other_alphabet("Solovyov")[0]) == fold("Соловьёв")
