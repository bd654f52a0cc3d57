"""Fragments of text shown with a hit: the same for every engine."""

from __future__ import annotations

import pytest

from index import Document, Engine, Everything, Query, Searcher, Snippet, SnippetRequest, parse
from tests.contract.corpus import DOCUMENTS, SCHEMA
from tests.contract.engines import fill

REQUEST = SnippetRequest(("text", "title"))
TEXTS = {document.id: [str(document.values.get(name) or "") for name in REQUEST.fields] for document in DOCUMENTS}


def quoted(searcher: Searcher, words: str, request: SnippetRequest = REQUEST) -> dict[str, tuple[Snippet, ...]]:
    query = Query(parse(words, SCHEMA).clause, limit=100, snippets=request)
    return {hit.id: hit.snippets for hit in searcher.search(query).hits}


def marked(searcher: Searcher, words: str) -> dict[str, list[str]]:
    return {
        name: [snippet.text[start:end] for snippet in snippets for start, end in snippet.marks]
        for name, snippets in quoted(searcher, words, SnippetRequest(("text",), length=500)).items()
    }


class TestSnippets:
    @pytest.mark.parametrize("words", ["moscow", "gas OR nato", '"number plates"', "vuc*", "kosvo~", "", "-moscow"])
    def test_a_snippet_without_its_marks_is_a_part_of_the_text(self, searcher: Searcher, words: str) -> None:
        for name, snippets in quoted(searcher, words).items():
            assert all(any(snippet.text in text for text in TEXTS[name]) for snippet in snippets)

    @pytest.mark.parametrize(
        ("words", "document", "expected"),
        [
            ("tensions", "blame", ["tension"]),
            ("Vučić", "calls", ["Vucic"]),
            ("Vucic", "razgovori", ["Вучић"]),
            ("djokovic", "tenis", ["Đoković"]),
            ('"cordon sanitaire"', "blame", ["cordon sanitaire"]),
            ('"serbia tense"~3', "blame", ["Serbia", "tense"]),
            ("umbrel*", "weather", ["umbrellas"]),
            ("r?in", "weather", ["Rain"]),
            ("koast~", "weather", ["coast"]),
            ("US", "weather", ["U.S.", "US"]),
            ("kremlin", "calls", ["Kremlin’s"]),
            ("gas OR fell", "gas", ["Gas", "Gas", "fell", "gas"]),
            ("moscow -police", "visit", ["Moscow"]),
        ],
    )
    def test_what_was_looked_for_is_marked_and_nothing_else(
        self, searcher: Searcher, words: str, document: str, expected: list[str]
    ) -> None:
        assert marked(searcher, words)[document] == expected

    def test_a_match_in_another_field_is_not_marked_in_this_one(self, searcher: Searcher) -> None:
        assert marked(searcher, "title:moscow")["visit"] == []

    def test_without_a_match_in_the_text_its_beginning_is_shown(self, searcher: Searcher) -> None:
        (snippet,) = quoted(searcher, "", SnippetRequest(("text",), length=30))["gas"]
        assert (snippet.text, snippet.marks) == ("Gas prices rose. Gas prices", ())

    def test_a_document_without_text_has_no_snippet(self, searcher: Searcher) -> None:
        assert quoted(searcher, "")["empty"] == ()

    def test_at_most_as_many_come_as_asked_for(self, engine: Engine) -> None:
        text = " ".join(f"{'filler ' * 30}needle number{n}." for n in range(5))
        fill(engine, [Document("a", {"text": text})])
        snippets = quoted(engine.searcher(), "needle", SnippetRequest(("text",), count=3, length=60))["a"]
        assert len(snippets) == 3 and all(len(snippet.text) <= 70 for snippet in snippets)

    def test_a_scan_gives_the_snippets_of_a_search(self, searcher: Searcher) -> None:
        query = Query(parse("moscow", SCHEMA).clause, snippets=REQUEST)
        assert tuple(searcher.scan(query)) == searcher.search(query).hits

    def test_none_come_where_none_are_asked_for(self, searcher: Searcher) -> None:
        assert all(hit.snippets == () for hit in searcher.search(Query(Everything())).hits)
