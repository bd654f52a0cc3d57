"""A person's words as clauses, and what is said of those that were not understood."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    And,
    AnyOf,
    Clause,
    Everything,
    Fuzzy,
    Ignored,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
    parse,
)
from index.parse import MAX_DEPTH
from index.validation import check
from tests.contract.corpus import SCHEMA

A, B, C = Word("a"), Word("b"), Word("c")
SIGNS = st.text(st.sampled_from("ab*?~\"“”«()-:.,! \n\t0'&|щđ\u0301\u200d\x00٣") | st.characters(), max_size=60)
PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", "-", '"', "title:", "date:", "2019-13", "vuc*", "a~2", "~", "*"]
)
TYPED = SIGNS | st.lists(PIECES | SIGNS, max_size=15).map(" ".join) | st.lists(PIECES, max_size=15).map("".join)


def understood(text: str) -> Clause:
    parsed = parse(text, SCHEMA)
    assert parsed.ignored == ()
    return parsed.clause


def ignored(text: str) -> list[tuple[str, int]]:
    return [(piece.text, piece.position) for piece in parse(text, SCHEMA).ignored]


class TestUnderstood:
    @pytest.mark.parametrize(
        ("text", "clause"),
        [
            ("", Everything()),
            ("a", A),
            ("a b", And((A, B))),
            ("a AND b", And((A, B))),
            ("a && b", And((A, B))),
            ("a OR b", Or((A, B))),
            ("a || b", Or((A, B))),
            ("a b OR c", Or((And((A, B)), C))),
            ("a (b OR c)", And((A, Or((B, C))))),
            ("-a", Not(A)),
            ("NOT a", Not(A)),
            ("a -(b c)", And((A, Not(And((B, C)))))),
            ("a OR -b", Or((A, Not(B)))),
            ("NOT NOT a", Not(Not(A))),
            ("a and b", And((A, Word("and"), B))),
            ("well-known", Word("well-known")),
            ("10,000", Word("10,000")),
            ("ANDREW", Word("ANDREW")),
            ("why?", Word("why?")),
        ],
    )
    def test_words_and_operators(self, text: str, clause: Clause) -> None:
        assert understood(text) == clause

    @pytest.mark.parametrize("quotes", ['""', "“”", "„“", "«»"])
    def test_every_kind_of_quote_makes_a_phrase(self, quotes: str) -> None:
        assert understood(f"{quotes[0]}a b{quotes[1]}") == Phrase("a b")

    @pytest.mark.parametrize(
        ("text", "clause"),
        [
            ('"a b"~5', Phrase("a b", slop=5)),
            ('"a b"~', Phrase("a b", slop=1)),
            ('"a b"~99999', Phrase("a b", slop=100)),
            ('-"a b"', Not(Phrase("a b"))),
            ('title:"a b"', Phrase("a b", "title")),
            ('"a"', Phrase("a")),
        ],
    )
    def test_phrases(self, text: str, clause: Clause) -> None:
        assert understood(text) == clause

    @pytest.mark.parametrize(
        ("text", "clause"),
        [
            ("vuc*", Prefix("vuc")),
            ("vuc**", Prefix("vuc")),
            ("#vuc*,", Prefix("vuc")),
            ("10,0*", Prefix("10,0")),
            ("v?cic", Wildcard("v?cic")),
            ("s*bia", Wildcard("s*bia")),
            ("*vuc*", Wildcard("*vuc*")),
            ("vuc?*", Wildcard("vuc?*")),
            ("v?cic.", Wildcard("v?cic")),
            ("kosvo~", Fuzzy("kosvo")),
            ("kosvo~2", Fuzzy("kosvo", distance=2)),
            ("kosvo~2,", Fuzzy("kosvo", distance=2)),
            ("kosvo~9", Fuzzy("kosvo", distance=2)),
            ("kosvo~0", Fuzzy("kosvo", distance=1)),
            ("title:vuc*", Prefix("vuc", "title")),
        ],
    )
    def test_patterns(self, text: str, clause: Clause) -> None:
        assert understood(text) == clause

    @pytest.mark.parametrize(
        ("text", "clause"),
        [
            ("title:a", Word("a", "title")),
            ("TITLE:a", Word("a", "title")),
            ("title:a b", And((Word("a", "title"), B))),
            ("country:RS", AnyOf("country", ("RS",))),
            ('actor:"Sergei Lavrov"', AnyOf("actor", ("Sergei Lavrov",))),
            ("date:2019-05", AnyOf("date", ("2019-05",))),
            ("date:unknown", AnyOf("date", (None,))),
            ("source:Unknown", AnyOf("source", (None,))),
            ("-country:RS", Not(AnyOf("country", ("RS",)))),
        ],
    )
    def test_fields(self, text: str, clause: Clause) -> None:
        assert understood(text) == clause

    def test_a_value_is_what_its_resolver_says_it_means(self) -> None:
        countries = {"Serbia": ("RS", "CS")}
        parsed = parse("country:Serbia", SCHEMA, {"country": lambda typed: countries.get(typed, ())})
        assert parsed.clause == AnyOf("country", ("RS", "CS"))

    def test_a_value_that_its_resolver_does_not_know_stays_as_it_is(self) -> None:
        assert parse("country:Serbia", SCHEMA, {"country": lambda _: ()}).clause == AnyOf("country", ("Serbia",))

    def test_words_can_be_joined_by_or(self) -> None:
        assert parse("a b", SCHEMA, words_joined_by="or").clause == Or((A, B))

    def test_colons_after_anything_but_a_field_are_punctuation(self) -> None:
        assert understood("Moscow: a") == And((Word("Moscow:"), A))


class TestIgnored:
    @pytest.mark.parametrize(
        ("text", "clause", "what"),
        [
            ("a AND", A, [("AND", 2)]),
            ("AND a", A, [("AND", 0)]),
            ("OR", Everything(), [("OR", 0), ("OR", 0)]),
            ("a OR", A, [("OR", 2)]),
            ("a NOT", A, [("NOT", 2)]),
            ("a )", A, [(")", 2)]),
            ("( a", A, [("(", 0)]),
            ("()", Everything(), []),
            ('a "', A, [('"', 2)]),
            ('"a b', Phrase("a b"), [("a b", 0)]),
            ("…", Everything(), [("…", 0)]),
            ("*", Everything(), [("*", 0)]),
            ("a-b*", Word("a-b*"), [("a-b*", 0)]),
            ("vu*c~", Wildcard("vu*c"), [("vu*c~", 0)]),
            ("colour:red", And((Word("colour"), Word("red"))), [("colour", 0)]),
            ("title: a", And((Word("title:"), A)), []),
            ("title:(a b)", And((A, B)), [("title", 0)]),
            ("date:May", Everything(), [("May", 5)]),
            ("b date:2019-02-30", B, [("2019-02-30", 7)]),
        ],
    )
    def test_what_was_not_understood_is_said_and_where(
        self, text: str, clause: Clause, what: list[tuple[str, int]]
    ) -> None:
        parsed = parse(text, SCHEMA)
        assert (parsed.clause, ignored(text)) == (clause, what)

    def test_every_message_is_a_sentence_for_a_person(self) -> None:
        for text in ("a AND", ")", "(", '"', "*", "…", "colour:red", "date:May", "NOT"):
            assert all(len(piece.message) > 15 for piece in parse(text, SCHEMA).ignored)

    def test_groups_go_so_deep_and_deeper_ones_are_read_through(self) -> None:
        depth = MAX_DEPTH + 3
        parsed = parse("(" * depth + "a" + ")" * depth + " b", SCHEMA)
        assert parsed.clause == And((A, B)) and len(parsed.ignored) == 6


class TestAnyText:
    @given(TYPED)
    def test_any_text_parses_into_a_question_that_can_be_asked(self, text: str) -> None:
        query = Query(parse(text, SCHEMA).clause)
        check(query, SCHEMA)
        assert query == Query(parse(text, SCHEMA).clause)

    @given(TYPED)
    def test_positions_say_where_the_ignored_piece_stands(self, text: str) -> None:
        for piece in parse(text, SCHEMA).ignored:
            assert piece.text in text[piece.position : piece.position + len(piece.text) + 1]  # a quote may come first

    @given(TYPED)
    def test_what_was_ignored_comes_in_order(self, text: str) -> None:
        pieces = parse(text, SCHEMA).ignored
        assert list(pieces) == sorted(pieces, key=lambda piece: piece.position)

    @given(st.text(st.sampled_from("abcxčđžжшя019éß"), min_size=1, max_size=20))
    def test_a_plain_word_is_understood_as_itself(self, word: str) -> None:
        assert understood(word) == Word(word)

    @pytest.mark.parametrize(
        "piece", ["(", ")", "-", '"', "*", "~", "a", "a:", "!", "NOT ", "a OR ", "*a", "a*", "? ", "“a", "(a ", "AND "]
    )
    def test_a_question_twice_as_long_is_read_in_twice_as_many_steps(self, piece: str) -> None:
        assert steps_to_parse(piece * 800) < 3 * steps_to_parse(piece * 400) + 1_000


def steps_to_parse(text: str) -> int:
    """How many lines of Python are run."""
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    sys.settrace(count)  # type: ignore[arg-type]
    parse(text, SCHEMA)
    sys.settrace(None)
    return steps


def test_an_ignored_piece_equals_itself() -> None:
    assert parse("*", SCHEMA).ignored == (Ignored("*", 0, "a wildcard needs at least one letter"),)
