"""A clause as nodes: what to look for in each segment, and how many documents to expect.

The sizes follow the rules with which Whoosh sizes its queries: Whoosh adds up scores in an order that follows from
them, and sums of floats depend on it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np

from index.columnar import trees
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.found import Found, answer, masked
from index.columnar.trees import Tree

_Pairs: TypeAlias = "int | tuple[_Pairs, _Pairs]"


class Node(Protocol):
    """A part of a question."""

    @property
    def size(self) -> int:
        """How many documents Whoosh would expect in the whole index."""

    @property
    def trees(self) -> Sequence[Tree | None]:
        """What to look for in each segment; None where it cannot be there. Deleted documents may be among it."""


@dataclass(frozen=True)
class Term:
    """One term of one text field; `numbers` are its lists in the segments."""

    commit: Commit
    form: str
    numbers: tuple[int | None, ...]
    size: int
    boost: float

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        weights, idf = self.commit.weights(self.form), self.commit.idf(self.size)
        texts = [part.segment.texts[self.form] for part in self.commit.parts]
        return tuple(
            None
            if number is None
            else (trees.LISTED, text.lists.content, *text.lists.extent(number), text.lengths, weights, idf, self.boost)
            for text, number in zip(texts, self.numbers, strict=True)
        )

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

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        return tuple(self._there(number) for number in range(len(self.commit.parts)))

    def _there(self, number: int) -> Tree | None:
        given, live = self.find(number), self.commit.parts[number].live
        there = given if live is None else masked(given, live)
        return (trees.GIVEN, *there) if len(there.documents) else None

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return sum(len(tree[1]) for tree in self.trees if tree)


class Missing:
    """Nothing at all."""

    def __init__(self, commit: Commit) -> None:
        self.size = 0
        self.trees: tuple[Tree | None, ...] = (None,) * len(commit.parts)


@dataclass(frozen=True)
class Whole:
    """Every document, with score 0."""

    commit: Commit

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.commit.live

    @property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        return ((trees.WHOLE,),) * len(self.commit.parts)


@dataclass(frozen=True)
class _Counted:
    """A node without scores, whose documents are only counted where someone asks for its size."""

    commit: Commit

    @property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        raise NotImplementedError

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return sum(
            len(answer(tree, part.segment.size, part.live).documents)
            for tree, part in zip(self.trees, self.commit.parts, strict=True)
        )


@dataclass(frozen=True)
class Masked(_Counted):
    """What the mask of each segment holds, all with the same score."""

    mask: Callable[[int], Array]
    score: float = 0.0

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        return tuple((trees.MASKED, self.mask(part), self.score) for part in range(len(self.commit.parts)))


@dataclass(frozen=True)
class Other(_Counted):
    """Every document that a node does not match, with score 0."""

    node: Node

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        return tuple((trees.OTHER, tree) if tree else (trees.WHOLE,) for tree in self.node.trees)


@dataclass(frozen=True)
class Either:
    """What one of several nodes matches; where several do, scores add up, or the highest counts."""

    nodes: tuple[Node, ...]
    most: int
    is_maximum: bool = False

    @cached_property
    def size(self) -> int:
        """As many as all of them together, but no more than there are."""
        return min(sum([node.size for node in self.nodes]), self.most)

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        pairs = (0, 1) if len(self.nodes) == 2 else paired([node.size for node in self.nodes])
        return tuple(self._joined(pairs, of_segment) for of_segment in zip(*(n.trees for n in self.nodes), strict=True))

    def _joined(self, pairs: _Pairs, of_segment: Sequence[Tree | None]) -> Tree | None:
        if isinstance(pairs, int):
            return of_segment[pairs]
        one, other = (self._joined(inner, of_segment) for inner in pairs)
        return (trees.EITHER, self.is_maximum, one, other) if one and other else one or other


@dataclass(frozen=True)
class Both:
    """What all nodes match; scores add up. Begins with the node that expects fewest."""

    nodes: tuple[Node, ...]

    @cached_property
    def size(self) -> int:
        """No more than the one with the fewest."""
        return min([node.size for node in self.nodes])

    @cached_property
    def trees(self) -> tuple[Tree | None, ...]:
        """See `Node`."""
        most_first = sorted(self.nodes, key=_expected, reverse=True)  # so scores add up
        in_order = [node.trees for node in reversed(most_first)]
        return tuple((trees.BOTH, *inner) if all(inner) else None for inner in zip(*in_order, strict=True))


def paired(sizes: Sequence[int]) -> _Pairs:
    """The tree in which Whoosh joins matchers of these sizes: the two least first, as in a Huffman code."""
    left: list[tuple[int, _Pairs]] = sorted(((size, number) for number, size in enumerate(sizes)), key=_size)
    while len(left) > 1:
        (a, one), (b, other) = left.pop(0), left.pop(0)
        insort(left, (a + b, (one, other)), key=_size)
    return left[0][1]


def _size(entry: tuple[int, _Pairs]) -> int:
    return entry[0]


def _expected(node: Node) -> int:
    """The size of a node; for one without scores, which may cost as much as the answer, an upper bound will do."""
    return node.commit.live if isinstance(node, _Counted) else node.size
