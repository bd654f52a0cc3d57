"""What words are looked up as."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from index import And, Expansion, Fuzzy, Match, Not, Or, Phrase, Prefix, Wildcard, Word, expansions, matched, parse
from index.schema import Field, Kind, Schema

SCHEMA = Schema((Field("text", Kind.TEXT, searched=True),))


def test_folded_words_are_looked_up_by_the_stem_of_every_language() -> None:
    assert expansions(Word("tensions"), "folded") == (Expansion("tensions", ("tension", "sr:tensions", "tensions")),)


def test_exact_words_are_looked_up_in_the_form_typed() -> None:
    clause = And((Word("Tensions"), Not(Word("police"))))
    assert matched(clause, "exact") == And((Phrase("Tensions"), Not(Phrase("police"))))
    assert expansions(clause, "exact") == (Expansion("Tensions", ("tensions",)), Expansion("police", ("police",)))


def test_transliterated_words_are_looked_up_in_both_alphabets() -> None:
    assert matched(Word("Khrushchev"), "translit") == Or((Word("Khrushchev"), Word("хрущев")))
    terms = expansions(Word("Khrushchev"), "translit")[0].terms
    assert "khrushchev" in terms and "hruscev" in terms


def test_a_phrase_is_transliterated_as_a_whole() -> None:
    assert matched(Phrase("sergey shoigu"), "translit") == Or((Phrase("sergey shoigu"), Phrase("сергей шойгу")))


def test_a_word_that_both_alphabets_fold_alike_is_looked_up_once() -> None:
    assert matched(Prefix("kosov"), "translit") == Prefix("kosov")
    assert matched(Phrase("kosovo"), "translit") == Phrase("kosovo")


def test_patterns_are_shown_as_they_are_looked_for() -> None:
    clause = Or((Prefix("Vuč"), Wildcard("S*bia"), Fuzzy("kosvo")))
    assert [(found.text, found.terms) for found in expansions(clause, "folded")] == [
        ("Vuč*", ("vuc*",)),
        ("S*bia", ("s*bia",)),
        ("kosvo~1", ("kosvo~1",)),
    ]


def test_a_word_with_two_spellings_shows_both() -> None:
    assert expansions(Phrase("Đoković"), "folded")[0].terms == ("djokovic|dokovic",)


@given(st.text())
def test_anything_typed_can_be_looked_up_in_every_way(typed: str) -> None:
    clause = parse(typed, SCHEMA).clause
    assert matched(clause, "folded") == clause
    ways = [{found.text for found in expansions(clause, way)} for way in get_args(Match)]
    assert ways[0] == ways[1] == ways[2]
