"""A client of an archive's API, in one file: `Client("http://127.0.0.1:8000").search(q="kosovo")`.

Parameters are those of the API, by the same names; a list is a parameter given several times.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import httpx

if TYPE_CHECKING:
    import pandas

Body: TypeAlias = dict[str, Any]

_LARGEST_PAGE = 100
_COLUMNS = (
    *("id", "title", "date", "date_precision", "date_source", "source", "language", "script", "url"),
    *("text", "caption", "credit", "actors", "countries", "copies", "corrects", "corrected_by"),
)


class Problem(Exception):
    """The archive answered with an error; `code` is stable, `body` is the whole problem."""

    def __init__(self, body: Body) -> None:
        super().__init__(f"{body.get('detail')} ({body.get('code')}, status {body.get('status')})")
        self.code = body.get("code")
        self.status = body.get("status")
        self.body = body


class IncompleteExport(Exception):
    """Fewer articles came than the archive announced."""


class Client:
    """One archive, at the address of its page; a context manager.

    Raises Problem for an error that the archive answers with, and what httpx raises when there is no answer.
    """

    def __init__(self, url: str, timeout_seconds: float = 30.0, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", timeout=timeout_seconds, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def search(self, **parameters: Any) -> Body:
        """One page of a search, with total, facets and everything else that the API answers."""
        return self._get("/search", parameters)

    def hits(self, **parameters: Any) -> Iterator[Body]:
        """Every hit of a search, page after page by cursor."""
        asked = {"page_size": _LARGEST_PAGE, "facet": "none", **parameters}
        while True:
            body = self.search(**asked)
            yield from body["hits"]
            if not body["next_cursor"]:
                return
            asked["cursor"] = body["next_cursor"]

    def article(self, id: str, view: str = "clean") -> Body:
        """One article; with view "raw" its source page, with "cuts" what was cut."""
        return self._get(f"/articles/{id}", {"view": view})

    def facet(self, name: str, **parameters: Any) -> Body:
        """The counts of one facet of a search."""
        return self._get(f"/facets/{name}", parameters)

    def articles(self, **parameters: Any) -> Iterator[Body]:
        """Every article of a search, whole, as a stream.

        Raises IncompleteExport when fewer come than were announced.
        """
        with self._http.stream("GET", "/export", params={**parameters, "format": "jsonl"}) as response:
            if response.is_error:
                response.read()
                raise Problem(response.json())
            came = 0
            for line in response.iter_lines():
                came += 1
                yield json.loads(line)
        announced = int(response.headers["X-Total-Count"])
        if came < announced:
            raise IncompleteExport(f"{came:,} of {announced:,} articles came")

    def data_frame(self, **parameters: Any) -> pandas.DataFrame:
        """Every article of a search as a table, a row each; dates are timestamps, an unknown one NaT.

        Needs pandas (`news-archive[pandas]`), and memory for the whole table. Raises what `articles` raises.
        """
        import pandas  # here, so that all else works without it

        table = pandas.DataFrame(list(self.articles(**parameters)), columns=list(_COLUMNS))
        return table.assign(date=pandas.to_datetime(table["date"]))

    def _get(self, path: str, parameters: Body) -> Body:
        response = self._http.get(path, params=parameters)
        body: Body = response.json()
        if response.is_error:
            raise Problem(body)
        return body
