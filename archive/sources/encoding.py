"""In which encoding a page is written."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from archive.catalogue import PageKind

GUESSED_FROM = 65_536

WEB_ENCODINGS = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5"),
    *("koi8_r", "koi8_u", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
"""Encodings that pages are written in (of those in encoding.spec.whatwg.org); others would only mislead a guess."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, and what a person should know about how it was found."""

    name: str
    warning: str | None = None


def find_encoding(body: bytes, kind: PageKind, charset: str | None = None) -> Encoding:
    """By byte order mark, declaration, UTF-8, or a guess; what is no text in it is to be decoded with replacement."""
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return Encoding(name) if _decodes(body, name) else Encoding(name, f"has broken {name.upper()}")
    for declared in (charset, _declared(body) if kind == "html" else None):
        if declared and (codec := _codec(declared)) and _decodes(body, codec):
            return Encoding(codec)
    if _decodes(body, "utf-8"):
        return Encoding("utf-8")
    return _guess(body)


def _guess(body: bytes) -> Encoding:
    decoded = body.decode("utf-8", "replace")
    broken = decoded.count("�")
    sound = sum(letter > "\x7f" for letter in decoded) - broken
    best = None if sound >= broken else _best_guess(body[:GUESSED_FROM])
    if best is None or not _decodes(body, best.encoding):
        return Encoding("utf-8", "has broken UTF-8: what could not be read shows as �")
    return Encoding(best.encoding, f"does not say its encoding: read as {best.encoding}")


def _best_guess(sample: bytes) -> charset_normalizer.CharsetMatch | None:
    return charset_normalizer.from_bytes(sample, cp_isolation=list(WEB_ENCODINGS)).best()


def _declared(body: bytes) -> str | None:
    match = _META_CHARSET.search(body, 0, 4096)
    return match[1].decode("ascii") if match else None


def _codec(name: str) -> str | None:
    """The Python codec of a label; the web means Windows-1252 when it says Latin-1 (encoding.spec.whatwg.org)."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec


def _decodes(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
