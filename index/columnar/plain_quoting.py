"""The loops that take snippets from texts in Python: complete without a compiler, and the meaning of `_quoting.c`."""

from __future__ import annotations

from index.snippets import Mark, Span, chosen

REVISION = 1
"""Raised whenever a loop takes or gives something else; that of `_quoting.c` must be the same."""


def words_in(text: str, surfaces: tuple[str, ...], numbers: tuple[int, ...]) -> tuple[list[Mark], list[Mark]]:
    """Where these surfaces stand in a text, as (start, end, number), in order: those that are words for certain, and
    those of which the signs around them leave a doubt.

    Surfaces are letters below U+0530 and digits, two at least, a letter first. Numbers ascend.
    """
    sure: list[Mark] = []
    unsure: list[Mark] = []
    for surface, number in zip(surfaces, numbers, strict=True):
        start = text.find(surface)
        while start >= 0:
            end = start + len(surface)
            around = {_sign_kind(sign) for sign in (text[start - 1 : start], text[end : end + 1])}
            if "inside" not in around:
                (unsure if "doubtful" in around else sure).append((start, end, number))
            start = text.find(surface, start + 1)
    return sorted(sure), sorted(unsure)


def quoted(text: str, marks: list[Mark], count: int, length: int) -> list[tuple[str, tuple[Span, ...]]]:
    """At most so many fragments of about that length, those that show most of the marks, with where marks are in each.

    Marks are in order, and none is empty.
    """
    return [(snippet.text, snippet.marks) for snippet in chosen(text, marks, count, length)]


def shown(
    text: str, surfaces: tuple[str, ...], numbers: tuple[int, ...], others: tuple[str, ...], count: int, length: int
) -> list[tuple[str, tuple[Span, ...]]] | None:
    """`quoted` of where these surfaces stand in a text.

    None where the signs around one leave a doubt, or one of the other surfaces is in the text.
    """
    sure, unsure = words_in(text, surfaces, numbers)
    return None if unsure or any(other in text for other in others) else quoted(text, sure, count, length)


def _sign_kind(sign: str) -> str:
    """Whether a sign beside a word parts it from others, is inside of one with it, or either."""
    if not sign or "\u2010" <= sign <= "\u2026" or sign in "\xa0«»":
        return "doubtful" if sign == "’" else "separator"
    if sign.isascii():
        return "inside" if sign.isalnum() else "doubtful" if sign == "'" else "separator"
    return "inside" if sign < "\u0530" and sign.isalpha() else "doubtful"
