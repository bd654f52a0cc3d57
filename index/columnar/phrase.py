"""Where the words of a phrase stand together, over places: document << 32 | position. See `index.proximity`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array
from index.columnar.found import NOTHING, Found, united
from index.columnar.nodes import Term


def phrase_in(
    part: int, terms: Sequence[Sequence[Term]], words: Sequence[tuple[str, ...]], slop: int, boost: float
) -> Found:
    """The documents of the n-th segment with a phrase: what its words score there, each by its best spelling.

    `terms` has for each word of the phrase the term of each of its spellings.
    """
    documents = _having_all(part, terms)
    if len(words) > 1 and len(documents):
        places = [_places(part, word, documents) for word in terms]
        documents = together(words, places, slop)
    scores = np.zeros(len(documents))
    for word in terms:
        scores += _spelt(part, word, documents).scores
    return Found(documents, scores * boost)


def _having_all(part: int, terms: Sequence[Sequence[Term]]) -> Array:
    documents: Array | None = None
    for word in sorted(terms, key=lambda word: sum(term.size for term in word)):
        documents = _spelt(part, word, documents).documents
        if not len(documents):
            break
    return NOTHING.documents if documents is None else documents


def _spelt(part: int, word: Sequence[Term], within: Array | None) -> Found:
    found = NOTHING
    for term in word:
        found = united(found, term.answer(part, within), is_maximum=True)
    return found


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
