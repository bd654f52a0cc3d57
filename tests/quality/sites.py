"""Made-up sites: what each puts around an article, varied from page to page as real sites vary it."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Sequence

from tests.quality.data import Wire

Site = Callable[[Wire, Sequence[Wire], random.Random], str]

_MONTHS = calendar.month_name[1:]


def paragraphs(body: str) -> list[str]:
    """Put the paragraphs of a hard-wrapped newswire body on a line each."""
    return [" ".join(part.split()) for part in re.split(r"\n\s{4}", body)]


def _day(chance: random.Random) -> str:
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(1995, 2023)}"


def _headlines(others: Sequence[Wire], chance: random.Random, count: int) -> list[str]:
    return [chance.choice(others).title.title() for _ in range(count)]


def pleading(article: Wire, others: Sequence[Wire], chance: random.Random) -> str:
    """A paper that asks for gifts before and after each article."""
    body = "\n\n".join(paragraphs(article.body))
    return f"""×
A page without ads?
Since May 4, {chance.randint(2021, 2024)}, this paper has shown none, and we mean to keep it so.
That costs us ${chance.randint(4, 12)},000 a month. Your support helps to fill the gap.
Support us

{article.title.title()}

{chance.choice(["Jane Roe / AP / TASS", "kremlin.ru", "Ivan Petrov / Reuters", "Press service"])}

{body}

A message from The Example Gazette:

Dear readers,

We have been told to stop our work by people who would rather have no witnesses, and we do not mean to obey.

Our reporters need your help to go on. Whatever you give keeps independent journalism open to all.

Once
Monthly
Continue
Remind me later.

Read more"""


def menued(article: Wire, others: Sequence[Wire], chance: random.Random) -> str:
    """A portal with a menu, share buttons, lists of other articles and a footer, and no blank lines."""
    listed = [f"{place}. {title}" for place, title in enumerate(_headlines(others, chance, 5), start=1)]
    return "\n".join(
        [
            *("Skip to content", "Home", "World", "Politics", "Business", "Sport", "Sign in"),
            f"Home > World > {chance.choice(['Europe', 'Asia', 'Americas', 'Africa'])}",
            article.title.title(),
            f"By {chance.choice(['John Smith', 'Mary Jones', 'Ana Petrović', 'our correspondent'])}",
            f"Last updated: {_day(chance)} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
            *("Share on Facebook", "Share on Twitter", f"{chance.randint(1, 400)} shares"),
            *paragraphs(article.body),
            "Related articles",
            *_headlines(others, chance, 4),
            "Sign up to our newsletter",
            "What mattered today, in your inbox every evening, from our correspondents in forty capitals.",
            "Enter your email address",
            "Most read",
            *listed,
            "About us | Contact | Advertise | Privacy policy",
            f"© {chance.randint(2019, 2024)} The Daily Example. All rights reserved.",
        ]
    )


def wired(article: Wire, others: Sequence[Wire], chance: random.Random) -> str:
    """An agency that breaks lines by hand, with a dateline, tags and readers' comments."""
    comment = chance.choice(
        ["I do not believe a word of this.", "Who is going to pay for all this in the end?", "First!"]
    )
    return f"""EXAMPLE WIRE SERVICE
Markets {chance.randint(20000, 30000)} +{chance.randint(0, 99)}  Gold {chance.randint(1000, 2000)}
Latest: {_headlines(others, chance, 1)[0]}
{_day(chance)}

{article.title}

{article.dateline} {article.body}

({chance.choice(["Reporting by A. Writer; editing by B. Editor", "Reporting by the London bureau"])})

Tags: {", ".join(article.places[:3] or ("world",))}
Comments ({chance.randint(0, 99)})
{chance.choice(["bob", "ann", "zed"])}{chance.randint(1, 999)}
{comment}
Log in to comment
Our terms forbid the copying of texts without a licence from the owner."""


def regional(article: Wire, others: Sequence[Wire], chance: random.Random) -> str:
    """A site with furniture in Serbian."""
    body = "\n\n".join(paragraphs(article.body))
    when = f"{chance.randint(1, 28)}. {chance.choice(['januar', 'maj', 'jun'])} {chance.randint(2000, 2023)}."
    headlines = "\n".join(_headlines(others, chance, 6))
    return f"""Početna
Vesti
Region
Svet
{when} {chance.randint(0, 23)}:{chance.randint(10, 59)}
{article.title.title()}
Izvor: {chance.choice(["Tanjug", "Beta", "Agencije"])}
Foto: {chance.choice(["Tanjug", "Beta/AP", "EPA"])}
{body}
Pratite nas i na društvenim mrežama, gde objavljujemo najvažnije vesti iz zemlje i sveta.
Podeli na Fejsbuku
Najčitanije
{headlines}
Komentari {chance.randint(0, 200)}
Pošalji komentar
Sva prava zadržana"""


SITES: tuple[Site, ...] = (pleading, menued, wired, regional)


def undated_html(article: Wire, others: Sequence[Wire], chance: random.Random) -> str:
    """An HTML page that dates other articles, a comment and its copyright, but not its own article."""
    listed = "".join(
        f"<li><a href='/a'>{title}</a> <time datetime='2021-03-0{place}'>{place} March 2021</time></li>"
        for place, title in enumerate(_headlines(others, chance, 4), start=1)
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(article.body))
    return (
        f"<html><head><title>{article.title.title()}</title>"
        f"<meta property='article:modified_time' content='2022-02-0{chance.randint(1, 9)}'></head><body>"
        f"<nav><a href='/'>Home</a> <time datetime='2023-01-01'>Sunday, 1 January 2023</time></nav>"
        f"<main><article><h1>{article.title.title()}</h1>{body}</article></main>"
        f"<aside class='related'><h2>Related articles</h2><ul>{listed}</ul></aside>"
        f"<div class='comments'><span class='date'>{_day(chance)}</span> <p>Well said.</p></div>"
        f"<footer>© {chance.randint(2015, 2024)} The Daily Example. Last updated {_day(chance)}.</footer></body></html>"
    )
