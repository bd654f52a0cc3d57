"""From text to terms: how words are found, folded and stemmed, each defined once and used by every engine.

Two forms of each word are indexed. The *exact* form is folded: case, diacritics, script and punctuation inside a word
do not matter, so that Vučić, Vucic and Вучић are one term. The *stem* is what the word's inflections share in the
document's language, so that tension and tensions are one term. Phrases, prefixes, wildcards and fuzzy words look at
exact forms, plain words at stems.

Cyrillic is written in Latin letters as Serbian does it (Gaj's alphabet, without its diacritics), whatever the
language: Лавров and Lavrov meet, and so do Косово and Kosovo. đ is spelt dj and d in Latin text without diacritics:
a word with it stands at its place under both spellings.
"""

from __future__ import annotations

import functools
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
import Stemmer

from index import function_words

DEFAULT_LANGUAGE = "en"
"""Language of documents that do not say theirs; its stems carry no language tag."""

STEMMERS = {"en": "english", "sr": "serbian", "ru": "russian"}
"""Language → Snowball algorithm (snowballstem.org). Documents in other languages are indexed by exact form alone."""

MAX_TERM_LENGTH = 64
"""Longer words (keys, encoded data) are cut to this many characters, in documents and queries alike."""

_WORD = regex.compile(
    r"""
      \p{L}(?:\.\p{L})+\.?(?!\p{L})                            # U.S., U.N.
    | [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}] # scripts without spaces: a character at a time
    | \p{N}++(?:[.,]\p{N}++)*+(?![\p{L}\p{M}])                    # 10,000  3.5
    | [\p{L}\p{M}\p{N}\p{Cf}]++(?:['’ʼ][\p{L}\p{M}]++)*+         # Russia’s, O'Brien, F16, 1990s
    """,
    regex.VERBOSE | regex.VERSION1,
)
_INSIDE = regex.compile(r"(?:['’ʼ]s$)|[.,'’ʼ\p{Cf}](?!\p{N})|,")
_DIACRITICS = regex.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]")
_LATIN = {
    "абвгдежз": "abvgdezz",
    "ијклмноп": "ijklmnop",
    "рстћуфхцчш": "rstcufhccs",
    "ѐѝйёэыіїєґўѓќѕ": "eijeeyiiegugkz",
    "łøðıŋħŧ": "lodinht",
}
_SPELLINGS = {ord(a): b for letters, latin in _LATIN.items() for a, b in zip(letters, latin, strict=True)} | {
    ord(letter): spelling
    for letter, spelling in (
        *(
            ("љ", "lj"),
            ("њ", "nj"),
            ("џ", "dz"),
            ("ђ", "đ"),
            ("щ", "sc"),
            ("ю", "ju"),
            ("я", "ja"),
            ("ъ", ""),
            ("ь", ""),
        ),
        *(("æ", "ae"), ("œ", "oe"), ("þ", "th")),
    )
}


class Token(NamedTuple):
    """One word of a text as it stands there, with its character offsets."""

    text: str
    start: int
    end: int


class _Stemmers(threading.local):
    """A set of stemmers for each thread: PyStemmer's objects are not safe to share. Their own caches cost more time
    than stemming does."""

    def __init__(self) -> None:
        self.of = {language: Stemmer.Stemmer(algorithm, 0) for language, algorithm in STEMMERS.items()}


_stemmers = _Stemmers()


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The words of a text that have an exact term, in order; the n-th has position n.

    With a `start` at which a word or white space begins, the words from there on.
    """
    for match in _WORD.finditer(text, start):
        if exact_terms(match[0]):
            yield Token(match[0], match.start(), match.end())


def candidates(text: str) -> Iterator[regex.Match[str]]:
    """Where words of a text may be, in order; those that have an exact term are its `tokens`."""
    return _WORD.finditer(text)


@functools.lru_cache(maxsize=1 << 16)
def exact_terms(word: str) -> tuple[str, ...]:
    """The folded spellings of one word: one, or two where it has a đ; none where nothing is left."""
    if word.isascii():  # most words: the rest of what follows would not change them
        ascii_only = word.lower() if word.isalnum() else _INSIDE.sub("", word.lower())
        return (ascii_only[:MAX_TERM_LENGTH],) if ascii_only else ()
    plain = _INSIDE.sub("", unicodedata.normalize("NFKC", word).casefold())
    latin = unicodedata.normalize("NFD", plain.translate(_SPELLINGS))
    folded = unicodedata.normalize("NFC", _DIACRITICS.sub("", latin))[:MAX_TERM_LENGTH]
    if "đ" in folded:
        return folded.replace("đ", "dj")[:MAX_TERM_LENGTH], folded.replace("đ", "d")
    return (folded,) if folded else ()


@functools.lru_cache(maxsize=1 << 16)
def stem_terms(word: str, language: str | None) -> tuple[str, ...]:
    """What a word of a document in that language is found by as a plain word.

    In the default language its stem. In another, its stem tagged with the language (a stem means nothing in other
    languages: the Serbian stem of Serbia is the English one of Serb) and its exact form, which every language shares.
    A Serbian word of grammar has its exact form alone.
    """
    language = language or DEFAULT_LANGUAGE
    exact = exact_terms(word)
    if language not in STEMMERS:
        return exact
    if language == DEFAULT_LANGUAGE:
        return (_stem(exact[0], language),) if len(exact) == 1 else _unique(_stem(term, language) for term in exact)
    if language == "sr" and not function_words.SERBIAN.isdisjoint(exact):
        return exact
    return _unique([*(_tagged(word, term, language) for term in exact), *exact])


def default_stems(exact: Sequence[str]) -> list[str]:
    """The stems in the default language of many exact terms, which takes a fraction of the time when done at once."""
    stems: list[str] = _stemmers.of[DEFAULT_LANGUAGE].stemWords(exact)
    return stems


@functools.lru_cache(maxsize=1 << 14)
def query_terms(word: str) -> tuple[str, ...]:
    """The stem terms that answer one word of a question, whose language is not known: those of every language."""
    return _unique(
        term
        for language in (DEFAULT_LANGUAGE, *STEMMERS)
        for term in stem_terms(word, language)
        if language != "ru" or _is_cyrillic(word)
    )


def exact_text(text: str) -> list[tuple[str, ...]]:
    """The exact terms of a text, position by position."""
    return [exact_terms(token.text) for token in tokens(text)]


def fold(text: str) -> str:
    """A text as its exact words, one space between: for comparing labels and typed words."""
    return " ".join(terms[0] for terms in exact_text(text))


def _tagged(word: str, exact: str, language: str) -> str:
    if language == "ru":  # its stemmer reads Cyrillic only
        stem = _stem(unicodedata.normalize("NFKC", word).casefold().replace("ё", "е"), language)
        return f"ru:{(exact_terms(stem) or (exact,))[0]}"
    return f"{language}:{_stem(exact, language)}"


def _stem(term: str, language: str) -> str:
    stem: str = _stemmers.of[language].stemWord(term)
    return stem


def _is_cyrillic(word: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" for letter in word)


def _unique(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
