"""The questions that every engine is asked: drawn from the corpus by frequency, with a seed, into a file."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import islice, pairwise

import orjson

from bench.corpus import OUT, read
from index.analysis import tokens

SAMPLE = 20_000
PER_CLASS = 13
CLASSES = (
    *("common", "rare", "and2", "and3", "or2", "or3", "phrase", "prefix", "actor", "country", "date", "nothing"),
    *("everything", "fuzzy", "wildcard"),
)
MIX = tuple(kind for kind in CLASSES if kind not in ("fuzzy", "wildcard"))
"""Classes whose questions the median is over; every class is reported apart too."""

FILTERED = ("actor", "country", "date")


@dataclass(frozen=True)
class Question:
    """What is asked: words joined by the operator, and filters."""

    kind: str
    operator: str
    words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    years: tuple[int, int] | None = None


def questions(count: int, seed: int = 7) -> list[Question]:
    """The questions for a corpus of that size; drawn once, then read."""
    path = OUT / f"queries-{count}-{seed}.json"
    if not path.exists():
        path.write_bytes(orjson.dumps([asdict(question) for question in _drawn(count, seed)]))
    rows = orjson.loads(path.read_bytes())
    return [Question(**{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}) for row in rows]


def checksum(asked: list[Question]) -> str:
    """Every process reports it, so that all are known to have been asked the same."""
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]


class _Draw:
    """What questions are drawn from."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts: list[list[str]] = []
        actors: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        found: Counter[str] = Counter()
        for document in islice(read(count), SAMPLE):
            words = [token.text.lower() for token in tokens(str(document.values["text"]))]
            self.texts.append(words)
            found.update({word for word in words if word.isascii() and word.isalpha() and len(word) > 2})
            actors.update(document.values["actor"] or ())
            countries.update(document.values["country"] or ())
        most = len(self.texts)
        self.common = [word for word, n in sorted(found.items()) if most / 100 < n < most / 4]
        self.rare = [word for word, n in sorted(found.items()) if 2 <= n <= most / 2000]
        self.weights = {word: found[word] for word in self.common}
        self.actors = sorted(actor for actor, _ in actors.most_common(60))
        self.countries = sorted(country for country, _ in countries.most_common(40))

    def word(self) -> str:
        return self.random.choices(list(self.weights), list(self.weights.values()))[0]

    def words(self, count: int) -> tuple[str, ...]:
        """Frequent words of one text, so that they do meet."""
        while True:
            known = sorted(set(self.random.choice(self.texts)) & self.weights.keys())
            if len(known) >= count:
                return tuple(self.random.sample(known, count))

    def phrase(self) -> tuple[str, ...]:
        while True:
            words = self.random.choice(self.texts)
            pairs = [pair for pair in pairwise(words) if all(word.isascii() and word.isalpha() for word in pair)]
            if pairs:
                return self.random.choice(pairs)

    def misspelt(self) -> str:
        word = self.random.choice([word for word in self.common if len(word) > 5])
        at = self.random.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]


def _drawn(count: int, seed: int) -> list[Question]:
    draw = _Draw(count, seed)
    return [_question(draw, kind) for kind in CLASSES for _ in range(PER_CLASS)]


def _question(draw: _Draw, kind: str) -> Question:
    pick = draw.random.choice
    match kind:
        case "common":
            return Question(kind, "and", (draw.word(),))
        case "rare":
            return Question(kind, "and", (pick(draw.rare),))
        case "and2" | "and3" | "or2" | "or3":
            return Question(kind, kind[:-1], draw.words(int(kind[-1])))
        case "phrase":
            return Question(kind, "phrase", draw.phrase())
        case "prefix":
            return Question(kind, "prefix", (draw.word()[:5],))
        case "actor":
            return Question(kind, "and", (draw.word(),), actors=(pick(draw.actors),))
        case "country":
            return Question(kind, "and", (draw.word(),), countries=tuple(draw.random.sample(draw.countries, 2)))
        case "date":
            first = draw.random.randint(1990, 2018)
            return Question(kind, "and", (draw.word(),), years=(first, first + draw.random.randint(0, 5)))
        case "nothing":
            return Question(kind, "and", (f"{pick(draw.rare)}zq", draw.word()))
        case "fuzzy":
            return Question(kind, "fuzzy", (draw.misspelt(),))
        case "wildcard":
            word = pick([word for word in draw.common if len(word) > 5])
            return Question(kind, "wildcard", (f"{word[:2]}*{word[-3:]}",))
        case _:
            return Question("everything", "all")
