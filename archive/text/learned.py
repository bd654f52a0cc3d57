"""What one source puts around its articles, learned from several of its pages."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from .body import heaviest_run, is_prose, line_cues, weigh
from .credits import caption_length
from .cues import Cue, cue_of
from .lines import count_words, line_key, split_lines
from .similarity import THRESHOLD, jaccard, shingles, stories

Side = Literal["before", "after", "any"]

MAX_SHARE_CUT = 0.7
"""Above this share of a page's words only lines found on nearly every page may be furniture."""

_FEW_PAGES = 5
_SIDE_AGREEMENT = 0.8
_LEARNED_LINE = -10.0
_OWN_SHORT_LINE = 1.0
_MISPLACED = 0.25


@dataclass(frozen=True)
class Furniture:
    """The lines of one source that are not its articles, each with the side of the article it stands on.

    `sides` maps a line key (`lines.line_key`) to `before`, `after` or `any`; `pages` counts the differing pages
    that taught it.
    """

    source: str
    pages: int
    sides: dict[str, Side]

    @property
    def digest(self) -> str:
        """A name of the content, so that a reader of a stored cut can tell which furniture made it."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """Give the form that is stored; equal furniture gives equal text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Furniture:
        """Read what `to_json` wrote."""
        stored = json.loads(text)
        return cls(stored["source"], stored["pages"], stored["sides"])


@dataclass(frozen=True)
class _Page:
    texts: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def own(self) -> frozenset[str]:
        return frozenset(self.keys)


def _read(raw: str) -> _Page:
    texts = tuple(line.text for line in split_lines(raw))
    return _Page(texts, tuple(line_key(text) for text in texts))


def _without_copies(pages: Sequence[_Page]) -> list[_Page]:
    """Keep one page of each article: copies and corrected versions would make its text look like furniture.

    With few pages, a page that is nearly all another's is taken for a copy. With more, what is left when the lines of
    most pages are put aside must also agree, so that short articles between much furniture all stay.
    """
    frequency = Counter(key for page in pages for key in page.own)
    common = {key for key, count in frequency.items() if count > len(pages) / 2} if len(pages) >= _FEW_PAGES else set()
    copies: set[int] = set()
    for story in stories([(str(i), "\n".join(page.keys)) for i, page in enumerate(pages)]):
        copies.update(_copies(pages, [int(i) for i in story], common))
    return [page for i, page in enumerate(pages) if i not in copies]


def _copies(pages: Sequence[_Page], members: Sequence[int], common: set[str]) -> Iterator[int]:
    """Give those of some alike pages that say, apart from the common lines, what an earlier one says."""
    earlier: list[frozenset[str]] = []
    for i in members:
        rest = shingles("\n".join(key for key in pages[i].keys if key not in common))
        if any(rest == other or jaccard(rest, other) >= THRESHOLD for other in earlier):
            yield i
        else:
            earlier.append(rest)


def learn(pages: Sequence[str], source: str) -> Furniture:
    """Learn a source's furniture from the raw text of its pages: the lines that many of them share.

    A sentence must stand on half of the pages (newspapers repeat paragraphs of background), a shorter line on a fifth,
    and any line on two at least. From fewer than two differing pages nothing is learned.
    """
    read = _without_copies([_read(raw) for raw in pages])
    furniture = _shared_lines(read)
    return Furniture(source, len(read), _sides(read, furniture))


def _shared_lines(pages: Sequence[_Page]) -> set[str]:
    frequency = Counter(key for page in pages for key in page.own)
    texts = {key: text for page in pages for key, text in zip(page.keys, page.texts, strict=True)}
    shared = {
        key
        for key, count in frequency.items()
        if count >= _needed(texts[key], len(pages)) and not _says_who(texts[key])
    }
    if _median_share(pages, shared) > MAX_SHARE_CUT:
        shared = {key for key in shared if frequency[key] >= 0.9 * len(pages)}
    return shared


def _says_who(text: str) -> bool:
    """Tell whether a line credits someone or captions a picture: it may stand on many pages and is no furniture."""
    cue = cue_of(text)
    return (cue is not None and cue.kind == "credit") or bool(caption_length(text))


def _needed(text: str, pages: int) -> float:
    return max(2.0, pages * (0.5 if is_prose(text) else 0.2))


def _median_share(pages: Sequence[_Page], shared: set[str]) -> float:
    shares = sorted(_share(page, shared) for page in pages)
    return shares[len(shares) // 2] if shares else 0.0


def _share(page: _Page, shared: set[str]) -> float:
    counts = [count_words(text) for text in page.texts]
    cut = sum(count for key, count in zip(page.keys, counts, strict=True) if key in shared)
    return cut / max(1, sum(counts))


def _weights(texts: Sequence[str], cues: Sequence[Cue | None], learned: Sequence[bool]) -> list[float]:
    return [
        _LEARNED_LINE if known else _OWN_SHORT_LINE if cue is None and not is_prose(text) else weigh(text, cue)
        for text, cue, known in zip(texts, cues, learned, strict=True)
    ]


def _sides(pages: Iterable[_Page], furniture: set[str]) -> dict[str, Side]:
    """Say on which side of the article each line stands, by the heaviest run of each page's own lines."""
    seen: dict[str, Counter[Side]] = {key: Counter() for key in furniture}
    for page in pages:
        learned = [key in furniture for key in page.keys]
        start, end = heaviest_run(_weights(page.texts, line_cues(page.texts), learned))
        for i, key in enumerate(page.keys):
            if learned[i]:
                seen[key]["before" if i < start else "after" if i >= end else "any"] += 1
    return {key: _agreed(seen[key]) for key in sorted(furniture)}


def _agreed(seen: Counter[Side]) -> Side:
    side, count = seen.most_common(1)[0]
    return side if count >= _SIDE_AGREEMENT * seen.total() else "any"


def find_learned_body(
    texts: Sequence[str], cues: Sequence[Cue | None], sides: Sequence[Side | None]
) -> tuple[int, int]:
    """Give the half-open range of the article's lines on a page whose furniture is known.

    It is the stretch with the most words of its own between the lines that always stand before an article and those
    that always stand after. One on the wrong side of such a line must have sentences and far more words, so that a page
    with nothing but furniture and other articles' headlines has no body, (0, 0), and a reader's comment is none.
    """
    own = [
        count_words(text) if cue is None and side is None else 0
        for text, cue, side in zip(texts, cues, sides, strict=True)
    ]
    best, found = 0.0, (0, 0)
    for start, end in _stretches(sides):
        weight = float(sum(own[start:end]))
        if not _in_place(sides, start, end):
            weight *= _MISPLACED if any(is_prose(text) for text in texts[start:end]) else 0.0
        if weight > best:
            best, found = weight, (start, end)
    return found


def _stretches(sides: Sequence[Side | None]) -> Iterator[tuple[int, int]]:
    """Give the ranges between lines that stand on one known side of the article."""
    start = 0
    for i, side in enumerate([*sides, "after"]):
        if side in ("before", "after"):
            if i > start:
                yield start, i
            start = i + 1


def _in_place(sides: Sequence[Side | None], start: int, end: int) -> bool:
    """Tell whether a stretch has nothing that follows articles above it, and nothing that precedes them below."""
    return (start == 0 or sides[start - 1] == "before") and (end == len(sides) or sides[end] == "after")
