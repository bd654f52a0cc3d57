"""What the API answers: the shape of every body."""

from __future__ import annotations

from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields

from archive.search import HIT_FIELDS


def _nullable(description: str = "") -> fields.String:
    return fields.String(allow_none=True, metadata={"description": description} if description else {})


def _list(schema: type[ma.Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(schema))


def _spans() -> fields.List[Any]:
    return fields.List(
        fields.List(fields.Integer()), metadata={"description": "Character offsets into `text`: start and end."}
    )


class Answer(ma.Schema):
    """The shape of an answer: every field is always there but those that `sometimes` names."""

    sometimes: ClassVar[frozenset[str]] = frozenset()

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Says in the OpenAPI document that the field is always there."""
        field_obj.required = field_name not in self.sometimes


class ActorSchema(Answer):
    """An actor of a hit."""

    value = fields.String()
    label = fields.String()
    type = _nullable("person, organisation or state")


class CountrySchema(Answer):
    """A country of a hit."""

    value = fields.String(metadata={"description": "ISO 3166 code"})
    label = fields.String()


class HitSchema(Answer):
    """One article in an answer; with `fields=` it has only its id and those."""

    sometimes = frozenset(HIT_FIELDS)
    id = fields.String()
    title = _nullable()
    date = _nullable("Publication date, ISO 8601; null when unknown.")
    date_precision = _nullable("day, month or year")
    date_source = _nullable("json, meta, url, filename, dateline or estimated")
    source = _nullable()
    language = _nullable()
    url = _nullable()
    actors = _list(ActorSchema)
    countries = _list(CountrySchema)
    snippets = fields.List(
        fields.String(), metadata={"description": "HTML: the text escaped, matched words in <mark>."}
    )
    score = fields.Float(allow_none=True)


class BucketSchema(Answer):
    """One value of a facet."""

    sometimes = frozenset({"type", "surfaces", "all", "selected"})
    value = fields.String()
    label = fields.String()
    type = fields.String(metadata={"description": "Actors only: person, organisation or state."})
    surfaces = fields.List(
        fields.String(), metadata={"description": "Actors only: the forms in which articles name the actor."}
    )
    count = fields.Integer(metadata={"description": "Articles that this search finds with this value alone chosen."})
    all = fields.Integer(metadata={"description": "Dates only: articles of this period in the whole archive."})
    selected = fields.Boolean()


class FacetSchema(Answer):
    """Counts over one facet. They see every filter but the facet's own."""

    sometimes = frozenset({"interval"})
    interval = fields.String(allow_none=True, metadata={"description": "Dates only: day, month or year."})
    values = _list(BucketSchema)
    total_values = fields.Integer(metadata={"description": "How many values have at least one article."})
    other_count = fields.Integer(metadata={"description": "Sum of the counts of the values not listed."})
    missing_count = fields.Integer(metadata={"description": "Articles without a value: choose them with `unknown`."})
    missing_selected = fields.Boolean()
    exact = fields.Boolean()


class OneFacetSchema(FacetSchema):
    """The answer of a facet search."""

    facet = fields.String()
    query = fields.Nested(lambda: QuerySchema())
    total = fields.Integer(metadata={"description": "Articles that the search finds."})


class IgnoredSchema(Answer):
    """A part of `q` that was not understood."""

    text = fields.String()
    position = fields.Integer()
    message = fields.String()


class FilterSchema(Answer):
    """One value that is filtered by."""

    parameter = fields.String()
    value = fields.String()
    label = fields.String()


class QuerySchema(Answer):
    """The query as understood."""

    q = fields.String()
    sentence = fields.String()
    filters = _list(FilterSchema)
    q_op = fields.String()
    actor_op = fields.String()
    country_op = fields.String()
    country_role = fields.String()
    sort = fields.String()
    ignored = _list(IgnoredSchema)


class SuggestionSchema(Answer):
    """A spelling that the archive has, and the query with it in place."""

    text = fields.String()
    q = fields.String()
    count = fields.Integer()


class TermCountSchema(Answer):
    """What one word alone would find."""

    text = fields.String()
    count = fields.Integer()
    suggestions = _list(SuggestionSchema)


class FilterCountSchema(Answer):
    """What one filter alone would find."""

    parameters = fields.List(fields.String())
    meaning = fields.String()
    count = fields.Integer()


class ExplanationSchema(Answer):
    """Why a search found nothing."""

    without_filters = fields.Integer(metadata={"description": "What the words alone would find, without any filter."})
    terms = _list(TermCountSchema)
    filters = _list(FilterCountSchema)


class SearchSchema(Answer):
    """The answer to a search."""

    query = fields.Nested(QuerySchema)
    total = fields.Integer()
    took_ms = fields.Float()
    generation = fields.Integer()
    page = fields.Integer(allow_none=True)
    page_size = fields.Integer()
    pages = fields.Integer()
    next = _nullable("Address of the next page; null on the last.")
    prev = _nullable("Address of the page before; null on the first.")
    next_cursor = _nullable()
    hits = _list(HitSchema)
    facets = fields.Dict(keys=fields.String(), values=fields.Nested(FacetSchema))
    explanation = fields.Nested(ExplanationSchema, allow_none=True)


class SimilarSchema(Answer):
    """Articles like one article, the likest first."""

    id = fields.String()
    hits = _list(HitSchema)


class TitleSchema(Answer):
    """An article by its title."""

    id = fields.String()
    title = _nullable()


class SuggestSchema(Answer):
    """What someone may be about to type."""

    q = fields.String()
    titles = _list(TitleSchema)
    actor = _list(BucketSchema)
    country = _list(BucketSchema)
    source = _list(BucketSchema)


class NodeSchema(Answer):
    """An actor of a search."""

    value = fields.String()
    label = fields.String()
    type = _nullable("person, organisation or state")
    count = fields.Integer()


class LinkSchema(Answer):
    """Two actors that stand together in so many articles."""

    source = fields.String()
    target = fields.String()
    count = fields.Integer()


class NetworkSchema(Answer):
    """Who appears with whom in the articles of a search."""

    query = fields.Nested(QuerySchema)
    total = fields.Integer()
    nodes = _list(NodeSchema)
    links = _list(LinkSchema)


class ReceiptSchema(Answer):
    """What was asked, what was found, and how to check later that it still is."""

    parameters = fields.Dict(keys=fields.String(), metadata={"description": "The parameters of the search."})
    query = fields.Nested(QuerySchema)
    generation = fields.Integer()
    total = fields.Integer()
    ids_sha256 = fields.String(
        metadata={"description": "SHA-256 over the ids in order, each followed by a line feed; hexadecimal."}
    )
    made_at = fields.String(metadata={"description": "ISO 8601, UTC"})


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
    url = _nullable()
    source = fields.String()
    title = fields.String()
    text = fields.String()
    language = _nullable("ISO 639-1 code")
    caption = _nullable("Prose under a photo; searched, but not part of the text.")
    credit = _nullable()
    date = _nullable("Publication date, ISO 8601; null when unknown.")
    date_precision = _nullable("day, month or year")
    date_source = _nullable("json, meta, url, filename, dateline or estimated")
    actors = _list(ArticleActorSchema)
    countries = _list(ArticleCountrySchema)
    cuts = _list(CutSchema)
    copies = fields.List(fields.String(), metadata={"description": "Ids of the same story elsewhere."})
    corrects = _nullable("Id of the article that this one corrects.")
    extra = fields.Dict(keys=fields.String(), metadata={"description": "Whatever else the source said."})


class PageSchema(Answer):
    """The source page of an article, as it was ingested."""

    id = fields.String()
    source = fields.String()
    path = fields.String()
    kind = fields.String()
    encoding = fields.String()
    digest = fields.String()
    ingested_at = _nullable("ISO 8601")
    text = fields.String()


class CutsSchema(Answer):
    """What cleaning removed from the source page of an article."""

    id = fields.String()
    cuts = _list(CutSchema)


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
    generations = _list(GenerationSchema)


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
    errors = _list(ProblemErrorSchema)
    request_id = _nullable()
