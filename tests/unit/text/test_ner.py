"""The model, where it is installed, finds names in English; its absence is told by None."""

from __future__ import annotations

import pytest

from archive.text.actors import NameFinder, find_actors
from archive.text.ner import load_name_finder


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    found = load_name_finder()
    if found is None:
        pytest.skip("the extra `ner` is not installed")
    return found


def test_the_model_finds_a_person_no_table_knows(finder: NameFinder) -> None:
    text = "The talks were led by Heidi Brunner, and Brunner said on Monday they would go on."
    assert "Heidi Brunner" in {actor.label for actor in find_actors("", text, finder=finder)}


def test_every_text_of_a_batch_has_its_answer(finder: NameFinder) -> None:
    answers = list(finder.find(["", "Angela Novak met John Smith in Paris.", ""]))
    assert [bool(names) for names in answers] == [False, True, False]
