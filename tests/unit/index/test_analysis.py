"""Words and their forms."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import MAX_TERM_LENGTH, STEMMERS, exact_terms, exact_text, fold, query_terms, stem_terms, tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Serbia and Kosovo.", ["Serbia", "and", "Kosovo"]),
            ("the U.S. and the U.N.", ["the", "U.S.", "and", "the", "U.N."]),
            ("Russia’s O'Brien", ["Russia’s", "O'Brien"]),
            ("10,000 or 3.5 in 1990s", ["10,000", "or", "3.5", "in", "1990s"]),
            ("F-16 well-known", ["F", "16", "well", "known"]),
            ("Вучић, Đoković", ["Вучић", "Đoković"]),
            ("中国", ["中", "国"]),
            ("e.g. end.Next", ["e.g.", "end", "Next"]),
            ("a*b?c~", ["a", "b", "c"]),
            ("… — \u200d ь", []),
        ],
    )
    def test_words_are_found(self, text: str, expected: list[str]) -> None:
        assert words(text) == expected

    @given(st.text())
    def test_a_word_is_the_text_between_its_offsets(self, text: str) -> None:
        assert all(text[token.start : token.end] == token.text for token in tokens(text))

    @given(st.text())
    def test_words_do_not_overlap(self, text: str) -> None:
        found = list(tokens(text))
        assert all(before.end <= after.start for before, after in pairwise(found))

    @given(st.text())
    def test_every_word_has_a_term_at_its_position(self, text: str) -> None:
        terms = exact_text(text)
        assert len(terms) == len(words(text)) and all(terms)


class TestExactForms:
    @pytest.mark.parametrize(
        ("word", "terms"),
        [
            ("Vučić", ("vucic",)),
            ("Вучић", ("vucic",)),
            ("Đoković", ("djokovic", "dokovic")),
            ("Ђоковић", ("djokovic", "dokovic")),
            ("U.S.", ("us",)),
            ("Russia’s", ("russia",)),
            ("O'Brien", ("obrien",)),
            ("10,000", ("10000",)),
            ("3.5", ("3.5",)),
            ("Лавров", ("lavrov",)),
            ("Łódź", ("lodz",)),
            ("Straße", ("strasse",)),
            ("ﬁnance", ("finance",)),
            ("İstanbul", ("istanbul",)),
            ("—", ("—",)),
            ("ь", ()),
        ],
    )
    def test_a_word_is_folded(self, word: str, terms: tuple[str, ...]) -> None:
        assert exact_terms(word) == terms

    @given(st.text(st.characters(categories=["L", "M"]), max_size=30))
    def test_composed_and_decomposed_letters_meet(self, word: str) -> None:
        composed, decomposed = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
        assert exact_terms(composed) == exact_terms(decomposed)

    @given(st.text(st.sampled_from("abcčćdđešzžxyw"), min_size=1, max_size=30))
    def test_case_does_not_matter(self, word: str) -> None:
        assert exact_terms(word.upper()) == exact_terms(word)

    @given(st.text(st.sampled_from("абвгдђежзијклљмнњопрстћуфхцчџш"), min_size=1, max_size=30))
    def test_a_folded_word_folds_to_itself(self, word: str) -> None:
        assert all(exact_terms(term) == (term,) for term in exact_terms(word))

    def test_a_very_long_word_is_cut(self) -> None:
        assert [len(term) for term in exact_terms("đ" * 200)] == [MAX_TERM_LENGTH, MAX_TERM_LENGTH]

    def test_a_text_is_folded_word_by_word(self) -> None:
        assert fold("  Aleksandar   VUČIĆ (U.S.) ") == "aleksandar vucic us"


class TestStems:
    @pytest.mark.parametrize(
        ("one", "other", "language"),
        [
            ("tension", "tensions", "en"),
            ("calculate", "calculated", "en"),
            ("разговор", "разговори", "sr"),
            ("razgovor", "razgovori", "sr"),
            ("переговоры", "переговоров", "ru"),
            ("tension", "tensions", None),
        ],
    )
    def test_inflections_share_a_stem(self, one: str, other: str, language: str | None) -> None:
        assert set(stem_terms(one, language)) & set(stem_terms(other, language))

    def test_scripts_share_a_stem(self) -> None:
        assert stem_terms("разговори", "sr") == stem_terms("razgovori", "sr")

    def test_stems_of_different_languages_do_not_meet(self) -> None:
        assert set(stem_terms("Serb", "en")).isdisjoint(stem_terms("Serbia", "sr"))

    @pytest.mark.parametrize(("english", "serbian"), [("visa", "više"), ("team", "time"), ("drug", "drugi")])
    def test_an_english_word_does_not_meet_a_serbian_word_of_grammar(self, english: str, serbian: str) -> None:
        assert set(query_terms(english)).isdisjoint(stem_terms(serbian, "sr"))

    def test_a_language_without_a_stemmer_has_exact_forms(self) -> None:
        assert stem_terms("élections", "fr") == ("elections",)

    @given(
        st.text(st.sampled_from("abcdeinorstčđ") | st.sampled_from("авеинорст"), min_size=1, max_size=12),
        st.sampled_from([None, *STEMMERS, "fr"]),
    )
    def test_a_word_finds_itself_in_every_language(self, word: str, language: str | None) -> None:
        assert set(query_terms(word)) & set(stem_terms(word, language))

    @given(st.text(st.sampled_from("abcdeinorstčđ"), min_size=1, max_size=12))
    def test_a_latin_spelling_finds_the_exact_form_in_other_languages(self, word: str) -> None:
        assert set(query_terms(exact_terms(word)[0])) & set(stem_terms(word, "sr"))
