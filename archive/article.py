"""An article, and its one JSON form: in the API, in exports and in the catalogue."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from archive.text.actor import Actor, ActorType
from archive.text.script import Script, find_script

__all__ = ["Actor", "ActorType", "Article", "Country", "Cut", "DateSource", "Precision", "Span", "from_json", "to_json"]

Span: TypeAlias = tuple[int, int]
Precision: TypeAlias = Literal["day", "month", "year"]
DateSource: TypeAlias = Literal["json", "meta", "url", "filename", "dateline", "estimated"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country that an article mentions, by its ISO 3166 code; `about` when the article is about it."""

    value: str
    label: str
    about: bool = False
    mentions: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A span removed from the source page, with the rule that removed it; `line` counts from 1."""

    rule: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """What a newspaper published, as extracted from its page.

    `script` is the ISO 15924 code of the letters it is written in. `date` is the publication date or None for unknown;
    its precision and source are None just then. `caption` is prose under a photo: searched and read for actors, but not
    part of the text. `copies` are ids of the same story elsewhere, `corrects` the id of the article that this one
    corrects, `corrected_by` the ids of those that correct it, `extra` whatever else the source said.
    """

    id: str
    source: str
    title: str
    text: str
    url: str | None = None
    language: str | None = None
    script: Script | None = None
    caption: str | None = None
    credit: str | None = None
    date: datetime.date | None = None
    date_precision: Precision | None = None
    date_source: DateSource | None = None
    actors: tuple[Actor, ...] = ()
    countries: tuple[Country, ...] = ()
    cuts: tuple[Cut, ...] = ()
    copies: tuple[str, ...] = ()
    corrects: str | None = None
    corrected_by: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def to_json(article: Article) -> dict[str, Any]:
    """The article's JSON form, ready for a JSON encoder; key order is part of the form."""
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "script": article.script,
        "caption": article.caption,
        "credit": article.credit,
        "date": article.date.isoformat() if article.date else None,
        "date_precision": article.date_precision,
        "date_source": article.date_source,
        "actors": [
            {
                "value": actor.value,
                "label": actor.label,
                "type": actor.type,
                "surfaces": list(actor.surfaces),
                "spans": [list(span) for span in actor.spans],
            }
            for actor in article.actors
        ],
        "countries": [
            {
                "value": country.value,
                "label": country.label,
                "about": country.about,
                "mentions": country.mentions,
                "spans": [list(span) for span in country.spans],
            }
            for country in article.countries
        ],
        "cuts": [{"rule": cut.rule, "text": cut.text, "line": cut.line} for cut in article.cuts],
        "copies": list(article.copies),
        "corrects": article.corrects,
        "corrected_by": list(article.corrected_by),
        "extra": dict(article.extra),
    }


def from_json(form: Mapping[str, Any]) -> Article:
    """The article of a JSON form that `to_json` made, now or before it had `script` and `corrected_by`."""
    date = form["date"]
    return Article(
        id=form["id"],
        source=form["source"],
        title=form["title"],
        text=form["text"],
        url=form["url"],
        language=form["language"],
        script=form["script"] if "script" in form else find_script(form["text"]),
        caption=form["caption"],
        credit=form["credit"],
        date=datetime.date.fromisoformat(date) if date else None,
        date_precision=form["date_precision"],
        date_source=form["date_source"],
        actors=tuple(
            Actor(a["value"], a["label"], a["type"], tuple(a["surfaces"]), _spans(a["spans"])) for a in form["actors"]
        ),
        countries=tuple(
            Country(c["value"], c["label"], c["about"], c["mentions"], _spans(c["spans"])) for c in form["countries"]
        ),
        cuts=tuple(Cut(cut["rule"], cut["text"], cut["line"]) for cut in form["cuts"]),
        copies=tuple(form["copies"]),
        corrects=form["corrects"],
        corrected_by=tuple(form.get("corrected_by", ())),
        extra=form["extra"],
    )


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)
