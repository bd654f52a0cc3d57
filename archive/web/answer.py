"""What the shapes of all answers have in common."""

from __future__ import annotations

from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields


class Answer(ma.Schema):
    """The shape of an answer: every field is always there but those that `sometimes` names."""

    sometimes: ClassVar[frozenset[str]] = frozenset()

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Says in the OpenAPI document that the field is always there."""
        field_obj.required = field_name not in self.sometimes


def nullable(description: str = "") -> fields.String:
    """A string that may be null."""
    return fields.String(allow_none=True, metadata={"description": description} if description else {})


def list_of(schema: type[ma.Schema]) -> fields.List[Any]:
    """A list of objects of one shape."""
    return fields.List(fields.Nested(schema))
