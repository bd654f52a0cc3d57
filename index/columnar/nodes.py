"""A clause as a tree of nodes that answer for one segment at a time.

Every node says how many documents it expects in the whole index, by the rules with which Whoosh sizes its queries:
Whoosh adds up scores in an order that follows from these sizes, and sums of floats depend on it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np

from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.found import NOTHING, Found, allowed_places, narrowed, united, without

Tree: TypeAlias = "int | tuple[Tree, Tree]"


class Node(Protocol):
    """A part of a question."""

    @property
    def size(self) -> int:
        """How many documents Whoosh would expect."""

    def answer(self, part: int, within: Array | None) -> Found:
        """What matches in the n-th segment, deleted documents perhaps among it; only in those `within` if given."""


@dataclass(frozen=True)
class Term:
    """One term of one text field; `numbers` are its lists in the segments."""

    commit: Commit
    form: str
    numbers: tuple[int | None, ...]
    size: int
    boost: float

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""
        number = self.numbers[part]
        if number is None:
            return NOTHING
        text = self.commit.parts[part].segment.texts[self.form]
        return Found(*text.scored(number, self.commit.norms(self.form), self.commit.idf(self.size), self.boost, within))

    def places(self, part: int, within: Array) -> Array:
        """Where the term stands in documents of the n-th segment: document << 32 | position, ascending."""
        number = self.numbers[part]
        if number is None:
            return np.empty(0, np.int64)
        return self.commit.parts[part].segment.texts[self.form].places(number, within)


@dataclass(frozen=True)
class Listed:
    """What another rule than scoring finds, segment by segment: phrases, and words of a shape."""

    commit: Commit
    find: Callable[[int], Found]
    _known: dict[int, Found] = field(default_factory=dict)

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return sum(len(self._whole(part).documents) for part in range(len(self.commit.parts)))

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""
        whole = self._whole(part)
        return whole if within is None else narrowed(whole, within)

    def _whole(self, part: int) -> Found:
        if part not in self._known:
            found, live = self.find(part), self.commit.parts[part].live
            if live is not None:
                places = allowed_places(found.documents, live)
                found = Found(found.documents[places], found.scores[places])
            self._known[part] = found
        return self._known[part]


@dataclass(frozen=True)
class Masked:
    """What a filter lets through, with score 0."""

    commit: Commit
    mask: Callable[[int], Array]

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return sum(len(self.answer(part, None).documents) for part in range(len(self.commit.parts)))

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""
        documents = self.commit.parts[part].documents() if within is None else within
        kept = documents[allowed_places(documents, self.mask(part))]
        return Found(kept, np.zeros(len(kept)))


@dataclass(frozen=True)
class Whole:
    """Every document, with score 0."""

    commit: Commit

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.commit.live

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""
        documents = self.commit.parts[part].documents() if within is None else within
        return Found(documents, np.zeros(len(documents)))


@dataclass(frozen=True)
class Other:
    """Every document that a node does not match, with score 0."""

    commit: Commit
    node: Node

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return sum(len(self.answer(part, None).documents) for part in range(len(self.commit.parts)))

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""
        documents = self.commit.parts[part].documents() if within is None else within
        kept = without(documents, self.node.answer(part, within).documents)
        return Found(kept, np.zeros(len(kept)))


@dataclass(frozen=True)
class Either:
    """What one of several nodes matches; where several do, scores add up, or the highest counts."""

    nodes: tuple[Node, ...]
    most: int
    is_maximum: bool = False

    @property
    def size(self) -> int:
        """As many as all of them together, but no more than there are."""
        return min(sum([node.size for node in self.nodes]), self.most)

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`."""

        def joined(tree: Tree) -> Found:
            if isinstance(tree, int):
                return self.nodes[tree].answer(part, within)
            return united(joined(tree[0]), joined(tree[1]), self.is_maximum)

        if len(self.nodes) == 2:
            return joined((0, 1))
        return joined(paired([node.size for node in self.nodes]))


@dataclass(frozen=True)
class Both:
    """What all nodes match; scores add up."""

    nodes: tuple[Node, ...]

    @property
    def size(self) -> int:
        """No more than the one with the fewest."""
        return min([node.size for node in self.nodes])

    def answer(self, part: int, within: Array | None) -> Found:
        """See `Node`. Begins with the one that expects fewest, and asks each next only about what is left."""
        sizes = [_expected(node) for node in self.nodes]
        order = sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True)  # most documents first: so scores add up
        answers: dict[int, Found] = {}
        for number in reversed(order):
            answers[number] = self.nodes[number].answer(part, within)
            within = answers[number].documents
            if not len(within):
                return NOTHING
        documents = answers[order[0]].documents
        scores = np.zeros(len(documents))
        for number in order:
            scores += _scores_of(answers[number], documents)
        return Found(documents, scores)


def paired(sizes: Sequence[int]) -> Tree:
    """The tree in which Whoosh joins matchers of these sizes: the two least first, as in a Huffman code."""
    left: list[tuple[int, Tree]] = sorted(((size, number) for number, size in enumerate(sizes)), key=_size)
    while len(left) > 1:
        (a, one), (b, other) = left.pop(0), left.pop(0)
        insort(left, (a + b, (one, other)), key=_size)
    return left[0][1]


def _size(entry: tuple[int, Tree]) -> int:
    return entry[0]


def _expected(node: Node) -> int:
    """The size of a node; for one without scores, which may cost as much as the answer, an upper bound will do."""
    return node.commit.live if isinstance(node, Other | Masked) else node.size


def _scores_of(found: Found, documents: Array) -> Array:
    if len(found.documents) == len(documents):
        return found.scores
    return found.scores[np.searchsorted(found.documents, documents)]
