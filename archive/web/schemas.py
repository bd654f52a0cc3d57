"""What the API answers to a search, and to what is like one: the shape of each body."""

from __future__ import annotations

from marshmallow import fields

from archive.search import HIT_FIELDS
from archive.web.answer import Answer, list_of, nullable


class ActorSchema(Answer):
    """An actor of a hit."""

    value = fields.String()
    label = fields.String()
    type = nullable("person, organisation or state")


class CountrySchema(Answer):
    """A country of a hit."""

    value = fields.String(metadata={"description": "ISO 3166 code"})
    label = fields.String()


class HitSchema(Answer):
    """One article in an answer; with `fields=` it has only its id and those."""

    sometimes = frozenset(HIT_FIELDS)
    id = fields.String()
    title = nullable()
    date = nullable("Publication date, ISO 8601; null when unknown.")
    date_precision = nullable("day, month or year")
    date_source = nullable("json, meta, url, filename, dateline or estimated")
    source = nullable()
    language = nullable()
    url = nullable()
    copies = fields.Integer(metadata={"description": "Found articles that this hit stands for, itself among them."})
    actors = list_of(ActorSchema)
    countries = list_of(CountrySchema)
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
    values = list_of(BucketSchema)
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


class ExpansionSchema(Answer):
    """What one word, phrase or pattern of `q` is looked up as."""

    word = fields.String()
    terms = fields.List(
        fields.String(), metadata={"description": "Indexed terms; a stem not English begins with its language, `sr:`."}
    )


class QuerySchema(Answer):
    """The query as understood."""

    q = fields.String()
    sentence = fields.String()
    filters = list_of(FilterSchema)
    q_op = fields.String()
    match = fields.String()
    expansions = list_of(ExpansionSchema)
    actor_op = fields.String()
    country_op = fields.String()
    country_role = fields.String()
    sort = fields.String()
    collapse = nullable("story, or null")
    ignored = list_of(IgnoredSchema)


class SuggestionSchema(Answer):
    """A spelling that the archive has, and the query with it in place."""

    text = fields.String()
    q = fields.String()
    count = fields.Integer()


class TermCountSchema(Answer):
    """What one word alone would find."""

    text = fields.String()
    count = fields.Integer()
    without = nullable("What was typed, but for this; null where it cannot simply be left out.")
    suggestions = list_of(SuggestionSchema)


class FilterCountSchema(Answer):
    """What one filter alone would find."""

    parameters = fields.List(fields.String())
    meaning = fields.String()
    count = fields.Integer()


class ExplanationSchema(Answer):
    """Why a search found nothing."""

    without_filters = fields.Integer(metadata={"description": "What the words alone would find, without any filter."})
    terms = list_of(TermCountSchema)
    filters = list_of(FilterCountSchema)


class SearchSchema(Answer):
    """The answer to a search."""

    query = fields.Nested(QuerySchema)
    total = fields.Integer(metadata={"description": "Articles that the search finds."})
    groups = fields.Integer(
        allow_none=True, metadata={"description": "With `collapse`: hits on all pages; null without."}
    )
    took_ms = fields.Float()
    generation = fields.Integer()
    page = fields.Integer(allow_none=True)
    page_size = fields.Integer()
    pages = fields.Integer()
    next = nullable("Address of the next page; null on the last.")
    prev = nullable("Address of the page before; null on the first.")
    next_cursor = nullable()
    hits = list_of(HitSchema)
    facets = fields.Dict(keys=fields.String(), values=fields.Nested(FacetSchema))
    explanation = fields.Nested(ExplanationSchema, allow_none=True)


class TitleSchema(Answer):
    """An article by its title."""

    id = fields.String()
    title = nullable()


class SuggestSchema(Answer):
    """What someone may be about to type."""

    q = fields.String()
    titles = list_of(TitleSchema)
    actor = list_of(BucketSchema)
    country = list_of(BucketSchema)
    source = list_of(BucketSchema)


class NodeSchema(Answer):
    """An actor of a search."""

    value = fields.String()
    label = fields.String()
    type = nullable("person, organisation or state")
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
    nodes = list_of(NodeSchema)
    links = list_of(LinkSchema)


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
