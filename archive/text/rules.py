"""What the operator decides over the head of every rule: lines of one source to keep or to cut.

A rule file belongs to one source and has one rule a line; `#` starts a comment line:

    keep: Reuters contributed reporting to this article.
    cut: Download our app
    keep-pattern: ^Correction
    cut-pattern: ^Photo gallery \\d+

`keep` and `cut` name a whole line, whatever its case, white space and numbers; patterns are regular expressions
searched in the line as it stands. The first rule that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .lines import line_key

Verdict = Literal["keep", "cut"]


class BadRules(ValueError):
    """A rule file that cannot be read; the message names the line and what is wrong with it."""


@dataclass(frozen=True)
class Rule:
    """One decision: lines that are `text` (a line key) or contain `pattern`."""

    verdict: Verdict
    text: str | None = None
    pattern: re.Pattern[str] | None = None

    def fits(self, line: str) -> bool:
        """Tell whether the rule speaks of this line."""
        if self.pattern is not None:
            return self.pattern.search(line) is not None
        return line_key(line) == self.text


@dataclass(frozen=True)
class Rules:
    """An operator's rules for one source, in their order."""

    rules: tuple[Rule, ...] = ()

    def verdict(self, line: str) -> Verdict | None:
        """Give what the first fitting rule says of a line, or None when no rule speaks of it."""
        return next((rule.verdict for rule in self.rules if rule.fits(line)), None)


def _line_rule(verdict: Verdict) -> Callable[[str], Rule]:
    return lambda value: Rule(verdict, text=line_key(value))


def _pattern_rule(verdict: Verdict) -> Callable[[str], Rule]:
    return lambda value: Rule(verdict, pattern=re.compile(value))


_MAKERS: dict[str, Callable[[str], Rule]] = {
    "keep": _line_rule("keep"),
    "cut": _line_rule("cut"),
    "keep-pattern": _pattern_rule("keep"),
    "cut-pattern": _pattern_rule("cut"),
}


def _parse_rule(number: int, line: str) -> Rule:
    word, colon, value = (part.strip() for part in line.partition(":"))
    if not colon or word not in _MAKERS:
        known = ", ".join(f"{name}:" for name in _MAKERS)
        raise BadRules(f"line {number}: {line!r} does not start with one of {known}")
    if not value:
        raise BadRules(f"line {number}: {word!r} names nothing")
    try:
        return _MAKERS[word](value)
    except re.error as error:
        raise BadRules(f"line {number}: {value!r} is not a regular expression: {error}") from error


def parse_rules(text: str) -> Rules:
    """Read a rule file; raise `BadRules` naming the first line that is wrong."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return Rules(tuple(_parse_rule(number, line) for number, line in lines if line and not line.startswith("#")))
