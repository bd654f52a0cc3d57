"""Single documents, lists of ids and values, spellings, explanations; and indexes with odd contents."""

from __future__ import annotations

import datetime

import pytest

from index import (
    AnyOf,
    Document,
    Engine,
    Everything,
    FacetRequest,
    FilterCount,
    Phrase,
    Prefix,
    Query,
    Searcher,
    SnippetRequest,
    Sort,
    TermCount,
    Word,
    explain,
    parse,
)
from tests.contract.corpus import ALL_IDS, DOCUMENTS, SCHEMA
from tests.contract.engines import fill

FACETS = tuple(map(FacetRequest, ("actor", "country", "source", "date")))


class TestStoredValues:
    def test_a_document_comes_back_as_it_was_given(self, searcher: Searcher) -> None:
        given = next(document for document in DOCUMENTS if document.id == "blame")
        hit = searcher.get("blame")
        assert hit and dict(hit.values) == {name: value for name, value in given.values.items() if name != "shelf"}

    def test_a_document_without_values_has_every_stored_field_empty(self, searcher: Searcher) -> None:
        hit = searcher.get("empty")
        assert hit and hit.values == {
            "title": None,
            "text": None,
            "note": None,
            "actor": (),
            "country": (),
            "source": None,
            "date": None,
            "url": None,
        }

    def test_empty_values_are_no_values(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"title": "", "actor": (), "source": "", "date": None})])
        searcher = engine.searcher()
        hit = searcher.get("a")
        assert hit and (hit.values["title"], hit.values["actor"], hit.values["source"]) == (None, (), None)
        assert searcher.count(Everything(), (AnyOf("source", (None,)), AnyOf("actor", (None,)))) == 1

    def test_a_document_that_is_not_there_is_none(self, searcher: Searcher) -> None:
        assert searcher.get("never-was") is None

    def test_a_hit_carries_the_values_of_its_document(self, searcher: Searcher) -> None:
        for hit in searcher.search(Query(limit=100)).hits:
            found = searcher.get(hit.id)
            assert found is not None and found.values == hit.values

    def test_a_document_got_by_id_has_no_score(self, searcher: Searcher) -> None:
        hit = searcher.get("gas")
        assert hit is not None and (hit.score, hit.snippets) == (0.0, ())

    def test_the_order_of_values_is_kept(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"actor": ("z", "a", "m")})])
        hit = engine.searcher().get("a")
        assert hit is not None and hit.values["actor"] == ("z", "a", "m")


class TestLists:
    def test_ids_are_those_of_every_document(self, searcher: Searcher) -> None:
        ids = list(searcher.ids())
        assert len(ids) == searcher.document_count() and set(ids) == ALL_IDS

    def test_values_come_in_order_with_their_counts(self, searcher: Searcher) -> None:
        assert searcher.values("source") == (("courier", 5), ("glas", 1), ("herald", 2), ("vesti", 2))

    def test_a_count_is_the_total_of_a_search(self, searcher: Searcher) -> None:
        filters = (AnyOf("source", ("courier",)),)
        assert searcher.count(Word("moscow"), filters) == searcher.search(Query(Word("moscow"), filters)).total


class TestSpellings:
    def test_the_nearest_words_come_first_and_then_the_most_frequent(self, searcher: Searcher) -> None:
        assert searcher.spellings("kosvo") == (("kosovo", 2), ("kosovu", 1))

    def test_a_word_is_compared_in_its_folded_form(self, searcher: Searcher) -> None:
        assert searcher.spellings("Вучич") == ()
        assert searcher.spellings("Ђоковиш")[0] == ("djokovic", 2)

    def test_a_word_is_not_a_spelling_of_itself(self, searcher: Searcher) -> None:
        assert "gas" not in dict(searcher.spellings("gas"))

    def test_at_most_as_many_come_as_asked_for(self, searcher: Searcher) -> None:
        assert len(searcher.spellings("gas", limit=1)) == 1

    def test_spellings_can_be_those_of_one_field(self, searcher: Searcher) -> None:
        assert searcher.spellings("moskow", "note") == ()

    @pytest.mark.parametrize("word", ["", "—", "zeppelin"])
    def test_a_word_that_is_near_nothing_has_none(self, searcher: Searcher, word: str) -> None:
        assert searcher.spellings(word) == ()


class TestExplanations:
    def test_a_search_without_hits_says_what_its_parts_would_find(self, searcher: Searcher) -> None:
        filters = (AnyOf("source", ("glas",)), AnyOf("date", ("2018",)))
        found = explain(searcher, Query(parse("moscow gsa", SCHEMA).clause, filters))
        assert found.text_alone == 0
        assert found.terms == (
            TermCount(Word("moscow"), 3),
            TermCount(Word("gsa"), 0, (("gas", 2), ("was", 4), ("a", 1))),
        )
        assert found.filters == (FilterCount(filters[0], 1), FilterCount(filters[1], 1))

    def test_a_spelling_says_what_a_search_for_it_finds(self, searcher: Searcher) -> None:
        (term,) = explain(searcher, Query(parse("moscov", SCHEMA).clause)).terms
        assert term.spellings
        for text, count in term.spellings:
            assert searcher.count(Word(text)) == count

    def test_an_empty_question_has_no_parts(self, searcher: Searcher) -> None:
        found = explain(searcher, Query())
        assert (found.text_alone, found.terms, found.filters) == (len(ALL_IDS), (), ())


class TestOddContents:
    def test_an_empty_index_answers_everything_with_nothing(self, engine: Engine) -> None:
        fill(engine, [])
        searcher = engine.searcher()
        for text in (Everything(), Word("a"), Phrase("a b"), Prefix("a"), AnyOf("actor", ("x",))):
            result = searcher.search(Query(text, sort=Sort("date"), facets=FACETS))
            assert (result.total, result.hits, [facet.buckets for facet in result.facets]) == (0, (), [()] * 4)
        assert (list(searcher.ids()), searcher.values("actor"), searcher.spellings("a")) == ([], (), ())
        assert searcher.get("a") is None

    def test_one_document_is_found(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "one", "actor": ("x",), "date": datetime.date(2019, 1, 1)})])
        result = engine.searcher().search(Query(Word("one"), facets=FACETS))
        assert [hit.id for hit in result.hits] == ["a"] and result.hits[0].score > 0

    @pytest.mark.parametrize(
        "name", ["ж", "a b", "https://example.org/ž?q=1&r=%20#x", "👍🏽", "a\u0301", "\x00", "a\nb", '"', "0" * 500]
    )
    def test_any_text_is_an_id(self, engine: Engine, name: str) -> None:
        fill(engine, [Document(name, {"url": "old"}), Document("other")])
        with engine.writer() as writer:
            writer.put(Document(name, {"url": "new"}))
            writer.commit()
        hit = engine.searcher().get(name)
        assert hit and (hit.id, hit.values["url"], set(engine.searcher().ids())) == (name, "new", {name, "other"})

    @pytest.mark.parametrize("value", ["ж", "a b", "a,b", "👍🏽", "a\u0301", "", "\x00", "None", "unknown", "*"])
    def test_any_text_is_a_value(self, engine: Engine, value: str) -> None:
        fill(engine, [Document("a", {"actor": (value, "x")}), Document("b", {"actor": ("x",)})])
        searcher = engine.searcher()
        counts = dict(searcher.values("actor"))
        assert counts == ({value: 1, "x": 2} if value else {"x": 2})
        assert searcher.count(Everything(), (AnyOf("actor", (value,)),)) == bool(value)

    @pytest.mark.parametrize(
        "text",
        ["gas\x00gas oil", "\ufeffoil\u200b", "oil " * 5_000, "oil" + "\n" * 1_000, "\U0010ffff oil", "oil\u0301"],
    )
    def test_any_text_is_indexed_and_given_back(self, engine: Engine, text: str) -> None:
        fill(engine, [Document("a", {"text": text})])
        result = engine.searcher().search(Query(Word("oil"), snippets=SnippetRequest(("text",))))
        assert [hit.values["text"] for hit in result.hits] == [text]

    def test_a_very_long_word_is_found_by_itself_and_by_its_beginning(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "x" * 100_000})])
        searcher = engine.searcher()
        assert (searcher.count(Word("x" * 100_000)), searcher.count(Prefix("xxx"))) == (1, 1)

    def test_a_document_in_a_language_without_a_stemmer_is_found_by_its_exact_words(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "Les élections"}, "fr")])
        searcher = engine.searcher()
        assert [searcher.count(Word(word)) for word in ("élections", "elections", "élection")] == [1, 1, 0]

    def test_a_document_without_a_language_is_found(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "Tensions rose"})])
        assert engine.searcher().count(Word("tension")) == 1

    def test_a_script_without_spaces_is_found_by_its_characters_together(self, engine: Engine) -> None:
        fill(engine, [Document("a", {"text": "中国外交部"}, "zh")])
        searcher = engine.searcher()
        assert (searcher.count(Word("外交")), searcher.count(Word("交外"))) == (1, 0)

    def test_documents_of_many_commits_are_one_whole(self, engine: Engine) -> None:
        fill(engine, [Document("0", {"text": "oil"})])
        with engine.writer() as writer:
            for number in range(1, 12):
                writer.put(Document(str(number), {"text": "oil", "actor": (str(number % 2),)}))
                writer.delete(str(number - 3))
                writer.commit()
        searcher = engine.searcher()
        assert {hit.id for hit in searcher.search(Query(Word("oil"), limit=100)).hits} == {"9", "10", "11"}
        assert searcher.values("actor") == (("0", 1), ("1", 2))
