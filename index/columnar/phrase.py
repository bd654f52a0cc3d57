"""Where the words of a phrase stand together, over places: document << 32 | position. See `index.proximity`."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.columnar import kernel, trees
from index.columnar.commit import Commit
from index.columnar.file import Array
from index.columnar.found import NOTHING, Found, answer
from index.columnar.nodes import Term
from index.columnar.trees import Tree


def phrase_in(
    commit: Commit,
    part: int,
    terms: Sequence[Sequence[Term]],
    words: Sequence[tuple[str, ...]],
    slop: int,
    boost: float,
) -> Found:
    """The documents of the n-th segment with a phrase: what its words score there, each by its best spelling.

    `terms` has for each word of the phrase the term of each of its spellings.
    """
    size = commit.parts[part].segment.size
    if slop == 0 and all(len(spellings) == 1 for spellings in terms):
        listed = [spellings[0].trees[part] for spellings in terms]
        return answer((trees.PHRASE, boost, *listed), size, None) if terms and all(listed) else NOTHING
    spelt = [(sum(term.size for term in word), _spelt(part, word)) for word in terms]
    fewest_first = [tree for _, tree in sorted(spelt, key=lambda sized: sized[0])]
    documents = (
        answer((trees.BOTH, *fewest_first), size, None).documents if terms and all(fewest_first) else NOTHING.documents
    )
    if len(words) > 1 and len(documents):
        documents = together(words, [_places(part, word, documents) for word in terms], slop)
    if not len(documents):
        return NOTHING
    scores = np.zeros(len(documents))
    for _, tree in spelt:
        scores += answer(tree, size, None, documents).scores
    return Found(documents, scores * boost)


def _spelt(part: int, word: Sequence[Term]) -> Tree | None:
    """What any spelling of a word finds, each document by its best."""
    present = [tree for term in word if (tree := term.trees[part])]
    return functools.reduce(lambda one, other: (trees.EITHER, True, one, other), present) if present else None


def _places(part: int, word: Sequence[Term], documents: Array) -> Array:
    found = [term.places(part, documents) for term in word]
    return found[0] if len(found) == 1 else np.unique(np.concatenate(found))


def together(words: Sequence[tuple[str, ...]], places: Sequence[Array], slop: int) -> Array:
    """The documents in which the words stand together: `places` has those of each word."""
    if slop == 0:
        return _documents(_adjacent(places))
    return _documents(_near(words, places, slop))


def _adjacent(places: Sequence[Array]) -> Array:
    found = places[0]
    for step, following in enumerate(places[1:], 1):
        out = np.empty(len(found), np.int64)
        found = out[: kernel.followed(found, following, step, out)]
    return found


def _near(words: Sequence[tuple[str, ...]], places: Sequence[Array], slop: int) -> Array:
    """The places at which a group ends: the last of each word up to there is not too far back."""
    distinct = dict(zip(words, places, strict=True))
    times = Counter(words)
    ends = np.sort(np.concatenate(list(distinct.values())))
    earliest = ends - (len(words) - 1 + slop)
    kept = np.ones(len(ends), np.bool_)
    for word, of_word in distinct.items():
        last = np.searchsorted(of_word, ends, "right") - times[word]
        kept &= (last >= 0) & (of_word[np.maximum(last, 0)] >= earliest)
    return ends[kept]


def _documents(places: Array) -> Array:
    documents = (places >> 32).astype(np.int32)
    is_new = np.ones(len(documents), np.bool_)
    is_new[1:] = documents[1:] != documents[:-1]
    return documents[is_new]
