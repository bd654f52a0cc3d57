"""Reads the query string against a schema: unknown and repeated parameters are errors, empty ones are left out."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import flask
import marshmallow as ma
from flask_smorest import Blueprint
from werkzeug.datastructures import MultiDict

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


class Parameters(ma.Schema):
    """What a query string may say: each field is a parameter."""

    def __init__(self) -> None:
        super().__init__()
        self._defaults = {name: field.load_default for name, field in self.fields.items() if _has_default(field)}

    def read(self, given: MultiDict[str, str]) -> Any:
        """What `made` makes of the parameters, validated. Raises BadParameters with everything that is wrong.

        Only the fields of what is given are asked, for most questions have two of two dozen parameters.
        """
        values, errors = dict(self._defaults), []
        for name, value in self._with_values(given).items():
            try:
                values[name] = self.fields[name].deserialize(value)
            except ma.ValidationError as error:
                errors += [ParameterError(name, message) for message in _messages(error)]
        if errors:
            raise BadParameters(*errors)
        return self.made(values)

    def made(self, values: dict[str, Any]) -> Any:
        """What a view is given: the values themselves, unless a schema makes more of them."""
        return values

    def _with_values(self, given: MultiDict[str, str]) -> dict[str, Any]:
        """The parameters that have a value, a list each where the schema takes a list."""
        found = {name: [value for value in values if value] for name, values in given.lists()}
        if unknown := [self._unknown(name) for name in found if name not in self.fields]:
            raise BadParameters(*unknown, code="unknown_parameter")
        repeated = [name for name, values in found.items() if len(values) > 1 and not self._takes_list(name)]
        if repeated:
            raise BadParameters(*(ParameterError(name, "this parameter may be given only once") for name in repeated))
        return {name: values if self._takes_list(name) else values[0] for name, values in found.items() if values}

    def _takes_list(self, name: str) -> bool:
        return isinstance(self.fields[name], ma.fields.List)

    def _unknown(self, name: str) -> ParameterError:
        near = difflib.get_close_matches(name, self.fields, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the parameters are {', '.join(self.fields)}"
        return ParameterError(name, f"there is no parameter {name!r}; {hint}")


def reading(parameters: type[Parameters]) -> Callable[[View], View]:
    """Gives a view what the query string says by a schema, which is made once and not for every request."""
    return _given(parameters())


def _given(parameters: Parameters) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Any:
            return view(parameters.read(flask.request.args), *args, **kwargs)

        return cast(View, answer)

    return decorate


class ApiBlueprint(Blueprint):
    """A blueprint of the API."""

    def arguments(self, parameters: type[Parameters]) -> Callable[[View], View]:
        """Reads the query string, as `reading` does, and documents what it may say."""
        schema = parameters()
        read, document = _given(schema), super().arguments(schema, location="query", error_status_code=400)
        return lambda view: _documented(read(view), document)

    def response(self, status_code: int, schema: Any = None, **documentation: Any) -> Callable[[View], View]:
        """Documents an answer. The view's body is sent as it is.

        Dumping it field by field by the schema would cost more than the search. `tests/api/test_openapi.py` holds
        every body to its schema.
        """
        document = super().response(status_code, schema, **documentation)
        return lambda view: _documented(view, document)

    def alt_response(self, status_code: int, **documentation: Any) -> Callable[[View], View]:
        """Documents another answer."""
        document = super().alt_response(status_code, **documentation)
        return lambda view: _documented(view, document)

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


def _documented(view: View, document: Callable[[View], View]) -> View:
    """The view with what a decorator of flask-smorest notes of it, but without the call that it would put around it."""
    view._apidoc = document(view)._apidoc  # type: ignore[attr-defined]
    return view


def _has_default(field: ma.fields.Field[Any]) -> bool:
    return field.load_default is not ma.missing


def _messages(error: ma.ValidationError) -> Iterator[str]:
    """What is wrong with one parameter, or with several values of it."""
    lists = error.messages.values() if isinstance(error.messages, dict) else (error.messages,)
    return (message for messages in lists for message in messages)
