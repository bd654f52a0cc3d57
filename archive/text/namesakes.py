"""Learns from the names in all articles which of them mean one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .aliases import UNRESOLVED, Alias, Aliases

LEARNER_VERSION = 2
"""Raised with every change that can alter what is learned from the same names."""

LEAST_ARTICLES = 3
LEAST_AGREEMENT = 0.8
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NameCount:
    """In how many articles of differing texts someone goes by this value and label."""

    value: str
    label: str
    articles: int


def learn(names: Iterable[NameCount]) -> Aliases:
    """Which names mean one person, as far as the articles agree.

    A surname, or another spelling of the first name, is read as the full name that at least 80 % of at least 3 articles
    with it use. A surname shared by several without such agreement is listed as unresolved.
    """
    families: defaultdict[str, list[NameCount]] = defaultdict(list)
    for name in names:
        families[name.value.rpartition("-")[2]].append(name)
    return Aliases.of(alias for family in families.values() if len(family) > 1 for alias in _family_aliases(family))


def _family_aliases(family: list[NameCount]) -> Iterator[Alias]:
    """The aliases among names that end in the same surname."""
    surnames = [name for name in family if "-" not in name.value]
    persons = _persons(name for name in family if "-" in name.value)
    totals = Counter({person[0]: sum(name.articles for name in person) for person in persons})
    for person in persons:
        head, total = person[0], totals[person[0]]
        if _agree(head.articles, total):
            yield from (_alias(name, head, head.articles, total) for name in person[1:])
    for surname in surnames:
        yield from _surname_aliases(surname, totals)


def _persons(names: Iterable[NameCount]) -> list[list[NameCount]]:
    """The full names of one family, grouped by who they can be; each group's commonest name first."""
    persons: list[list[NameCount]] = []
    for name in sorted(names, key=lambda name: (-name.articles, name.value)):
        known = next((person for person in persons if _same_first_name(person[0].value, name.value)), None)
        if known:
            known.append(name)
        else:
            persons.append([name])
    return persons


def _surname_aliases(name: NameCount, totals: Counter[NameCount]) -> Iterator[Alias]:
    ranked = totals.most_common()
    head, most = ranked[0]
    if _agree(most, totals.total()):
        yield _alias(name, head, most, totals.total())
    elif len(ranked) > 1:
        shared = ", ".join(f"{other.value} {articles}" for other, articles in ranked[:_SHOWN])
        yield Alias(name.value, None, "person", f"{UNRESOLVED}: {shared}")


def _alias(name: NameCount, head: NameCount, most: int, every: int) -> Alias:
    return Alias(name.value, head.label, "person", f"{most} of {every} articles")


def _agree(most: int, every: int) -> bool:
    return every >= LEAST_ARTICLES and most >= LEAST_AGREEMENT * every


def _same_first_name(one: str, other: str) -> bool:
    """Whether two values of one surname can be one person: the same first name, its initial, or its other spelling.

    The initial in 'J. Thomas' fits no first name, because he goes by Thomas; and a final *a* tells women from men.
    """
    given, others = one.split("-")[:-1], other.split("-")[:-1]
    if _are_initials(given) or _are_initials(others):
        return given[0][0] == others[0][0]
    first, second = given[0], others[0]
    if first == second:
        return True
    is_close = first[:3] == second[:3] and abs(len(first) - len(second)) <= 1
    return is_close and first.endswith("a") == second.endswith("a")


def _are_initials(given: list[str]) -> bool:
    return all(len(name) == 1 for name in given)
