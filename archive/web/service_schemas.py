"""What the API answers about itself: the shape of status and problems."""

from __future__ import annotations

from marshmallow import fields

from archive.web.answer import Answer, list_of, nullable


class GenerationSchema(Answer):
    """One complete build of the index."""

    number = fields.Integer()
    created = fields.String()
    documents = fields.Integer()
    current = fields.Boolean()
    size_bytes = fields.Integer()


class StatusSchema(Answer):
    """What the archive holds and serves."""

    name = fields.String()
    version = fields.String()
    articles = fields.Integer(metadata={"description": "Articles in the catalogue."})
    documents = fields.Integer(metadata={"description": "Articles in the index being served."})
    generation = fields.Integer()
    up_to_date = fields.Boolean(metadata={"description": "Whether the index has every change of the catalogue."})
    generations = list_of(GenerationSchema)


class HealthSchema(Answer):
    """That the service answers."""

    status = fields.String()


class ProblemErrorSchema(Answer):
    """One thing wrong with one parameter."""

    parameter = fields.String()
    message = fields.String()
    position = fields.Integer(allow_none=True)


class ProblemSchema(Answer):
    """An error, as `application/problem+json` (RFC 9457)."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    code = fields.String(metadata={"description": "Stable name of the error."})
    errors = list_of(ProblemErrorSchema)
    request_id = nullable()
