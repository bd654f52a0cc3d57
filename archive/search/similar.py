"""Articles like one article."""

from __future__ import annotations

from archive.article import Article
from archive.search.body import Body, hit_bodies
from archive.search.moment import Moment
from index import Clause, Or, Phrase, Query, Word

_MOST_WORDS = 20
_MOST_ACTORS = 8
_MOST_COUNTRIES = 4


def similar(article: Article, size: int, moment: Moment) -> list[Body]:
    """At most `size` other articles, the likest first: those that share words of the title, actors and countries.

    Copies of the same story are left out. Raises what the engine raises.
    """
    clauses = _clauses(article)
    if not clauses:
        return []
    own = {article.id, *article.copies}
    found = moment.searcher.search(Query(Or(clauses), limit=size + len(own)))
    return hit_bodies([hit for hit in found.hits if hit.id not in own][:size], moment.names)


def _clauses(article: Article) -> tuple[Clause, ...]:
    words = tuple(Word(word) for word in article.title.split()[:_MOST_WORDS] if any(map(str.isalnum, word)))
    actors = tuple(Phrase(actor.label) for actor in article.actors[:_MOST_ACTORS])
    countries = tuple(Phrase(country.label) for country in article.countries[:_MOST_COUNTRIES] if country.about)
    return (*words, *actors, *countries)
