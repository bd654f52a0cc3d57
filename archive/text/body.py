"""Where the article stands among the lines of one page: the run of lines that weighs most as prose."""

from __future__ import annotations

from collections.abc import Sequence

from .cues import Cue, addresses_reader, appeals, cue_of
from .lines import count_words, ends_sentence

MIN_PROSE_WORDS = 8
LONG_LINE_WORDS = 25
SHORT_APPEAL_WORDS = 6
PROSE_CAP = 40
SHORT_SENTENCE = 2.0
SHORT_LINE = -4.0
CUE_LINE = -6.0
END_LINE = -40.0

APPEAL = Cue("appeal", "appeal")
INSERTED = Cue("inserted", "related")
INSERTED_LINES = 5
"""Lines of a list of other articles inside the text at most, if it does not say where it ends."""


def is_prose(text: str) -> bool:
    """Tell whether a line is a paragraph of sentences, not a heading, a link or a label."""
    count = count_words(text)
    return (count >= MIN_PROSE_WORDS and ends_sentence(text)) or count >= LONG_LINE_WORDS


def line_cues(texts: Sequence[str]) -> list[Cue | None]:
    """Give the cue of each line, pleas to the reader marked as far as they run.

    An appeal opens where a line names money, membership or the paper's own work while speaking as *we* or to *you*,
    and runs on while the lines speak so.
    """
    cues = [cue_of(text) for text in texts]
    pleading = False
    for i, text in enumerate(texts):
        pleading = _opens_appeal(text) or (pleading and addresses_reader(text))
        if pleading:
            cues[i] = APPEAL
    _mark_inserted(texts, cues)
    return cues


def _mark_inserted(texts: Sequence[str], cues: list[Cue | None]) -> None:
    """Mark lists of other articles inside the text: that say where they end, or are short and between paragraphs."""
    kinds = [cue.kind if cue else None for cue in cues]
    for first, kind in enumerate(kinds):
        if kind == "open" and "close" in kinds[first:]:
            last = kinds.index("close", first)
            has_heading = first > 0 and kinds[first - 1] == "end"
            cues[first - has_heading : last + 1] = [INSERTED] * (last + 1 - first + has_heading)
        elif kind and first > 0 and is_prose(texts[first - 1]) and cues[first - 1] is None:
            last = _last_of_insert(texts, cues, first)
            cues[first : last + 1] = [INSERTED] * (last + 1 - first)


def _last_of_insert(texts: Sequence[str], cues: Sequence[Cue | None], first: int) -> int:
    """Give the last line of a few headlines under 'Read more', or between 'Recommended' and that; `first - 1` for none.

    Only a paragraph right below shows that the text goes on.
    """
    after = next((i for i in range(first + 1, len(texts)) if is_prose(texts[i])), len(texts))
    rules = [cue.rule if cue else None for cue in cues[first:after]]
    is_closed = rules[0] == "read-more" or (rules[0] == "related" and rules[-1] == "read-more" and len(rules) > 1)
    is_short = after < len(texts) and cues[after] is None and after - first <= INSERTED_LINES
    has_headlines = all(rule in (None, "read-more") for rule in rules[1:])
    return after - 1 if is_closed and is_short and has_headlines else first - 1


def _opens_appeal(text: str) -> bool:
    return appeals(text) and (count_words(text) <= SHORT_APPEAL_WORDS or addresses_reader(text))


def weigh(text: str, cue: Cue | None) -> float:
    """Weigh a line: above 0 speaks for the article, below 0 against."""
    if cue is not None and cue.kind == "inserted":
        return 0.0
    if cue is not None:
        return END_LINE if cue.kind in ("end", "appeal", "credit") else CUE_LINE
    if is_prose(text):
        return float(min(count_words(text), PROSE_CAP))
    return SHORT_SENTENCE if ends_sentence(text) and count_words(text) >= 4 else SHORT_LINE


def heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    """Give the half-open range of the run with the largest sum (Kadane's method); (0, 0) when none is above 0."""
    best, total, start = 0.0, 0.0, 0
    found = (0, 0)
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, found = total, (start, i + 1)
    return found


def find_body(texts: Sequence[str], cues: Sequence[Cue | None]) -> tuple[int, int]:
    """Give the half-open range of the article's lines; a page without any furniture is all article."""
    if not any(cues):
        return 0, len(texts)
    return heaviest_run([weigh(text, cue) for text, cue in zip(texts, cues, strict=True)])
