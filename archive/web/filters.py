"""How templates show values."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from markupsafe import Markup, escape

from archive.search.names import fixed_label

_NAMES = {
    "actor": "Actor",
    "country": "Country",
    "source": "Source",
    "language": "Language",
    "date": "Date",
    "date_source": "Source of the date",
    "date_from": "From",
    "date_to": "To",
}
_TITLES = {
    "actor": "Actors",
    "country": "Countries",
    "source": "Sources",
    "language": "Languages",
    "date": "Dates",
    "date_source": "Sources of dates",
}
_SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', "”", "»")
_DATE_LENGTHS = {"year": 4, "month": 7, "day": 10}


def register(app: Flask) -> None:
    """Gives the app's templates these filters."""
    for function in (
        parameter_label,
        facet_title,
        language_label,
        language_tag,
        script_label,
        actor_type_label,
        term_label,
        date_source_label,
        day_label,
        fragment,
        web_address,
        with_code,
    ):
        app.add_template_filter(function)


def parameter_label(parameter: str) -> str:
    """The name of a parameter for people."""
    name = _NAMES[parameter.removesuffix("_not")]
    return f"Not {name.lower()}" if parameter.endswith("_not") else name


def actor_type_label(type: str) -> str:
    """What kind of actor it is."""
    return "state body" if type == "state" else type


def facet_title(facet: str) -> str:
    """What the values of a facet are."""
    return _TITLES[facet]


def language_label(code: str) -> str:
    """The English name of a language."""
    return fixed_label("language", code).text


def language_tag(article: dict[str, Any]) -> str:
    """The BCP 47 tag of an article's language; with its script where a language is written in two, as Serbian is."""
    return (
        "-".join((article["language"], article["script"])) if _is_in_two_scripts(article) else article["language"] or ""
    )


def script_label(article: dict[str, Any]) -> str:
    """The name of an article's script where its language is written in two; else nothing."""
    return fixed_label("script", article["script"]).text if _is_in_two_scripts(article) else ""


def _is_in_two_scripts(article: dict[str, Any]) -> bool:
    return article["language"] == "sr" and article["script"] in ("Cyrl", "Latn")


def term_label(term: str) -> str:
    """An indexed term; a stem of another language than English names the language instead of its code."""
    code, colon, stem = term.partition(":")
    return f"{stem} ({language_label(code)})" if colon else term


def date_source_label(source: str) -> str:
    """Where a date came from."""
    return fixed_label("date_source", source).text


def day_label(article: dict[str, Any]) -> str:
    """The date of an article as precisely as it is known, such as May 2019."""
    length = _DATE_LENGTHS[article["date_precision"] or "day"]
    return fixed_label("date", article["date"][:length]).text


def with_code(text: str) -> Markup:
    """Plain text with what stands between backticks as code."""
    pieces = (text or "").split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces)
    )


def fragment(snippet: str) -> Markup:
    """A snippet, which is HTML already, with an ellipsis where it begins or ends within a sentence."""
    html = Markup(snippet)  # noqa: S704 - snippets come escaped
    text = html.striptags()
    before = "… " if text[:1].islower() else ""
    after = "" if text.endswith(_SENTENCE_ENDS) else " …"
    return Markup("{}{}{}").format(before, html, after)


def web_address(url: str) -> str:
    """The address if a browser may follow it from here; never a script."""
    return url if urlsplit(url).scheme in ("http", "https") else ""
