"""Snippets without analysing texts: words are found in them by the ways in which they are written.

Each segment knows how each of its terms is written in its texts. Those surfaces are looked for in the text of a hit;
a place where one stands is a word where it is one between the white space around it, and it is marked when its own
terms are what the clause looks for. So the marks are those of `index.snippets`, which analyses the whole text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.columnar.commit import Commit
from index.document import Value
from index.query import Clause, SnippetRequest
from index.result import Snippet
from index.snippets import Highlighter, highlighters_of, quote


class Marker:
    """Quotes the hits of one question."""

    def __init__(self, clause: Clause, request: SnippetRequest, commit: Commit) -> None:
        self._request = request
        self._highlighters = highlighters_of(clause, request)

    def quote(self, values: Mapping[str, Value], language: str | None, part: int) -> tuple[Snippet, ...]:
        """The snippets of a document of the n-th segment."""
        return quote(values, self._highlighters, self._request, language)
