"""The fields of an article as the index knows them, each declared once; every engine compiles this schema."""

from __future__ import annotations

from archive.article import Article
from index import Document, Field, Kind, Schema

SCHEMA = Schema(
    (
        Field("title", Kind.TEXT, boost=2.0, searched=True),
        Field("text", Kind.TEXT, searched=True),
        Field("caption", Kind.TEXT, boost=0.5, searched=True),
        Field("actor", Kind.KEYWORD, multiple=True),
        Field("country", Kind.KEYWORD, multiple=True),
        Field("country_about", Kind.KEYWORD, multiple=True),
        Field("source", Kind.KEYWORD),
        Field("language", Kind.KEYWORD),
        Field("story", Kind.KEYWORD, stored=False),
        Field("date", Kind.DAY),
        Field("date_source", Kind.KEYWORD),
        Field("date_precision", Kind.STORED),
        Field("url", Kind.STORED),
    )
)


def document(article: Article) -> Document:
    """The article as a document for an engine."""
    return Document(
        id=article.id,
        language=article.language,
        values={
            "title": article.title,
            "text": article.text,
            "caption": article.caption,
            "actor": tuple(actor.value for actor in article.actors),
            "country": tuple(country.value for country in article.countries),
            "country_about": tuple(country.value for country in article.countries if country.about),
            "source": article.source,
            "language": article.language,
            "story": _story(article),
            "date": article.date,
            "date_source": article.date_source,
            "date_precision": article.date_precision,
            "url": article.url,
        },
    )


def _story(article: Article) -> str | None:
    """What an article has in common with its copies: the first of their ids. None for one that has no copies."""
    return min(article.id, *article.copies) if article.copies else None
