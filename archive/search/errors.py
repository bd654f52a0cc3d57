"""What can be wrong with the parameters of a search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParameterError:
    """One thing wrong with one parameter; `position` is the offset in its value where that helps."""

    parameter: str
    message: str
    position: int | None = None


class BadParameters(ValueError):
    """The parameters of a request cannot be used; `code` is stable and `errors` say why, one for each fault."""

    def __init__(self, *errors: ParameterError, code: str = "bad_parameter") -> None:
        super().__init__("; ".join(f"{error.parameter}: {error.message}" for error in errors))
        self.errors = errors
        self.code = code
