"""The measure of near-duplicates: pairs of articles above the threshold that are found to be one story."""

from __future__ import annotations

import random
from collections.abc import Iterator

from archive.text.similarity import THRESHOLD, jaccard, shingles, stories
from tests.quality.data import wires
from tests.quality.gate import Measured, digest_of

SEED = 1987
ARTICLES = 2000


def measure() -> Iterator[Measured]:
    """Measure on newswire articles, each beside a copy with some of its words changed."""
    chance = random.Random(SEED)
    articles = [wire.body for wire in chance.sample(wires(), ARTICLES)]
    copies = [_edited(body, chance) for body in articles]
    texts = [(f"{kind}{i}", text) for kind, all_ in (("a", articles), ("b", copies)) for i, text in enumerate(all_)]
    story_of = {name: number for number, names in enumerate(stories(texts)) for name in names}
    alike = [
        i
        for i, (body, copy) in enumerate(zip(articles, copies, strict=True))
        if jaccard(shingles(body), shingles(copy)) >= THRESHOLD
    ]
    found = sum(f"a{i}" in story_of and story_of[f"a{i}"] == story_of.get(f"b{i}") for i in alike)
    digest = digest_of(text.encode() for _, text in texts)
    yield Measured("stories.recall", found / len(alike), f"{len(alike)} pairs at Jaccard {THRESHOLD} or more", digest)


def _edited(body: str, chance: random.Random) -> str:
    found = body.split()
    for _ in range(chance.randint(0, max(1, len(found) // 40))):
        found[chance.randrange(len(found))] = f"word{chance.randrange(1000)}"
    return " ".join(found)
