"""From source pages to articles: cleans each page, and finds its language, date, actors and countries."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archive.article import Actor, Article, Country, Cut
from archive.catalogue import Skipped, SourcePage
from archive.sources import Given
from archive.text import actors, countries
from archive.text.actors import NameFinder, find_actors_batch
from archive.text.dateline import dateline_length
from archive.text.dates import BadDate, Date, find_date
from archive.text.furniture import CLEANING_VERSION, Furniture, Rules, clean
from archive.text.furniture import Cut as TextCut
from archive.text.html import BadMarkup, extract_html
from archive.text.language import detect_language
from archive.text.script import find_script

TITLE_LENGTH = 80
NOTHING_LEFT = "has nothing left after cleaning: it is furniture only"
_URL_SAFE_ID = re.compile(r"(?!\.+$)[A-Za-z0-9._~-]{1,128}")
_SERBIAN_GROUP = frozenset({"hr", "bs", "sh"})


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article with the page it was taken from; `warnings` say what of the page could not be used."""

    article: Article
    page: SourcePage
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Craft:
    """What extraction goes by besides the page: furniture and rules by source, and the name finder if there is one."""

    furniture: Mapping[str, Furniture] = field(default_factory=dict)
    rules: Mapping[str, Rules] = field(default_factory=dict)
    finder: NameFinder | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a page is made of, whatever kind of page it was."""

    title: str
    text: str
    raw: str
    cuts: tuple[TextCut, ...] = ()
    credit: str | None = None
    caption: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None
    shown_date: Date | None = None
    dateline_year: int | None = None


def extractor_version(with_names: bool) -> str:
    """Names everything in this program that decides how a page turns into an article."""
    return (
        f"{CLEANING_VERSION}.{actors.EXTRACTOR_VERSION}.{countries.EXTRACTOR_VERSION}{'+names' if with_names else ''}"
    )


def extract(pages: Sequence[SourcePage], craft: Craft) -> list[Extraction | Skipped]:
    """The article of each page, in order, or why it has none. A batch is faster than one page after the other."""
    read = [_read(page, craft) for page in pages]
    found = find_actors_batch(
        (
            (one.article.title, _with_caption(one.article), one.article.language)
            for one in read
            if isinstance(one, Extraction)
        ),
        craft.finder,
    )
    return [
        dataclasses.replace(one, article=_with_actors(one.article, next(found))) if isinstance(one, Extraction) else one
        for one in read
    ]


def article_id(given: Given, url: str | None, source: str, path: str) -> str:
    """A stable id: the given one where it can stand in a URL, else a hash of it, of the URL, or of source and path."""
    if given.id:
        return given.id if _URL_SAFE_ID.fullmatch(given.id) else _hash(given.id)
    return _hash(url) if url else _hash(f"{source}\n{path}")


def has_own_id(page: SourcePage, article: Article) -> bool:
    """Whether the article's id comes from more than where its file lies."""
    return article.id != article_id(Given(), None, page.source, page.path)


def _read(page: SourcePage, craft: Craft) -> Extraction | Skipped:
    given = Given.from_mapping(page.given)
    try:
        parts = _take_apart(page, given, craft)
    except BadMarkup as error:
        return Skipped(page.source, page.path, f"cannot be read as HTML: {error}")
    if not parts.text:
        return Skipped(page.source, page.path, NOTHING_LEFT)
    warnings: tuple[str, ...] = ()
    try:
        date = _date(parts, given, page.path)
    except BadDate as error:
        date, warnings = (
            _date(parts, dataclasses.replace(given, date=None), page.path),
            (f"has a date that is not used: {error}",),
        )
    return Extraction(_article(page, given, parts, date), page, warnings)


def _take_apart(page: SourcePage, given: Given, craft: Craft) -> _Parts:
    text = page.text
    if page.kind == "html":
        return _html_parts(text, given.url, craft.rules.get(page.source))
    if page.kind == "article":
        return _article_parts(text)
    cleaned = clean(text, craft.furniture.get(page.source), craft.rules.get(page.source))
    return _Parts(
        title=cleaned.title,
        text=cleaned.text,
        raw=text,
        cuts=cleaned.cuts,
        credit=cleaned.credit,
        caption=cleaned.caption,
        dateline=cleaned.dateline,
        shown_date=cleaned.printed_date,
        dateline_year=cleaned.dateline_year,
    )


def _html_parts(html: str, url: str | None, rules: Rules | None) -> _Parts:
    found = extract_html(html, url, rules)
    return _Parts(
        title=found.title,
        text=found.text,
        raw=found.raw,
        cuts=found.cuts,
        credit=found.credit,
        caption=found.caption,
        dateline=found.dateline,
        url=_own_address(found.url),
        language=found.language,
        shown_date=found.meta_date,
    )


def _article_parts(text: str) -> _Parts:
    """An article given as such is left as it is, but for its dateline and the form of its letters and spaces."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\xa0", " ").strip()
    length = dateline_length(plain)
    return _Parts("", plain[length:] or plain, text, dateline=plain[:length].strip() or None)


def _own_address(url: str | None) -> str | None:
    """A page that names the site's front page as its address does not say where it is itself."""
    return url if url and (urlsplit(url).path.strip("/") or urlsplit(url).query) else None


def _date(parts: _Parts, given: Given, path: str) -> Date | None:
    return find_date(
        given=given.date,
        meta=parts.shown_date,
        url=given.url or parts.url,
        filename=path.rpartition("/")[2],
        dateline=given.dateline or parts.dateline,
        year=None if given.dateline else parts.dateline_year,
    )


def _article(page: SourcePage, given: Given, parts: _Parts, date: Date | None) -> Article:
    title = given.title or parts.title or _first_words(parts.text)
    language = _language(given.language) or detect_language(f"{parts.text}\n{title}") or _language(parts.language)
    dateline = given.dateline or parts.dateline
    url = given.url or parts.url
    extra = dict(given.extra)
    corrects = extra.pop("corrects", None)
    if dateline:
        extra["dateline"] = dateline
    return Article(
        id=article_id(given, url, page.source, page.path),
        source=page.source,
        title=title,
        text=parts.text,
        url=url,
        language=language,
        script=find_script(parts.text),
        caption=parts.caption,
        credit=given.credit or parts.credit,
        date=date.day if date else None,
        date_precision=date.precision if date else None,
        date_source=date.source if date else None,
        countries=_countries(title, parts.text, language, dateline, date.day if date else None),
        cuts=tuple(_cut(cut, parts.raw) for cut in parts.cuts if parts.raw[cut.start : cut.end].strip()),
        corrects=_corrected(corrects),
        extra=extra,
    )


def _countries(
    title: str, text: str, language: str | None, dateline: str | None, day: datetime.date | None
) -> tuple[Country, ...]:
    found = countries.find_countries(title, text, language=language, dateline=dateline, date=day)
    return tuple(
        Country(one.code, countries.country_name(one.code), one.about, one.mentions, one.spans) for one in found
    )


def _cut(cut: TextCut, raw: str) -> Cut:
    return Cut(cut.rule, raw[cut.start : cut.end], raw.count("\n", 0, cut.start) + 1)


def _with_caption(article: Article) -> str:
    return f"{article.text}\n\n{article.caption}" if article.caption else article.text


def _with_actors(article: Article, found: tuple[Actor, ...]) -> Article:
    """The article with its actors; those of the caption have no spans, because spans are places in the text."""
    end = len(article.text)
    return dataclasses.replace(
        article,
        actors=tuple(
            dataclasses.replace(one, spans=tuple(span for span in one.spans if span[1] <= end)) for one in found
        ),
    )


def _corrected(corrects: object) -> str | None:
    """The id of the corrected article, which may be named by its id or its URL."""
    if not isinstance(corrects, str) or not corrects:
        return None
    return article_id(Given(id=corrects), None, "", "")


def _language(declared: str | None) -> str | None:
    """ISO 639-1; Serbian, Croatian and Bosnian are one group."""
    code = (declared or "").lower().replace("_", "-").partition("-")[0]
    return "sr" if code in _SERBIAN_GROUP else code or None


def _first_words(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= TITLE_LENGTH else f"{line[:TITLE_LENGTH].rpartition(' ')[0] or line[:TITLE_LENGTH]}…"


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
