"""Which part of an article each line of a page is, or which rule cuts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .body import find_body, is_prose, line_cues
from .cues import Cue
from .dateline import dateline_length
from .learned import Furniture, Side, find_learned_body
from .lines import count_words, line_key
from .names import is_full_name
from .parts import place_of_prose
from .rules import Rules, Verdict
from .title import find_title, is_headline

CREDIT_REACH = 4
"""How many lines below the text a line saying who else reported is looked for."""

BYLINE_REACH = 3
"""How many lines below a headline its author or date stands, a second headline between them."""

SIGNED_WORDS = 4

PARAGRAPH_WORDS = 15
"""Words from which a sentence right under the headline is the first paragraph and no second headline."""

BIOGRAPHY_REACH = 3
"""How many of a text's last lines may say who its author is."""

_BY = re.compile(r"^by\s", re.IGNORECASE)
_SAYS_WHO = re.compile(r"\s(?:is|was|covers|reports|writes|works|teaches|lectures|je|predaje)\s")


class Layout:
    """The lines of one page while they are being judged; `places` is the judgement."""

    def __init__(self, texts: Sequence[str], furniture: Furniture | None, rules: Rules | None) -> None:
        self._texts = texts
        self._verdicts: list[Verdict | None] = [rules.verdict(text) if rules else None for text in texts]
        self._sides: list[Side | None] = [furniture.sides.get(line_key(text)) if furniture else None for text in texts]
        self._cues: list[Cue | None] = line_cues(texts)
        self._lift_kept_lines()

    def _lift_kept_lines(self) -> None:
        for i, verdict in enumerate(self._verdicts):
            if verdict == "keep":
                self._cues[i] = None
                self._sides[i] = None

    def _lift_headlines(self, top: int) -> None:
        """Free headlines above the text that other pages of the source list below theirs, as most read or related."""
        for i in range(top):
            if self._sides[i] in ("after", "any") and is_headline(self._texts[i]):
                self._sides[i] = None

    def places(self) -> list[str]:
        """Give for each line the part of the article that it is, or the rule that cuts it."""
        start, end = self._body()
        top = self._top(start, end)
        if top < end:
            self._lift_headlines(top)
        places = [self._place(i, start, end) for i in range(len(self._texts))]
        if top < end:
            self._place_title(places, start, top, end)
        self._place_credits(places, end)
        self._cut_captions_again(places)
        self._cut_biographies(places)
        self._obey_operator(places)
        return places

    def _body(self) -> tuple[int, int]:
        if any(self._sides):
            return find_learned_body(self._texts, self._cues, self._sides)
        return find_body(self._texts, self._cues)

    def _top(self, start: int, end: int) -> int:
        """Give the first line of the text proper: what stands above it is headline, byline, caption."""
        for i in range(start, end):
            if self._is_own(i) and (self._opens_text(i) or not self._is_heading(i)):
                return i
        return end

    def _is_own(self, i: int) -> bool:
        """Tell whether nothing speaks against a line: no cue, not the source's other pages, no photo credit."""
        free = self._cues[i] is None and self._sides[i] is None and self._verdicts[i] != "cut"
        return free and place_of_prose(self._texts[i]) == "text"

    def _place(self, i: int, start: int, end: int) -> str:
        cue = self._cues[i]
        if self._sides[i] is not None:
            return "learned"
        if cue is not None and cue.kind != "credit":
            return cue.rule
        if i < start:
            return "before-article"
        if i >= end:
            return "after-article"
        return "credit" if cue is not None else place_of_prose(self._texts[i])

    def _place_title(self, places: list[str], start: int, top: int, end: int) -> None:
        """Place the headline and what stands between it and the text; a table's first rows are no second headlines."""
        above = [i for i in range(top) if self._is_own(i)]
        found = self._find_title(above, start, top, end)
        if found is None:
            return
        places[found] = "title"
        for i in range(start, found):
            places[i] = "before-article" if places[i] == "text" else places[i]
        if self._opens_text(top):
            for i in range(found + 1, top):
                places[i] = self._under_title(i) if places[i] in ("text", "before-article") else places[i]

    def _find_title(self, above: Sequence[int], start: int, top: int, end: int) -> int | None:
        """Give the headline's line. Over a table its first row can look like one, so a line further up is preferred."""
        if not self._opens_text(top):
            bare = not any(self._sides) and not any(self._cues)
            rows = [i for i in above if i >= start]
            above = [] if bare else [i for i in above if i < start] or rows[:1]
        signed = [place for place, i in enumerate(above) if self._is_signed(i)]
        found = find_title([self._texts[i] for i in above], " ".join(self._texts[top:end]), signed)
        return None if found is None else above[found]

    def _is_heading(self, i: int) -> bool:
        """Tell whether a line could stand above a text: a headline, or one word such as *Summary*."""
        return is_headline(self._texts[i]) or self._texts[i].isalpha()

    def _is_signed(self, i: int) -> bool:
        """Tell whether who wrote, or when, stands right below a line that is too long to be the author's name."""
        if count_words(self._texts[i]) < SIGNED_WORDS:
            return False
        below = self._cues[i + 1 : i + 1 + BYLINE_REACH]
        return any(cue is not None and cue.rule in ("byline", "timestamp") for cue in below)

    def _opens_text(self, i: int) -> bool:
        return is_prose(self._texts[i]) or dateline_length(self._texts[i]) > 0

    def _under_title(self, i: int) -> str:
        """Place a line between headline and text: a first paragraph set apart is text, anything shorter is not."""
        place = place_of_prose(self._texts[i])
        is_paragraph = is_prose(self._texts[i]) and count_words(self._texts[i]) >= PARAGRAPH_WORDS
        return "under-title" if place == "text" and not is_paragraph else place

    def _place_credits(self, places: list[str], end: int) -> None:
        for i in range(end, min(end + CREDIT_REACH, len(places))):
            cue = self._cues[i]
            if cue is not None and cue.kind == "credit" and self._sides[i] is None:
                places[i] = "credit"

    def _cut_captions_again(self, places: list[str]) -> None:
        """Cut a caption that the page shows a second time, as galleries do."""
        seen: set[str] = set()
        for i, place in enumerate(places):
            if place == "caption":
                key = line_key(self._texts[i])
                places[i] = "caption-again" if key in seen else place
                seen.add(key)

    def _cut_biographies(self, places: list[str]) -> None:
        """Cut what the last lines of the text say of someone who signed it above."""
        signed = (text for text, place in zip(self._texts, places, strict=True) if place in ("under-title", "byline"))
        authors = {name for name in (_BY.sub("", text) for text in signed) if is_full_name(name)}
        last = [i for i, place in enumerate(places) if place == "text"][1:][-BIOGRAPHY_REACH:]
        for i in last:
            if any(_SAYS_WHO.match(self._texts[i].removeprefix(author)) for author in authors):
                places[i] = "bio"

    def _obey_operator(self, places: list[str]) -> None:
        for i, verdict in enumerate(self._verdicts):
            if verdict == "keep":
                places[i] = "text"
            elif verdict == "cut":
                places[i] = "operator"
