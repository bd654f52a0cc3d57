"""Citations of an article: as plain text, for BibTeX and for RIS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from babel.dates import format_date

from archive.article import Article

CitationFormat: TypeAlias = Literal["plain", "bibtex", "ris"]

_BIBTEX_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_BIBTEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_DATE_FORMATS = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}


def cite(article: Article, format: CitationFormat, address: str, generation: int) -> str:
    """The citation; `address` is the permanent link of the article, `generation` that of the index it was found by."""
    return _FORMATS[format](article, address, generation)


def _plain(article: Article, address: str, generation: int) -> str:
    date = _date(article) or "date unknown"
    return f"“{article.title}”, {article.source}, {date}. {address} (generation {generation} of the archive)."


def _bibtex(article: Article, address: str, generation: int) -> str:
    values = {
        "title": _bibtex_text(article.title),
        "journal": _bibtex_text(article.source),
        "date": _iso_date(article),
        "url": article.url or address,
        "note": f"Archived at {address}, generation {generation}",
        "langid": article.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join((f"@article{{{article.id},", *lines, "}"))


def _ris(article: Article, address: str, generation: int) -> str:
    """RIS: two letters, two spaces, a hyphen and a space before each value; TY first, ER last."""
    return "\n".join(f"{tag}  - {_one_line(value)}" for tag, value in _ris_values(article, address, generation))


def _ris_values(article: Article, address: str, generation: int) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "TI", article.title
    yield "T2", article.source
    if article.date:
        yield "DA", (_iso_date(article) or "").replace("-", "/")
        yield "PY", str(article.date.year)
    if article.language:
        yield "LA", article.language
    yield "UR", article.url or address
    yield "N1", f"Archived at {address}, generation {generation}"
    yield "ID", article.id
    yield "ER", ""


def _date(article: Article) -> str | None:
    pattern = _DATE_FORMATS[article.date_precision or "day"]
    return format_date(article.date, pattern, locale="en") if article.date else None


def _iso_date(article: Article) -> str | None:
    """The date as far as it is known: 2019, 2019-05 or 2019-05-29."""
    length = {"day": 10, "month": 7, "year": 4}[article.date_precision or "day"]
    return article.date.isoformat()[:length] if article.date else None


def _bibtex_text(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX_WORDS.get(found[0], f"\\{found[0]}"), _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


_FORMATS: dict[CitationFormat, Callable[[Article, str, int], str]] = {"plain": _plain, "bibtex": _bibtex, "ris": _ris}
