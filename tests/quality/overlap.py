"""How much of a text was found: shingles of four words, as the article-extraction-benchmark counts them.

Method: https://github.com/scrapinghub/article-extraction-benchmark (evaluate.py). Precision and recall are averaged
over pages, F1 is of the averages; a page for which nothing was extracted counts for recall only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+")
_WORDS = 4


@dataclass(frozen=True)
class Score:
    """Averages over pages, each from 0 to 1."""

    f1: float
    precision: float
    recall: float


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + _WORDS]) for i in range(max(1, len(tokens) - _WORDS + 1)))


def recall_of(truth: str, found: str) -> float:
    """Give the share of the true text's shingles that were found; 1 when there are none."""
    wanted = _shingles(truth)
    return (wanted & _shingles(found)).total() / wanted.total() if wanted else 1.0


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """Score (true text, found text) of each page."""
    listed = list(pairs)
    precisions = [recall_of(found, truth) for truth, found in listed if found]
    recalls = [recall_of(truth, found) for truth, found in listed if truth]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 1.0
    return Score(2 * precision * recall / (precision + recall) if precision + recall else 0.0, precision, recall)
