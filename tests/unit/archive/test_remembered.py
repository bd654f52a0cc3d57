"""Answers are remembered within a bound."""

from __future__ import annotations

from archive.web.remembered import Remembered, RememberedAnswers


def answer(size: int) -> Remembered:
    return Remembered(b"." * size, "application/json", ())


def test_what_was_kept_is_there() -> None:
    answers = RememberedAnswers(100)
    answers.keep("a", answer(60))
    assert answers.get("a") == answer(60)
    assert answers.get("b") is None


def test_what_was_not_used_for_longest_goes_first() -> None:
    answers = RememberedAnswers(100)
    answers.keep("a", answer(40))
    answers.keep("b", answer(40))
    answers.get("a")
    answers.keep("c", answer(40))
    assert [key for key in "abc" if answers.get(key)] == ["a", "c"]


def test_an_answer_kept_twice_takes_its_room_once() -> None:
    answers = RememberedAnswers(100)
    answers.keep("a", answer(40))
    for _ in range(3):
        answers.keep("b", answer(40))
    assert [key for key in "ab" if answers.get(key)] == ["a", "b"]


def test_an_answer_larger_than_all_the_room_is_not_kept() -> None:
    answers = RememberedAnswers(100)
    answers.keep("a", answer(40))
    answers.keep("b", answer(101))
    assert [key for key in "ab" if answers.get(key)] == ["a"]


def test_no_room_keeps_nothing() -> None:
    answers = RememberedAnswers(0)
    answers.keep("a", answer(1))
    assert answers.get("a") is None
