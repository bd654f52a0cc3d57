"""Values of a hit that are brought only where they are wanted: a walk through many hits may want their ids alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from index.document import Value


class FetchedValues(Mapping[str, Value]):
    """The stored values of a document, fetched when the first of them is asked for."""

    __slots__ = ("_fetch", "_fetched")

    def __init__(self, fetch: Callable[[], Mapping[str, Value] | None]) -> None:
        self._fetch = fetch
        self._fetched: Mapping[str, Value] | None = None

    def __getitem__(self, name: str) -> Value:
        return self._values()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def _values(self) -> Mapping[str, Value]:
        if self._fetched is None:
            self._fetched = self._fetch() or {}
        return self._fetched
