"""A person's words → clauses. Understands anything; says what it did not understand, and where.

    words              every one of them (or, where the caller says so, any)   kosovo tensions
    "…"                this phrase, unstemmed       "cordon sanitaire"
    "…"~5              near each other              "lavrov kosovo"~5
    AND OR NOT -       in capitals; a space is AND  serbia OR kosovo, -russia
    ( )                groups                       (serbia OR kosovo) police
    field:             in one field                 title:kosovo, country:Serbia
    vuc*  v?cic        words that begin so, or of this shape
    kosvo~  kosvo~2    words within one or two edits

OR binds weaker than AND. Colons after anything but a field's name, and any other signs, are punctuation.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from index import periods
from index.analysis import tokens
from index.query import And, AnyOf, Clause, Everything, Fuzzy, Not, Or, Phrase, Prefix, Wildcard, Word
from index.schema import Kind, Schema
from index.terms import MAX_FUZZY_DISTANCE

Resolver: TypeAlias = Callable[[str], tuple[str, ...]]
"""A value as a person writes it → the values of a KEYWORD field that it may mean."""

MAX_DEPTH = 20
"""Parentheses and negations inside each other; deeper ones are read as if they were not there."""

MAX_SLOP = 100


@dataclass(frozen=True, slots=True)
class Ignored:
    """A piece of the question that was not understood: what stands at which position, and why it was left out."""

    text: str
    position: int
    message: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a person's words mean; Everything when nothing was looked for."""

    clause: Clause
    ignored: tuple[Ignored, ...] = ()


_Kind: TypeAlias = Literal["phrase", "open", "close", "and", "or", "not", "field", "word"]


class _Piece(NamedTuple):
    kind: _Kind
    text: str
    position: int
    after: str = ""
    """What stands behind a phrase: its ~5, or `open` where its closing quote is missing."""


_PIECE = re.compile(
    r"""
      [“”„«»"](?P<phrase>[^“”„«»"]*)(?:(?P<closed>[“”„«»"])(?P<near>~\d{0,6})?|$)
    | (?P<open>\() | (?P<close>\))
    | (?P<and>(?:AND|&&)(?=[\s()]|$)) | (?P<or>(?:OR|\|\|)(?=[\s()]|$)) | (?P<not>NOT(?=[\s()]|$)|-(?=[^\s-]))
    | (?P<field>[^\W\d]\w*):(?=\S)
    | (?P<word>[^\s()“”„«»"]+)
    """,
    re.VERBOSE,
)
_SIGNS = "".join(set(string.punctuation) - set("*?~")) + "…–—"


class _Shape(NamedTuple):
    """A word as typed, without the signs around it; `distance` 0 where it is not fuzzy."""

    word: str
    is_prefix: bool
    distance: int

    @classmethod
    def of(cls, text: str) -> _Shape:
        typed = text.strip(_SIGNS)
        before, tilde, number = typed.rpartition("~")
        is_fuzzy = bool(tilde) and (not number or (number.isdecimal() and len(number) < 4))
        pattern = before.rstrip("~") if is_fuzzy else typed
        distance = min(max(int(number or 1), 1), MAX_FUZZY_DISTANCE) if is_fuzzy else 0
        word = pattern.rstrip("*")
        return cls(word, word != pattern, distance)

    @property
    def is_wildcard(self) -> bool:
        """Whether it has a `*` or `?` inside; a `?` at the end of what is typed only asks."""
        return "*" in self.word or "?" in (self.word if self.is_prefix else self.word.rstrip("?"))

    @property
    def is_one_word(self) -> bool:
        """Whether it is a single word, whatever its wildcards stand for."""
        return len(list(tokens(re.sub(r"[*?]+", "x", self.word)))) == 1


def parse(
    text: str,
    schema: Schema,
    resolvers: Mapping[str, Resolver] | None = None,
    words_joined_by: Literal["and", "or"] = "and",
) -> Parsed:
    """What the words mean. Never raises; the time it takes grows with the length of the text alone."""
    parser = _Parser(text, schema, resolvers or {}, list(_pieces(text)), words_joined_by)
    clause = parser.whole()
    return Parsed(clause or Everything(), tuple(sorted(parser.ignored, key=lambda piece: piece.position)))


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        kind: _Kind = "phrase" if match["phrase"] is not None else match.lastgroup  # type: ignore[assignment]
        is_open = kind == "phrase" and not match["closed"]
        yield _Piece(kind, match[kind] or "", match.start(), "open" if is_open else match["near"] or "")


@dataclass(slots=True)
class _Parser:
    """Recursive descent over the pieces: either → both → one."""

    text: str
    schema: Schema
    resolvers: Mapping[str, Resolver]
    pieces: list[_Piece]
    words_joined_by: Literal["and", "or"]
    at: int = 0
    depth: int = 0
    ignored: list[Ignored] = field(default_factory=list)

    def whole(self) -> Clause | None:
        found: list[Clause] = []
        while (piece := self._peek()) is not None:
            if (clause := self._either()) is not None:
                found.append(clause)
            if (piece := self._peek()) is not None and piece.kind == "close":
                self._ignore(piece, "this closing parenthesis has no opening one")
                self.at += 1
        return _joined(And, found)

    def _either(self) -> Clause | None:
        found: list[Clause] = []
        while True:
            if (clause := self._both()) is not None:
                found.append(clause)
            operator = self._peek()
            if operator is None or operator.kind != "or":
                return _joined(Or, found)
            self.at += 1
            if clause is None:
                self._ignore(operator, "OR needs something before it")
            if (follower := self._peek()) is None or follower.kind == "close":
                self._ignore(operator, "OR needs something after it")

    def _both(self) -> Clause | None:
        groups: list[list[Clause]] = []  # of clauses with AND between them
        is_joined = False
        while (piece := self._peek()) is not None and piece.kind not in ("or", "close"):
            if piece.kind == "and":
                self.at += 1
                follower = self._peek()
                if not groups or follower is None or follower.kind in ("or", "close", "and"):
                    self._ignore(piece, "AND needs something before and after it")
                is_joined = bool(groups)
            elif (clause := self._one()) is not None:
                groups[-1:] = [[*groups[-1], clause]] if is_joined else [*groups[-1:], [clause]]
                is_joined = False
        return self._side_by_side([group for group in map(partial(_joined, And), groups) if group is not None])

    def _side_by_side(self, clauses: list[Clause]) -> Clause | None:
        """What clauses with only a space between them mean; exclusions are never alternatives."""
        if self.words_joined_by == "and":
            return _joined(And, clauses)
        wanted = _joined(Or, [clause for clause in clauses if not isinstance(clause, Not)])
        excluded: list[Clause] = [clause for clause in clauses if isinstance(clause, Not)]
        return _joined(And, [wanted, *excluded] if wanted is not None else excluded)

    def _one(self) -> Clause | None:
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind in ("not", "open") and self.depth >= MAX_DEPTH:
            self._ignore(piece, f"groups and negations go {MAX_DEPTH} deep at most")
            return None
        if piece.kind == "not":
            return self._negated(piece)
        if piece.kind == "open":
            return self._group(piece)
        if piece.kind == "field":
            return self._in_field(piece)
        return self._leaf(piece, None)

    def _negated(self, piece: _Piece) -> Clause | None:
        follower = self._peek()
        if follower is None or follower.kind in ("and", "or", "close"):
            self._ignore(piece, f"{piece.text} needs something after it")
            return None
        inner = self._deeper(self._one)
        return Not(inner) if inner is not None else None

    def _group(self, piece: _Piece) -> Clause | None:
        inner = self._deeper(self._either)
        closing = self._peek()
        if closing is not None and closing.kind == "close":
            self.at += 1
        else:
            self._ignore(piece, "this opening parenthesis has no closing one")
        return inner

    def _deeper(self, rule: Callable[[], Clause | None]) -> Clause | None:
        self.depth += 1
        clause = rule()
        self.depth -= 1
        return clause

    def _in_field(self, piece: _Piece) -> Clause | None:
        known = {other.name: other for other in self.schema.fields if other.kind is not Kind.STORED}
        name = piece.text.lower()
        follower = self._peek()
        if name not in known:
            if follower is not None and follower.kind in ("word", "phrase"):
                fields = ", ".join(f"{other}:" for other in known)
                self._ignore(piece, f"{piece.text}: is not a field, so it is taken for a word; the fields are {fields}")
            return self._leaf(piece, None)
        if follower is None or follower.kind not in ("word", "phrase"):
            self._ignore(piece, f"{piece.text}: needs a word or a phrase right after it")
            return None
        self.at += 1
        return self._leaf(follower, name)

    def _leaf(self, piece: _Piece, name: str | None) -> Clause | None:
        if name is not None and self.schema.field(name).kind is not Kind.TEXT:
            return self._value(piece, name)
        if piece.kind == "phrase":
            return self._phrase(piece, name)
        return self._word(piece, name)

    def _value(self, piece: _Piece, name: str) -> Clause | None:
        """A value of a KEYWORD or DAY field: `unknown` stands for having none."""
        if piece.text.lower() == "unknown":
            return AnyOf(name, (None,))
        if self.schema.field(name).kind is Kind.DAY:
            try:
                periods.bounds(piece.text)
            except ValueError as error:
                self._ignore(piece, str(error))
                return None
            return AnyOf(name, (piece.text,))
        resolve = self.resolvers.get(name)
        return AnyOf(name, (resolve(piece.text) if resolve else ()) or (piece.text,))

    def _phrase(self, piece: _Piece, name: str | None) -> Clause | None:
        if not any(tokens(piece.text)):
            self._ignore(piece, "there is no word in these quotes")
            return None
        if piece.after == "open":
            self._ignore(piece, "this quote has no closing one, so the phrase goes on to the end")
        slop = min(int(piece.after[1:] or 1), MAX_SLOP) if piece.after.startswith("~") else 0
        return Phrase(piece.text, name, slop)

    def _word(self, piece: _Piece, name: str | None) -> Clause | None:
        if piece.text.isascii() and piece.text.isalnum():  # most words: no sign in or around them
            return Word(piece.text, name)
        shape = _Shape.of(piece.text)
        if not any(tokens(shape.word)):
            is_wild = "*" in piece.text or "?" in piece.text
            self._ignore(piece, "a wildcard needs at least one letter" if is_wild else "there is no word in this")
            return None
        if not (shape.is_wildcard or shape.is_prefix or shape.distance):
            return Word(piece.text, name)
        if not shape.is_one_word:
            self._ignore(piece, "signs for prefixes, wildcards and fuzzy words work on single words")
            return Word(piece.text, name)
        if shape.is_wildcard or (shape.is_prefix and shape.distance):
            if shape.distance:
                self._ignore(piece, "a word is fuzzy or has wildcards, not both, so the ~ is left out")
            return Wildcard(shape.word + "*" * shape.is_prefix, name)
        return Fuzzy(shape.word, name, shape.distance) if shape.distance else Prefix(shape.word, name)

    def _peek(self) -> _Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _ignore(self, piece: _Piece, message: str) -> None:
        self.ignored.append(Ignored(piece.text or self.text[piece.position :][:20], piece.position, message))


def _joined(kind: type[And] | type[Or], clauses: list[Clause]) -> Clause | None:
    """One clause of several; None of none."""
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return kind(tuple(clauses))
