"""What words, phrases and patterns match, and how clauses combine."""

from __future__ import annotations

import pytest

from index import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Engine,
    Everything,
    Fuzzy,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Searcher,
    Wildcard,
    Word,
    parse,
)
from tests.contract.corpus import ALL_IDS, SCHEMA, WIRES
from tests.contract.engines import fill


def matching(searcher: Searcher, clause: Clause) -> set[str]:
    return {hit.id for hit in searcher.search(Query(clause, limit=100)).hits}


def typed(searcher: Searcher, words: str) -> set[str]:
    return matching(searcher, parse(words, SCHEMA).clause)


class TestWords:
    def test_empty_text_matches_all(self, searcher: Searcher) -> None:
        assert typed(searcher, "  ") == ALL_IDS

    def test_nothing_matches_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, Nothing()) == set()

    def test_a_word_is_looked_for_in_every_searched_field(self, searcher: Searcher) -> None:
        assert typed(searcher, "moscow") == {"blame", "calls", "visit"}

    def test_a_field_that_is_not_searched_is_looked_in_only_when_named(self, searcher: Searcher) -> None:
        assert (typed(searcher, "confidential"), typed(searcher, "note:confidential")) == (set(), {"blame"})

    def test_a_serbian_word_of_grammar_is_found_by_its_own_letters_alone(self, engine: Engine) -> None:
        fill(engine, [Document("sr", {"text": "Sve više ljudi"}, "sr"), Document("en", {"text": "Visa rules"}, "en")])
        searcher = engine.searcher()
        assert [typed(searcher, word) for word in ("visa", "više", "vise", "више")] == [{"en"}, {"sr"}, {"sr"}, {"sr"}]

    def test_a_word_in_one_field_is_not_looked_for_in_others(self, searcher: Searcher) -> None:
        assert typed(searcher, "title:gas") == {"gas"}

    def test_several_words_must_all_stand_somewhere(self, searcher: Searcher) -> None:
        assert typed(searcher, "moscow gas") == {"visit"}

    def test_a_word_that_stands_nowhere_matches_nothing(self, searcher: Searcher) -> None:
        assert typed(searcher, "zeppelin") == set()

    def test_a_word_with_a_sign_inside_is_found_as_its_parts_together(self, searcher: Searcher) -> None:
        assert (typed(searcher, "number-plates"), typed(searcher, "plates-number")) == (set(WIRES), set())

    def test_a_word_without_letters_matches_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, Word("—")) == set()

    @pytest.mark.parametrize("word", ["10,000", "10000"])
    def test_a_number_is_found_with_and_without_its_comma(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"weather"}


class TestLanguageForms:
    @pytest.mark.parametrize("word", ["Vučić", "Vucic", "Вучић", "VUČIĆ", "Vuc\u030cic\u0301", "vucic"])
    def test_diacritics_case_and_script_do_not_matter(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"calls", "visit", "razgovori"}

    @pytest.mark.parametrize("word", ["Đoković", "djokovic", "dokovic", "Djoković", "Ђоковић"])
    def test_dj_meets_both_its_spellings(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"visit", "tenis"}

    @pytest.mark.parametrize("word", ["Лавров", "Lavrov", "лавров"])
    def test_a_russian_name_is_found_in_both_scripts(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"blame", "vstrecha"}

    @pytest.mark.parametrize("word", ["U.S.", "US", "u.s"])
    def test_points_in_an_abbreviation_do_not_matter(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"weather"}

    @pytest.mark.parametrize("word", ["tension", "tensions", "Tensions"])
    def test_inflections_meet_in_english(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"blame"}

    @pytest.mark.parametrize("word", ["разговор", "razgovori", "razgovor"])
    def test_inflections_meet_in_serbian_across_scripts(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"razgovori", "tenis"}

    @pytest.mark.parametrize("word", ["переговоры", "переговоров"])
    def test_inflections_meet_in_russian(self, searcher: Searcher, word: str) -> None:
        assert typed(searcher, word) == {"vstrecha"}

    def test_a_possessive_is_the_word_itself(self, searcher: Searcher) -> None:
        assert typed(searcher, "kremlin") == typed(searcher, "kremlin's") == {"calls"}


class TestPhrases:
    def test_words_of_a_phrase_stand_next_to_each_other(self, searcher: Searcher) -> None:
        assert (typed(searcher, '"cordon sanitaire"'), typed(searcher, '"sanitaire cordon"')) == ({"blame"}, set())

    def test_a_phrase_does_not_stem(self, searcher: Searcher) -> None:
        assert (typed(searcher, '"prices fell"'), typed(searcher, '"price fell"')) == ({"gas"}, set())

    def test_one_quoted_word_does_not_stem(self, searcher: Searcher) -> None:
        assert (typed(searcher, "price"), typed(searcher, "text:agency"), typed(searcher, '"agency"')) == (
            {"gas"},
            set(WIRES),
            set(),
        )

    def test_a_phrase_is_found_in_another_script(self, searcher: Searcher) -> None:
        assert typed(searcher, '"Vucic je u Briselu"') == {"razgovori"}

    def test_a_phrase_is_found_under_either_spelling_of_dj(self, searcher: Searcher) -> None:
        assert typed(searcher, '"novak djokovic"') == typed(searcher, '"novak dokovic"') == {"tenis"}

    def test_a_phrase_does_not_reach_from_one_field_into_the_next(self, searcher: Searcher) -> None:
        assert typed(searcher, '"tensions sergei"') == set()

    def test_a_phrase_in_one_field_is_not_looked_for_in_others(self, searcher: Searcher) -> None:
        assert (typed(searcher, 'title:"number plates"'), typed(searcher, 'title:"cordon sanitaire"')) == (
            set(WIRES),
            set(),
        )

    def test_a_word_that_stands_twice_in_a_phrase_must_stand_twice(self, engine: Engine) -> None:
        fill(engine, [Document("once", {"text": "bye now"}), Document("twice", {"text": "bye bye"})])
        assert matching(engine.searcher(), Phrase("bye bye")) == {"twice"}

    def test_a_phrase_of_no_words_matches_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, Phrase("…")) == set()


class TestProximity:
    @pytest.fixture
    def near(self, engine: Engine) -> Searcher:
        texts = {
            "next": "alpha beta",
            "two": "alpha one two beta",
            "back": "beta one alpha",
            "far": "alpha 1 2 3 4 beta",
        }
        fill(engine, [Document(name, {"text": text}) for name, text in texts.items()])
        return engine.searcher()

    def test_as_many_other_words_may_stand_between_as_the_slop_says(self, near: Searcher) -> None:
        assert matching(near, Phrase("alpha beta", slop=2)) == {"next", "two", "back"}

    def test_one_more_word_between_is_too_far(self, near: Searcher) -> None:
        assert matching(near, Phrase("alpha beta", slop=1)) == {"next", "back"}

    def test_with_slop_the_order_does_not_matter(self, near: Searcher) -> None:
        assert matching(near, Phrase("beta alpha", slop=4)) == {"next", "two", "back", "far"}

    def test_a_word_that_stands_twice_needs_two_places(self, near: Searcher) -> None:
        assert matching(near, Phrase("alpha alpha", slop=100)) == set()

    def test_a_word_with_two_spellings_may_be_two_words_at_one_place(self, engine: Engine) -> None:
        fill(engine, [Document("both", {"text": "đak"}), Document("one", {"text": "djak"})])
        assert matching(engine.searcher(), Phrase("djak dak", slop=1)) == {"both"}


class TestPatterns:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("vuc*", {"calls", "visit", "razgovori"}),
            ("вуч*", {"calls", "visit", "razgovori"}),
            ("title:vuc*", {"visit"}),
            ("tensio*", {"blame"}),
            ("v?cic", {"calls", "visit", "razgovori"}),
            ("*kovic", {"visit", "tenis"}),
            ("s*bia", {"blame", "visit"}),
            ("kosvo~", {"blame", "calls"}),
            ("kosvo~2", {"blame", "calls", "razgovori"}),
            ("text:lavorv~1", {"blame"}),
            ("zzz*", set()),
        ],
    )
    def test_a_pattern_matches_the_words_of_its_shape(self, searcher: Searcher, words: str, expected: set[str]) -> None:
        assert typed(searcher, words) == expected

    def test_a_fuzzy_word_matches_itself(self, searcher: Searcher) -> None:
        assert matching(searcher, Fuzzy("umbrellas")) == {"weather"}

    def test_a_question_mark_stands_for_exactly_one_letter(self, searcher: Searcher) -> None:
        assert (matching(searcher, Wildcard("ga?")), matching(searcher, Wildcard("gas?"))) == ({"gas", "visit"}, set())

    def test_patterns_look_at_exact_words_and_not_at_stems(self, searcher: Searcher) -> None:
        assert (matching(searcher, Wildcard("agenc?")), matching(searcher, Wildcard("agencie?"))) == (set(), set(WIRES))

    def test_signs_of_expressions_are_plain_letters(self, searcher: Searcher) -> None:
        assert matching(searcher, Wildcard("[gx]a.*")) == set()

    def test_a_pattern_scores_one_times_its_boosts(self, searcher: Searcher) -> None:
        hits = searcher.search(Query(Prefix("umbrel", boost=2.0))).hits
        assert [(hit.id, hit.score) for hit in hits] == [("weather", 2.0)]


class TestCombining:
    def test_or_takes_either(self, searcher: Searcher) -> None:
        assert typed(searcher, "gas OR umbrellas") == {"gas", "visit", "weather"}

    def test_or_binds_weaker_than_and(self, searcher: Searcher) -> None:
        assert typed(searcher, "umbrellas OR moscow gas") == {"weather", "visit"}

    def test_parentheses_group(self, searcher: Searcher) -> None:
        assert typed(searcher, "(umbrellas OR moscow) gas") == {"visit"}

    def test_not_alone_matches_all_others(self, searcher: Searcher) -> None:
        assert typed(searcher, "NOT moscow") == ALL_IDS - {"blame", "calls", "visit"}

    def test_not_beside_a_word_takes_away(self, searcher: Searcher) -> None:
        assert typed(searcher, "moscow -gas") == {"blame", "calls"}

    def test_not_inside_an_or_is_not_a_not_of_the_whole(self, searcher: Searcher) -> None:
        assert typed(searcher, "gas OR NOT moscow") == ALL_IDS - {"blame", "calls"}

    def test_not_of_a_group_takes_away_either(self, searcher: Searcher) -> None:
        assert typed(searcher, "moscow -(gas OR nato)") == {"calls"}

    def test_not_twice_is_the_word_itself(self, searcher: Searcher) -> None:
        assert matching(searcher, Not(Not(Word("gas")))) == {"gas", "visit"}

    def test_not_of_all_is_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, Not(Everything())) == set()

    def test_not_of_a_phrase_and_of_a_pattern(self, searcher: Searcher) -> None:
        assert typed(searcher, 'moscow -"cordon sanitaire" -vuc*') == set()

    def test_nothing_in_an_or_adds_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, Or((Nothing(), Word("gas")))) == {"gas", "visit"}

    def test_nothing_in_an_and_leaves_nothing(self, searcher: Searcher) -> None:
        assert matching(searcher, And((Everything(), Nothing()))) == set()

    @pytest.mark.parametrize(
        ("clause", "expected"),
        [
            (AnyOf("actor", ("peskov", "djokovic")), {"calls", "tenis"}),
            (AllOf("actor", ("lavrov", "nato")), {"blame"}),
            (NoneOf("source", ("courier", None)), {"visit", "razgovori", "tenis", "vstrecha", "gas"}),
            (AnyOf("date", ("2019-07", None)), {"razgovori", "tenis", "calls", "gas", "empty"}),
            (Between("date", None, None), ALL_IDS - {"calls", "gas", "empty"}),
        ],
    )
    def test_a_filter_is_a_clause_too(self, searcher: Searcher, clause: Clause, expected: set[str]) -> None:
        assert matching(searcher, clause) == expected

    def test_a_typed_field_value_is_a_filter(self, searcher: Searcher) -> None:
        assert typed(searcher, "moscow -source:herald country:RU") == {"calls"}

    def test_yes_no_clauses_score_nothing(self, searcher: Searcher) -> None:
        clause = And((Everything(), Not(Word("moscow")), AnyOf("source", ("vesti",))))
        assert {hit.score for hit in searcher.search(Query(clause)).hits} == {0.0}
