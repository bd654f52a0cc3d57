"""What is worked out when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(dict[Key, Value], Generic[Key, Value]):
    """A mapping whose values come from a function of the key. Threads may share it where the function always agrees."""

    def __init__(self, value_of: Callable[[Key], Value]) -> None:
        super().__init__()
        self._value_of = value_of

    def __missing__(self, key: Key) -> Value:
        self[key] = value = self._value_of(key)
        return value
