"""HTML pages: the article by trafilatura, its date by htmldate, and what the page shows besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement, tostring
from trafilatura.metadata import extract_metadata

from .body import is_prose, line_cues
from .cues import Cue
from .dates import Date, in_address
from .furniture import BYLINE_LINES, Cut
from .lines import Line, line_key, split_lines, tidy, words
from .markup import BadMarkup, parse_html, visible_text
from .metadate import estimate_date, find_meta_date, own_day
from .parts import KEPT, assemble, place_of_prose
from .rules import Rules

__all__ = ["BadMarkup", "Extracted", "extract_html"]

_MARKS = re.compile(r"^- |\|")
"""What trafilatura puts before items of a list and between cells of a table."""

_SEPARATOR = re.compile(r"\s+[|–—:·»-]\s+")

_CONTAINED = 25
"""Length in characters from which a line of the page that stands inside a paragraph is taken for a part of it."""

_ENOUGH = 0.6
"""Share of the words of the balanced extraction below which the precise one is taken to have missed the article."""


@dataclass(frozen=True)
class Extracted:
    """An article taken out of an HTML page.

    `raw` is what the page shows as plain text, a line a block; `cuts` are spans of it. `meta_date` is by the page's
    metadata or, marked `estimated`, by the lines under its headline. The rest is as in `furniture.Cleaned`.
    """

    title: str
    text: str
    language: str | None
    meta_date: Date | None
    url: str | None
    site: str | None
    author: str | None
    credit: str | None
    raw: str
    cuts: tuple[Cut, ...]
    caption: str | None = None
    dateline: str | None = None


def extract_html(html: str, url: str | None, rules: Rules | None = None) -> Extracted:
    """Take the article out of a page that came from `url`; raise `BadMarkup` for one that cannot be read.

    Lines that the operator's rules keep or cut are kept or cut whatever else speaks for or against them. A page on
    which nothing is found to be an article gives an empty text.
    """
    tree = parse_html(html)
    raw = visible_text(tree)
    meta = extract_metadata(tree, default_url=url, extensive=False)
    lines = split_lines(raw)
    title = _without_site(tidy(meta.title or ""), lines)
    operator = rules or Rules()
    texts = _with_kept_lines(_article_lines(tree), lines, operator)
    places = _places(texts, title, operator)
    parts = assemble(texts, places)
    kept = _kept(lines, [title, *(text for text, place in zip(texts, places, strict=True) if place in KEPT)])
    return Extracted(
        title=title,
        text=parts.text,
        language=_declared_language(tree),
        meta_date=_date(tree, _under_headline(lines, kept, title), url or meta.url),
        url=url or meta.url,
        site=meta.sitename,
        author=meta.author,
        credit=parts.credit,
        raw=raw,
        cuts=tuple(_cuts(lines, kept, operator)),
        caption=parts.caption,
        dateline=parts.dateline,
    )


def _cuts(lines: Sequence[Line], kept: Sequence[bool], rules: Rules) -> Iterator[Cut]:
    """Give what the page shows besides the article, by the words that tell furniture, else by where it stands."""
    places = [i for i, keep in enumerate(kept) if keep] or [len(kept)]
    for i, (line, cue) in enumerate(zip(lines, line_cues([line.text for line in lines]), strict=True)):
        if not kept[i]:
            position = "before-article" if i < places[0] else "after-article" if i > places[-1] else "markup"
            rule = "operator" if rules.verdict(line.text) == "cut" else cue.rule if cue else position
            yield Cut(rule, line.start, line.end)


def _date(tree: HtmlElement, under_headline: Iterable[str], url: str | None) -> Date | None:
    meta = find_meta_date(tree)
    printed = estimate_date(under_headline)
    if meta is None:
        return printed
    return own_day(meta, (printed, in_address(url, "url") if url else None))


def _without_site(title: str, lines: Sequence[Line]) -> str:
    """Take a site's name off the end of a title, where the page prints the headline without it."""
    shown = {line_key(line.text) for line in lines}
    heads = (title[: match.start()] for match in reversed(list(_SEPARATOR.finditer(title))))
    return next((head for head in heads if line_key(head) in shown and line_key(title) not in shown), title)


def _article_lines(tree: HtmlElement) -> list[str]:
    """Give the article's paragraphs by trafilatura, tuned for precision unless that misses much of the article."""
    source = tostring(tree, encoding="unicode")
    precise = _extract(source, favor_precision=True)
    balanced = _extract(source, favor_precision=False)
    return precise if _size(precise) >= _ENOUGH * _size(balanced) else balanced


def _extract(source: str, *, favor_precision: bool) -> list[str]:
    text = trafilatura.extract(source, favor_precision=favor_precision, include_comments=False) or ""
    return [line for line in (tidy(_MARKS.sub(" ", line)) for line in text.splitlines()) if line]


def _size(paragraphs: Sequence[str]) -> int:
    return sum(len(words(paragraph)) for paragraph in paragraphs)


def _declared_language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    return declared if declared.isalpha() and len(declared) == 2 else None


def _with_kept_lines(texts: Sequence[str], lines: Sequence[Line], rules: Rules) -> list[str]:
    """Give the paragraphs with the lines of the page that the operator keeps, each above what follows it there."""
    found = list(texts)
    for i, line in enumerate(lines):
        if rules.verdict(line.text) == "keep" and line.text not in found:
            below = next((other.text for other in lines[i + 1 :] if other.text in found), None)
            found.insert(len(found) if below is None else found.index(below), line.text)
    return found


def _places(texts: Sequence[str], title: str, rules: Rules) -> list[str]:
    return [
        "title-again" if line_key(text) == line_key(title) else _place(text, cue, rules)
        for text, cue in zip(texts, line_cues(texts), strict=True)
    ]


def _place(text: str, cue: Cue | None, rules: Rules) -> str:
    verdict = rules.verdict(text)
    if verdict is not None:
        return "text" if verdict == "keep" else "operator"
    return place_of_prose(text) if cue is None else cue.rule


def _kept(lines: Sequence[Line], texts: Sequence[str]) -> list[bool]:
    """Tell for each line the page shows whether it went into the article, whole or as a part of a paragraph."""
    keys = {line_key(text) for text in texts}
    joined = "\n".join(keys)
    return [
        key in keys or (len(key) >= _CONTAINED and key in joined) for key in (line_key(line.text) for line in lines)
    ]


def _under_headline(lines: Sequence[Line], kept: Sequence[bool], title: str) -> Sequence[str]:
    """Give the lines left out between a headline and the first paragraph below: byline and time stand there."""
    for headline in (i for i, line in enumerate(lines) if line_key(line.text) == line_key(title)):
        reach = range(headline + 1, min(headline + 1 + BYLINE_LINES, len(lines)))
        below = next((i for i in reach if kept[i] and is_prose(lines[i].text)), headline)
        under = [lines[i].text for i in range(headline + 1, below) if not kept[i]]
        if under:
            return under
    return []
