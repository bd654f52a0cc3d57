"""Words found by the ways in which they are written are those that analysing the text finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokens
from index.columnar import plain_quoting, quoting
from index.columnar.marking import places, wanted

SIGNS = [*"ab1.,- \n“—'’ʼž東²", "Gas", "gas", "Вучић", "16", "\u00ad"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@given(TEXTS, st.lists(TEXTS, max_size=3))
@example("O'Brien gas'gas a.b'gas 3.gas U.gas gas. gas's", ["gas gas Brien"])
def test_places_are_those_of_the_words_of_a_text(text: str, others: list[str]) -> None:
    surfaces = {token.text for given in (text, *others) for token in tokens(given)}
    assert places(text, wanted([surfaces])) == [(token.start, token.end, 0) for token in tokens(text)]


@given(TEXTS, st.lists(st.sampled_from(["gas", "Gas", "Вучић", "gasž", "ab", "a1", "žgas"]), unique=True).map(tuple))
def test_the_compiled_loop_finds_the_same_words(text: str, surfaces: tuple[str, ...]) -> None:
    numbers = tuple(range(len(surfaces)))
    ours, theirs = (loops.words_in(text, surfaces, numbers) for loops in (quoting, plain_quoting))
    assert ours == theirs


WORDS = st.lists(st.sampled_from([*"ab. ?!\n\u2009", "gas ", "Вучић. ", "long" * 20]), min_size=1, max_size=60)


@given(WORDS.map("".join), st.data(), st.integers(0, 5), st.integers(0, 200))
def test_the_compiled_loop_quotes_the_same_fragments(text: str, data: st.DataObject, count: int, length: int) -> None:
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.integers(0, 3))
    drawn = data.draw(st.lists(place, max_size=12))
    marks = sorted((min(a, b), max(a, b), number) for a, b, number in drawn if a != b)
    assert quoting.quoted(text, marks, count, length) == plain_quoting.quoted(text, marks, count, length)


SURFACES = st.lists(st.sampled_from(["gas", "ab", "a1", "longlong", "Вучић"]), unique=True).map(tuple)


@given(st.one_of(TEXTS, WORDS.map("".join)), SURFACES, st.integers(0, 3), st.integers(0, 60))
@example("gas ab. gas' gas", ("gas", "ab"), 2, 9)
@example("gas ab. gas ", ("gas", "ab"), 2, 9)
@example("Gas’s gas", ("gas",), 1, 9)
@example("it's a gas's gas", ("gas",), 1, 9)
@example("gas a-b", ("gas",), 1, 9)
def test_the_compiled_loop_shows_the_same(text: str, surfaces: tuple[str, ...], count: int, length: int) -> None:
    asked = text, surfaces, tuple(range(len(surfaces))), ("a-b", "Gas’s", "gas's"), count, length
    ours, theirs = (loops.shown(*asked) for loops in (quoting, plain_quoting))
    assert ours == theirs
