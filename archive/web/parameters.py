"""What the API takes: every parameter of a query string, validated."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate

from archive.search import DEFAULT_FACETS, FACETS, HIT_FIELDS, BadParameters, ParameterError, Request, check
from archive.search.export import FORMATS
from archive.settings import Settings
from archive.web.arguments import Parameters
from archive.web.state import state

_NO_FACETS = "none"
_LENGTH = validate.Length(max=1_000, error="longer than {max} characters")


def _text(description: str, **options: Any) -> ma.fields.String:
    return ma.fields.String(metadata={"description": description}, **options)


def _texts(description: str) -> ma.fields.List[str]:
    return ma.fields.List(ma.fields.String(), metadata={"description": description})


def _choice(description: str, *values: str) -> ma.fields.String:
    return _text(description, validate=validate.OneOf(values, error="must be one of: {choices}"))


def _day(description: str) -> ma.fields.Date:
    return ma.fields.Date(
        metadata={"description": description}, error_messages={"invalid": "not a day of the form 2019-05-29"}
    )


def _number(description: str, least: int) -> ma.fields.Integer:
    return ma.fields.Integer(
        metadata={"description": description},
        validate=validate.Range(min=least, error="must be at least {min}"),
        error_messages={"invalid": "not a whole number"},
    )


class FilterParameters(Parameters):
    """Which articles are meant: the words and the filters of a search."""

    q = _text("Words to look for, in the query language; left out, every article matches.")
    q_op = _choice("Whether an article must have all (`and`, the default) or any (`or`) of the words.", "and", "or")
    match = _choice(
        "How words are looked up: `exact`, in the form typed, without its inflections; `folded` (the default), in "
        "every inflection; `translit`, also as the other alphabet spells them. Capitals and accents never matter.",
        "folded",
        "exact",
        "translit",
    )
    actor = _texts("An actor that must be mentioned, by value, name or alias; `unknown` for articles with none.")
    actor_op = _choice("Whether any (`or`, the default) or all (`and`) of the actors must be there.", "or", "and")
    actor_not = _texts("An actor that must not be mentioned.")
    country = _texts("A country that must be mentioned, by ISO 3166-1 code or name.")
    country_op = _choice("Whether any (`or`, the default) or all (`and`) of the countries must be there.", "or", "and")
    country_not = _texts("A country that must not be mentioned.")
    country_role = _choice("`about` counts the countries an article is about, `any` all it mentions.", "any", "about")
    source = _texts("A source.")
    source_not = _texts("A source to leave out.")
    language = _texts("A language, by ISO 639-1 code.")
    language_not = _texts("A language to leave out.")
    date_source = _texts("Where the date of the article came from.")
    date_source_not = _texts("Where the date did not come from.")
    date = _texts("A publication date: `2019`, `2019-05`, `2019-05-29`, or `unknown`.")
    date_from = _day("First day, included.")
    date_to = _day("Last day, included.")

    def made(self, values: dict[str, Any]) -> Any:
        """The search as a Request."""
        return _request(values)


class FacetParameters(FilterParameters):
    """A search of which one facet is wanted."""

    facet_size = _number("How many values of a facet to list, besides the chosen ones.", least=0)
    interval = _choice("Length of a period of the timeline; left out, the finest that fits.", "day", "month", "year")
    prefix = _text("Only values whose name, or alias, has a word that begins so.")

    def made(self, values: dict[str, Any]) -> tuple[Request, str]:
        """The search as a Request, and the prefix."""
        prefix = values.pop("prefix", "")
        return _request(values), prefix


class OrderedParameters(FilterParameters):
    """A search whose order matters."""

    sort = _choice("Order of the hits; articles without a date come last.", "relevance", "newest", "oldest")


class CollapsibleParameters(OrderedParameters):
    """A search whose hits may stand for others."""

    collapse = _choice("`story`: one hit for a story and its copies; left out, one for every article.", "story")


class SearchParameters(CollapsibleParameters):
    """A search."""

    page = _number("Which page of hits, from 1.", least=1)
    page_size = _number("Hits on a page.", least=1)
    cursor = _text("Instead of a page: `next_cursor` of the answer before, for going deep.")
    facet = ma.fields.List(
        _choice("", *FACETS, _NO_FACETS),
        metadata={"description": f"A facet to count; left out: {', '.join(DEFAULT_FACETS)}. `none` for no facets."},
    )
    facet_size = _number("How many values of a facet to list, besides the chosen ones.", least=0)
    interval = _choice("Length of a period of the timeline; left out, the finest that fits.", "day", "month", "year")
    fields = ma.fields.List(  # type: ignore[assignment] # marshmallow keeps declared fields apart from its own
        _choice("", *HIT_FIELDS), metadata={"description": "A field that hits carry besides `id`; left out, all."}
    )
    highlight = _choice("`off` leaves out snippets, which is faster.", "on", "off")


class SearchPageParameters(SearchParameters):
    """A search, and how its page shows it."""

    measure = _choice("What the timeline shows: how many articles, or which share of the archive.", "count", "share")

    def made(self, values: dict[str, Any]) -> tuple[Request, str]:
        """The search as a Request, and the measure."""
        measure = values.pop("measure", "count")
        return _request(values), measure


class MapParameters(FilterParameters):
    """A search to be seen on a map."""

    region = _choice("Which part of the world.", "world", "europe")

    def made(self, values: dict[str, Any]) -> tuple[Request, str]:
        """The search as a Request, and the region."""
        region = values.pop("region", "world")
        return _request(values), region


class NetworkParameters(FilterParameters):
    """A search whose actors are to be seen together."""

    size = ma.fields.Integer(
        metadata={"description": "How many actors at most."},
        validate=validate.Range(2, 40, error="must be between {min} and {max}"),
        error_messages={"invalid": "not a whole number"},
        load_default=16,
    )

    def made(self, values: dict[str, Any]) -> tuple[Request, int]:
        """The search as a Request, and how many actors."""
        size = values.pop("size")
        return _request(values), size


class CompareParameters(Parameters):
    """Two searches to be compared."""

    a = _text("Words of the one search, in the query language.", load_default="", validate=_LENGTH)
    b = _text("Words of the other search.", load_default="", validate=_LENGTH)
    date_from = _day("First day, included.")
    date_to = _day("Last day, included.")
    interval = _choice("Length of a period of the timeline; left out, the finest that fits.", "day", "month", "year")


class ComposeParameters(Parameters):
    """Words of several kinds, to be put together as a query."""

    all = _text("Words that must all be there.")
    phrase = _text("Words that stand together, in this order.")
    any = _text("Words of which one is enough.")
    none = _text("Words that must not be there.")
    near = _text("Words that stand near each other.")
    begins = _text("Beginnings of words.")
    like = _text("Words spelt nearly so.")
    title = _text("Words in the title.")


class ExportParameters(CollapsibleParameters):
    """A search to be exported."""

    format = ma.fields.String(
        metadata={
            "description": "`jsonl`: whole articles, one JSON object a line; `csv`: a table for spreadsheets; `bibtex` "
            "and `ris`: citations."
        },
        validate=validate.OneOf(FORMATS, error="must be one of: {choices}"),
        load_default="jsonl",
    )

    def made(self, values: dict[str, Any]) -> tuple[Request, str]:
        """The search as a Request, and the format."""
        format = values.pop("format")
        return _request(values), format


class ArticleParameters(Parameters):
    """How an article is to be shown."""

    view = ma.fields.String(
        metadata={"description": "`clean`: the article; `raw`: its source page; `cuts`: what cleaning removed."},
        validate=validate.OneOf(("clean", "raw", "cuts"), error="must be one of: {choices}"),
        load_default="clean",
    )


class ArticlePageParameters(ArticleParameters):
    """How an article is to be shown on its page."""

    marks = ma.fields.String(
        metadata={"description": "Whether actors and countries are marked in the text."},
        validate=validate.OneOf(("on", "off"), error="must be one of: {choices}"),
        load_default="off",
    )


class CitationParameters(Parameters):
    """How an article is to be cited."""

    format = ma.fields.String(
        metadata={"description": "`plain`, `bibtex` or `ris`."},
        validate=validate.OneOf(("plain", "bibtex", "ris"), error="must be one of: {choices}"),
        load_default="plain",
    )


class SimilarParameters(Parameters):
    """How many similar articles are wanted."""

    size = ma.fields.Integer(
        metadata={"description": "How many at most."},
        validate=validate.Range(1, 50, error="must be between {min} and {max}"),
        error_messages={"invalid": "not a whole number"},
        load_default=5,
    )


class SuggestParameters(SimilarParameters):
    """What has been typed so far."""

    q = _text(
        "What has been typed; the last word may be unfinished.",
        load_default="",
        validate=validate.Length(max=200, error="longer than {max} characters"),
    )


class NoParameters(Parameters):
    """Takes nothing."""


def _request(values: dict[str, Any]) -> Request:
    """A search from its parameters, with the archive's defaults and within its limits. Raises BadParameters."""
    settings = state().settings
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    if lists.get("facet") == (_NO_FACETS,):
        lists["facet"] = ()
    request = Request(**{"page_size": settings.page_size, **values, **lists})
    check_limits(request, settings)
    check(request)
    return request


def check_limits(request: Request, settings: Settings) -> None:
    """Raises BadParameters where a request asks for more than the settings allow."""
    errors = []
    if len(request.q) > settings.max_query_length:
        errors.append(ParameterError("q", f"longer than {settings.max_query_length:,} characters"))
    if len(request.q.split()) > settings.max_query_terms:
        errors.append(ParameterError("q", f"more than {settings.max_query_terms:,} words"))
    if request.page_size > settings.max_page_size:
        errors.append(ParameterError("page_size", f"must be at most {settings.max_page_size:,}"))
    if request.facet_size > settings.max_facet_size:
        errors.append(ParameterError("facet_size", f"must be at most {settings.max_facet_size:,}"))
    if request.page > 1 and request.page * request.page_size > settings.max_depth:
        end = f"pages end at hit {settings.max_depth:,}"
        errors.append(ParameterError("page", f"{end}: go on with cursor=, the next_cursor of an answer"))
    if errors:
        raise BadParameters(*errors)
