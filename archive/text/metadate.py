"""The date in a page's own metadata, by htmldate, kept from the dates that a page shows for other reasons.

htmldate also reads addresses, images and running text. It is given only what speaks of the page itself: meta elements,
linked data and the marked-up dates of its main part. Without those, a date between headline and text is an estimate.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from htmldate import find_date
from lxml.html import HtmlElement, builder

from .dates import YEARS, Date

_MISLEADING = frozenset(
    {"og:url", "copyrightyear", "last-modified", "article:modified_time", "og:updated_time", "datemodified"}
)
_EARLIEST = datetime.datetime(YEARS.start, 1, 1)
_BYLINE_LENGTH = 120
_WITH_YEAR = re.compile(r"\b(19|20)\d{2}\b")
_ASIDE = "ancestor::*[self::nav or self::aside or self::footer or self::form]"
_LISTED = (
    "ancestor-or-self::*[contains(@class,'related') or contains(@class,'comment') or contains(@class,'teaser') "
    "or contains(@class,'sidebar') or contains(@class,'recommend') "
    "or contains(@class,'footer') or contains(@class,'widget')]"
)
_MARKED = f"//*[self::time or self::abbr or @itemprop='datePublished'][not({_ASIDE})][not({_LISTED})]"
"""Elements that mark a date as such, outside the parts of a page that speak of other pages."""


def find_meta_date(tree: HtmlElement) -> Date | None:
    """Give the day that the page's metadata or its first marked-up date names, or None."""
    metas = [meta for meta in tree.iterfind(".//meta") if not _misleads(meta)]
    day = _read([*metas, *tree.xpath("//script[@type='application/ld+json']")], [])
    if day is None:
        day = _read([], tree.xpath(_MARKED)[:1])
    return Date(day, "day", "meta") if day else None


def estimate_date(lines: Iterable[str]) -> Date | None:
    """Guess the day from the lines between a page's headline and its text; the answer is marked as an estimate."""
    paragraphs = [builder.P(line) for line in lines if len(line) <= _BYLINE_LENGTH and _WITH_YEAR.search(line)]
    if not paragraphs:
        return None
    page = builder.HTML(builder.BODY(*paragraphs))
    text = find_date(page, extensive_search=True, original_date=True, min_date=_EARLIEST)
    return Date(datetime.date.fromisoformat(text), "day", "estimated") if text else None


def own_day(meta: Date, others: Iterable[Date | None]) -> Date:
    """Give the day on the newspaper's own calendar, where the page prints or its address spells the one next to `meta`.

    Metadata often gives the time in UTC, so that an evening's article seems to be of the next day.
    """
    one = datetime.timedelta(days=1)
    near = (other for other in others if other and other.precision == "day" and abs(other.day - meta.day) <= one)
    return next((Date(other.day, "day", meta.source) for other in near), meta)


def _misleads(meta: HtmlElement) -> bool:
    names = (meta.get(attribute, "").casefold() for attribute in ("name", "property", "itemprop", "http-equiv"))
    return any(name in _MISLEADING for name in names)


def _read(head: Iterable[HtmlElement], body: Iterable[HtmlElement]) -> datetime.date | None:
    page = builder.HTML(builder.HEAD(*map(_copy, head)), builder.BODY(*map(_copy, body)))
    text = find_date(page, extensive_search=False, original_date=True, min_date=_EARLIEST)
    return datetime.date.fromisoformat(text) if text else None


def _copy(element: HtmlElement) -> HtmlElement:
    copy = element.makeelement(element.tag, element.attrib)
    copy.text = element.text_content() if element.tag != "script" else element.text
    return copy
