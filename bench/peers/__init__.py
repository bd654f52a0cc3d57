"""The engines that are compared, each used as someone who knows it would. A peer builds an index and answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bench.queries import Question
from index import Document

FACETS = ("actor", "country", "date")


@dataclass(frozen=True)
class Answer:
    """What is compared first: the total, and how many hits came with title or snippet.

    `milliseconds` is the CPU time it took where another process answered; else the one that asks is measured. `body`
    is what an application would send: hits with their fields, and facets, of peers that are asked over HTTP too.
    """

    total: int
    hits: int
    milliseconds: float | None = None
    body: dict[str, Any] = field(default_factory=dict)


class Peer(Protocol):
    """An engine of the comparison."""

    name: str

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """Writes the index, committed and merged."""

    def open(self, place: Path) -> None:
        """Opens it for answering."""

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """The ten best hits with their stored fields, the exact total, three facets; snippets if wanted."""
