"""Known surfaces are found as whole words, in the case and with the diacritics a newspaper may use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.gazetteer import Gazetteer, fold


def found(entries: dict[str, str], text: str) -> list[tuple[str, str]]:
    gazetteer = Gazetteer(list(entries.items()))
    return [(text[match.start : match.end], match.values[0]) for match in gazetteer.find(text)]


def test_the_longest_of_overlapping_surfaces_wins() -> None:
    assert found({"Guinea": "GN", "Papua New Guinea": "PG"}, "in Papua New Guinea") == [("Papua New Guinea", "PG")]


def test_a_surface_inside_a_word_is_not_found() -> None:
    assert found({"Oman": "OM", "Niger": "NE"}, "Romania and Nigeria, Omani") == []


def test_a_shorter_surface_is_found_where_the_longer_is_cut_by_a_letter() -> None:
    assert found({"East Timor": "TL", "East": "none"}, "East Timorese") == [("East", "none")]


def test_an_acronym_needs_its_capitals() -> None:
    assert found({"US": "US"}, "they told us about the US") == [("US", "US")]


def test_text_in_capitals_is_read() -> None:
    assert found({"Serbia": "RS"}, "TALKS IN SERBIA") == [("SERBIA", "RS")]


@pytest.mark.parametrize("text", ["Aleksandar Vučić", "Aleksandar Vucic", "Aleksandar\nVučić"])
def test_diacritics_and_line_breaks_make_no_difference(text: str) -> None:
    assert found({"Aleksandar Vučić": "him"}, f"President {text}.") == [(text, "him")]


def test_a_surface_may_have_several_values() -> None:
    assert Gazetteer([("Moscow", 1), ("Moscow", 2)]).find("Moscow")[0].values == (1, 2)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
