"""Near-duplicates: articles whose texts share most of their five-word shingles are one story.

Candidates come from MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman and Ullman, *Mining of Massive
Datasets*, chapter 3) and are verified by their exact Jaccard similarity.
"""

from __future__ import annotations

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rensa import RMinHash

from .lines import words

SHINGLE_WORDS = 5
THRESHOLD = 0.8

BANDS = 25
ROWS = 5
"""25 bands of 5 rows find a pair at similarity 0.8 with probability 1 - (1 - 0.8^5)^25 > 0.9999."""

_SEED = 42


def shingles(text: str) -> frozenset[str]:
    """Give the five-word shingles of a text, case folded; a shorter text is one shingle, an empty one has none."""
    found = [word.casefold() for word in words(text)]
    if not found:
        return frozenset()
    last = max(1, len(found) - SHINGLE_WORDS + 1)
    return frozenset(" ".join(found[i : i + SHINGLE_WORDS]) for i in range(last))


def bands(found: frozenset[str]) -> tuple[int, ...]:
    """Give a number for each band of a text's signature: texts that share one may be copies, others hardly."""
    if not found:
        return ()
    signature = next(_signatures([found]))
    return tuple(_band_number(band, signature[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _band_number(band: int, rows: Sequence[int]) -> int:
    digest = hashlib.blake2b(struct.pack(f"<{1 + len(rows)}Q", band, *rows), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the size of the intersection over the size of the union; 0 for two empty sets."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def stories(texts: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Group (id, text) pairs into stories of two articles or more.

    Two articles are one story when they share at least 0.8 of their shingles; stories that share an article are one.
    Ids are in the order given, and stories in the order of their first article; articles without words are in none.
    """
    sets = [shingles(text) for _, text in texts]
    parents = list(range(len(texts)))
    for one, other in _candidates(sets):
        first, second = _root(parents, one), _root(parents, other)
        if first != second and jaccard(sets[one], sets[other]) >= THRESHOLD:
            parents[max(first, second)] = min(first, second)
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for i, (article_id, _) in enumerate(texts):
        groups[_root(parents, i)].append(article_id)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i


def _candidates(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Give each pair of texts that agree in a whole band of their signatures; a pair may come more than once."""
    buckets: defaultdict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for i, signature in enumerate(_signatures(sets)):
        for band in range(BANDS if sets[i] else 0):
            bucket = buckets[band, tuple(signature[band * ROWS : (band + 1) * ROWS])]
            yield from ((earlier, i) for earlier in bucket)
            bucket.append(i)


def _signatures(sets: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    for found in sets:
        signature = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
        signature.update(list(found))
        yield signature.digest()
