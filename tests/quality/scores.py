"""Precision, recall and F1 of sets of labels, added up over articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How many labels were found rightly, found wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Score:
        """Compare (found, expected) of each article."""
        right = wrong = missed = 0
        for found, expected in pairs:
            right += len(found & expected)
            wrong += len(found - expected)
            missed += len(expected - found)
        return cls(right, wrong, missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
