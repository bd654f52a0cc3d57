"""Marked fragments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import And, Fuzzy, Not, Or, Phrase, Prefix, Snippet, SnippetRequest, Wildcard, Word, parse
from index.snippets import Highlighter, highlighters_of, lead, quote
from tests.contract.corpus import SCHEMA

WORDS = ["gas", "Gas", "price", "prices", "oil,", "U.S.", "Vučić", "Вучић", "end.", "\n", "x" * 80, "đak"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
CLAUSES = st.sampled_from(
    [
        Word("gas"),
        And((Word("price"), Word("vucic"))),
        Or((Word("gas"), Phrase("price oil"), Prefix("vuc"))),
        Phrase("gas oil", slop=3),
        Or((Wildcard("x*"), Fuzzy("gsa"))),
        Not(Word("gas")),
        Word("US"),
    ]
)


def of(words: str) -> Highlighter:
    return Highlighter.of(parse(words, SCHEMA).clause, "text")


def marked(words: str, text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in of(words).marks(text, language)]


class TestMarks:
    @pytest.mark.parametrize(
        ("words", "text", "expected"),
        [
            ("tension", "Tensions rise", ["Tensions"]),
            ('"tension"', "Tensions and tension", ["tension"]),
            ("vucic", "Вучић и Vučić", ["Вучић", "Vučić"]),
            ("US", "the U.S. and us", ["U.S.", "us"]),
            ('"a b"', "a b, a c, A b", ["a b", "A b"]),
            ('"a b"~2', "a x b y", ["a", "b"]),
            ("gas -oil", "gas and oil", ["gas"]),
            ("number-plates", "number plates", ["number plates"]),
            ("gas gas*", "gas gases", ["gas", "gases"]),
            ("title:gas", "gas", []),
            ("text:gas", "gas", ["gas"]),
            ("source:gas", "gas", []),
        ],
    )
    def test_what_is_looked_for_is_marked(self, words: str, text: str, expected: list[str]) -> None:
        assert marked(words, text) == expected

    def test_a_stem_is_that_of_the_language_of_the_text(self) -> None:
        assert (marked("razgovor", "razgovori", "sr"), marked("razgovor", "razgovori", "en")) == (["razgovori"], [])

    @given(CLAUSES, TEXTS)
    def test_marks_come_in_order_and_do_not_overlap(self, clause: Word, text: str) -> None:
        marks = Highlighter.of(clause, "text").marks(text, "en")
        assert all(start < end for start, end in marks)
        assert all(before[1] <= after[0] for before, after in pairwise(marks))


class TestFragments:
    @given(CLAUSES, TEXTS, st.integers(1, 4), st.integers(20, 200))
    def test_a_fragment_is_a_part_of_the_text(self, clause: Word, text: str, count: int, length: int) -> None:
        snippets = Highlighter.of(clause, "text").snippets(text, "en", count, length)
        assert len(snippets) <= count and all(snippet.text in text for snippet in snippets)

    @given(CLAUSES, TEXTS, st.integers(1, 4), st.integers(20, 200))
    def test_every_fragment_shows_a_mark(self, clause: Word, text: str, count: int, length: int) -> None:
        assert all(snippet.marks for snippet in Highlighter.of(clause, "text").snippets(text, "en", count, length))

    @given(CLAUSES, TEXTS, st.integers(20, 200))
    def test_marks_of_a_fragment_are_marks_of_the_text(self, clause: Word, text: str, length: int) -> None:
        highlighter = Highlighter.of(clause, "text")
        words = {text[start:end] for start, end in highlighter.marks(text, "en")}
        for snippet in highlighter.snippets(text, "en", 3, length):
            assert {snippet.text[start:end] for start, end in snippet.marks} <= words

    @given(CLAUSES, TEXTS, st.integers(1, 4), st.integers(20, 200))
    def test_fragments_together_are_no_longer_than_the_text(
        self, clause: Word, text: str, count: int, length: int
    ) -> None:
        snippets = Highlighter.of(clause, "text").snippets(text, "en", count, length)
        assert sum(len(snippet.text) for snippet in snippets) <= len(text)

    @given(CLAUSES, TEXTS)
    def test_a_match_anywhere_gives_a_fragment(self, clause: Word, text: str) -> None:
        highlighter = Highlighter.of(clause, "text")
        assert bool(highlighter.snippets(text, "en", 1, 100)) == bool(highlighter.marks(text, "en"))

    def test_the_fragment_with_the_most_of_the_words_is_chosen(self) -> None:
        text = f"gas here. {'filler ' * 40} gas and oil there. {'filler ' * 40} oil."
        (snippet,) = of("gas oil").snippets(text, "en", 1, 80)
        assert "gas and oil there." in snippet.text

    def test_a_second_fragment_shows_what_the_first_did_not(self) -> None:
        text = f"gas gas gas. {'filler ' * 40} gas. {'filler ' * 40} oil."
        found = of("gas oil").snippets(text, "en", 2, 60)
        assert {snippet.text[start:end] for snippet in found for start, end in snippet.marks} == {"gas", "oil"}

    def test_a_fragment_begins_with_a_sentence_where_one_is_near(self) -> None:
        text = f"{'filler ' * 30}end. Prices of gas rose. {'filler ' * 30}"
        (snippet,) = of("gas").snippets(text, "en", 1, 80)
        assert snippet.text.startswith("Prices of gas rose.")

    def test_a_phrase_longer_than_a_fragment_is_shown_whole(self) -> None:
        text = "filler " * 9 + "one two three four five six seven" + " filler" * 9
        (snippet,) = of('"one two three four five six seven"').snippets(text, "en", 1, 10)
        assert snippet.text == "one two three four five six seven"

    def test_a_text_without_a_match_gives_no_fragment(self) -> None:
        assert of("gas").snippets("oil", "en", 2, 100) == ()


class TestQuoting:
    def test_fields_are_quoted_in_the_order_asked_for(self) -> None:
        request = SnippetRequest(("text", "title"), count=2)
        found = quote({"title": "Gas", "text": "gas too"}, highlighters_of(Word("gas"), request), request, "en")
        assert [snippet.text for snippet in found] == ["gas too", "Gas"]

    def test_the_lead_of_the_first_field_with_a_text_is_shown_where_nothing_matches(self) -> None:
        request = SnippetRequest(("text", "title"))
        found = quote({"title": "Oil", "text": None}, highlighters_of(Word("gas"), request), request, "en")
        assert found == (Snippet("Oil", ()),)

    @pytest.mark.parametrize(
        ("text", "length", "expected"),
        [("one two three", 8, "one two"), ("one two", 7, "one two"), ("x" * 99, 10, "x" * 10), ("one\ntwo", 5, "one")],
    )
    def test_a_lead_is_cut_between_words(self, text: str, length: int, expected: str) -> None:
        assert lead(text, length).text == expected
