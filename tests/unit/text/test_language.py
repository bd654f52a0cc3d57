"""Language of a text."""

from __future__ import annotations

import pytest

from archive.text.language import detect_language

TEXTS = {
    "en": "The envoys of two countries met in Geneva on Monday to settle where their border runs.",
    "ru": "Посланники двух стран встретились в понедельник в Женеве, чтобы договориться о границе.",
    "sr": "Izaslanici dve države sastali su se u ponedeljak u Ženevi da bi se dogovorili o granici.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Изасланици две државе састали су се у понедељак у Женеви да би се договорили о граници.",
        "Izaslanici dviju država sastali su se u ponedjeljak u Ženevi kako bi se dogovorili o granici.",
    ],
    ids=["Serbian in Cyrillic script", "Croatian"],
)
def test_serbian_and_croatian_are_one_group(text: str) -> None:
    assert detect_language(text) == "sr"


@pytest.mark.parametrize("text", ["", "12 / 34", "Home"])
def test_too_short_a_text_has_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Shr 2.31 dlrs vs 1.96 dlrs     Net 119.0 mln vs 101.0 mln     Revs 10.03 billion vs 8.88 billion",
        "COPPER 2ND RING 1247 - APR 7    LAST    BUYER   SELLER  Cash   301.00  300.50  301.00",
    ],
)
def test_a_table_of_figures_has_no_language(text: str) -> None:
    assert detect_language(text) is None
