"""What the API answers about one article: the shape of each body."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from archive.web.answer import Answer, list_of, nullable
from archive.web.schemas import ActorSchema, CountrySchema, HitSchema


def _spans() -> fields.List[Any]:
    return fields.List(
        fields.List(fields.Integer()), metadata={"description": "Character offsets into `text`: start and end."}
    )


class ArticleActorSchema(ActorSchema):
    """An actor of an article, with how and where it is written."""

    surfaces = fields.List(fields.String())
    spans = _spans()


class ArticleCountrySchema(CountrySchema):
    """A country of an article, and where it stands."""

    about = fields.Boolean()
    mentions = fields.Integer()
    spans = _spans()


class CutSchema(Answer):
    """A span that cleaning removed, with the rule that removed it."""

    rule = fields.String()
    text = fields.String()
    line = fields.Integer()


class ArticleSchema(Answer):
    """An article."""

    id = fields.String()
    url = nullable()
    source = fields.String()
    title = fields.String()
    text = fields.String()
    language = nullable("ISO 639-1 code; sr is Serbian, Croatian and Bosnian.")
    script = nullable("ISO 15924 code of the letters it is written in, such as Latn or Cyrl.")
    caption = nullable("Prose under a photo; searched, but not part of the text.")
    credit = nullable()
    date = nullable("Publication date, ISO 8601; null when unknown.")
    date_precision = nullable("day, month or year")
    date_source = nullable("json, meta, url, filename, dateline or estimated")
    actors = list_of(ArticleActorSchema)
    countries = list_of(ArticleCountrySchema)
    cuts = list_of(CutSchema)
    copies = fields.List(fields.String(), metadata={"description": "Ids of the same story elsewhere."})
    corrects = nullable("Id of the article that this one corrects.")
    corrected_by = fields.List(fields.String(), metadata={"description": "Ids of the articles that correct this one."})
    extra = fields.Dict(keys=fields.String(), metadata={"description": "Whatever else the source said."})


class PageSchema(Answer):
    """The source page of an article, as it was ingested."""

    id = fields.String()
    source = fields.String()
    path = fields.String()
    kind = fields.String()
    encoding = fields.String()
    digest = fields.String()
    ingested_at = nullable("ISO 8601")
    text = fields.String()


class CutsSchema(Answer):
    """What cleaning removed from the source page of an article."""

    id = fields.String()
    cuts = list_of(CutSchema)


class SimilarSchema(Answer):
    """Articles like one article, the likest first."""

    id = fields.String()
    hits = list_of(HitSchema)
