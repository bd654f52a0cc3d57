"""Reads the query string against a schema: unknown and repeated parameters are errors, empty ones are left out."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar, cast

import flask
import marshmallow as ma
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser

from archive.search import BadParameters, ParameterError
from archive.web import examples
from archive.web.service_schemas import ProblemSchema

View = TypeVar("View", bound=Callable[..., Any])

_PROBLEMS = {
    400: "A parameter cannot be used",
    404: "There is nothing of that name",
    410: "It was deleted",
    503: "The archive cannot answer now",
}


class QueryStringParser(FlaskParser):
    """Turns whatever is wrong with a query string into BadParameters."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"query": ma.RAISE}  # noqa: RUF012 - the base class declares it so

    def load_querystring(self, req: flask.Request, schema: ma.Schema) -> dict[str, Any]:
        """The parameters that have a value, a list each where the schema takes a list."""
        given = {name: [value for value in values if value] for name, values in req.args.lists()}
        if unknown := [_unknown(name, schema) for name in given if name not in schema.fields]:
            raise BadParameters(*unknown, code="unknown_parameter")
        repeated = [name for name, values in given.items() if len(values) > 1 and not _takes_list(schema, name)]
        if repeated:
            raise BadParameters(*(ParameterError(name, "this parameter may be given only once") for name in repeated))
        return {name: values if _takes_list(schema, name) else values[0] for name, values in given.items() if values}

    def handle_error(self, error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Raises BadParameters with every message of the schema."""
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise BadParameters(*_errors(messages.get("query", messages))) from error


class ApiBlueprint(Blueprint):
    """A blueprint of the API."""

    ARGUMENTS_PARSER = QueryStringParser()

    def arguments(self, schema: type[ma.Schema], **options: Any) -> Callable[[View], View]:
        """Reads the query string against a schema, which is made once and not for every request."""
        read: Callable[[View], View] = super().arguments(schema(), **options)
        return read

    def response(self, status_code: int, schema: Any = None, **documentation: Any) -> Callable[[View], View]:
        """Documents an answer and sends the view's body as it is.

        Dumping it field by field by the schema would cost more than the search. `tests/api/test_openapi.py` holds
        every body to its schema.
        """
        document = super().response(status_code, schema, **documentation)

        def decorate(view: View) -> View:
            @functools.wraps(view)
            def answer(*args: Any, **kwargs: Any) -> flask.Response:
                return flask.make_response(view(*args, **kwargs))

            documented: View = document(answer)
            return documented

        return decorate

    def problems(self, *statuses: int) -> Callable[[View], View]:
        """Documents the errors that an operation can answer."""

        def document(view: View) -> View:
            for status in statuses:
                view = self.alt_response(
                    status,
                    schema=ProblemSchema,
                    content_type="application/problem+json",
                    description=_PROBLEMS[status],
                    example=examples.PROBLEMS[status],
                )(view)
            return view

        return document


def reading(schema: type[ma.Schema]) -> Callable[[View], View]:
    """Gives the view of a page what the query string says by a schema."""
    return cast(Callable[[View], View], QueryStringParser().use_args(schema(), location="query"))


def _takes_list(schema: ma.Schema, name: str) -> bool:
    return isinstance(schema.fields[name], ma.fields.List)


def _unknown(name: str, schema: ma.Schema) -> ParameterError:
    near = difflib.get_close_matches(name, schema.fields, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"the parameters are {', '.join(schema.fields)}"
    return ParameterError(name, f"there is no parameter {name!r}; {hint}")


def _errors(messages: Mapping[str, Any]) -> Iterator[ParameterError]:
    for name, found in messages.items():
        lists = found.values() if isinstance(found, Mapping) else (found,)
        for texts in lists:
            for text in texts:
                yield ParameterError(name, text)
