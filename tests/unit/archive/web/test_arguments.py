"""A query string is read by the fields of a schema."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
import pytest
from werkzeug.datastructures import MultiDict

from archive.search import BadParameters
from archive.web.arguments import Parameters


class Asked(Parameters):
    """Some parameters of every kind."""

    q = ma.fields.String()
    size = ma.fields.Integer(load_default=5, validate=ma.validate.Range(min=1, error="too small"))
    colour = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(["red", "blue"], error="no such colour")))


def read(*pairs: tuple[str, str]) -> Any:
    return Asked().read(MultiDict(pairs))


def refused(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(BadParameters) as raised:
        read(*pairs)
    return [(error.parameter, error.message) for error in raised.value.errors]


def test_what_is_not_given_has_its_default_or_is_not_there() -> None:
    assert read() == {"size": 5}


def test_values_are_of_the_types_of_their_fields() -> None:
    assert read(("q", "oil"), ("size", "7"), ("colour", "red")) == {"q": "oil", "size": 7, "colour": ["red"]}


def test_a_parameter_without_a_value_is_as_if_not_given() -> None:
    assert read(("q", ""), ("size", ""), ("colour", "")) == {"size": 5}


def test_a_list_takes_a_parameter_several_times() -> None:
    assert read(("colour", "red"), ("colour", "blue"))["colour"] == ["red", "blue"]


def test_everything_that_is_wrong_is_said() -> None:
    found = refused(("size", "0"), ("colour", "green"))
    assert found == [("size", "too small"), ("colour", "no such colour")]


def test_each_value_of_a_list_is_checked() -> None:
    assert refused(("colour", "green"), ("colour", "red"), ("colour", "pink")) == [("colour", "no such colour")] * 2


def test_only_lists_may_be_given_twice() -> None:
    assert refused(("q", "oil"), ("q", "gas")) == [("q", "this parameter may be given only once")]


def test_a_parameter_that_is_not_there_is_refused_with_the_nearest_that_is() -> None:
    assert refused(("color", "red")) == [("color", "there is no parameter 'color'; did you mean 'colour'?")]


def test_defaults_of_one_reading_do_not_reach_the_next() -> None:
    asked = Asked()
    asked.read(MultiDict())["size"] = 9
    assert asked.read(MultiDict()) == {"size": 5}
