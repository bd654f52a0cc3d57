"""Which room may import which: archive → index only, and inside each from the edge to the middle."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter

from tests.architecture.imports import Import, all_imports

IMPORTS = all_imports()
OURS = ("archive", "index", "wsgi")
EDGES = ("archive.web", "archive.cli", "archive.commands", "archive.gunicorn")
VALUES = ("index.query", "index.result", "index.schema", "index.document", "index.errors")
WHOOSH_FILES = (
    *(f"index.engines.whoosh_{name}" for name in ("codec", "damage", "engine", "schema", "search", "toc", "writer")),
    "index.columnar.lengths",  # how Whoosh rounds a length to a byte, and no type of its
)
HTTP = ("flask", "flask_smorest", "werkzeug", "marshmallow", "prometheus_client", "http", "urllib.request")
TERMINAL = ("click", "rich", "argparse")


def told(wrong: list[Import], home: str) -> str:
    """Every wrong import, and the room that the code belongs in."""
    return "\n".join([*(f"  {each.place} imports {each.target}" for each in wrong), f"  {home}"])


def test_the_index_knows_nothing_of_the_archive() -> None:
    wrong = [each for each in IMPORTS if each.is_from("index") and each.is_of("archive", "wsgi")]
    assert not wrong, told(
        wrong, "What names an actor, a country or a newspaper belongs in archive/; index/ takes it as an argument."
    )


def test_the_archive_sees_the_public_face_of_the_index_alone() -> None:
    wrong = [
        each for each in IMPORTS if each.is_from("archive", "wsgi") and each.is_of("index") and each.target != "index"
    ]
    assert not wrong, told(
        wrong, "Import it from `index`; if it is not there, it belongs in index/__init__.py or behind it."
    )


def test_the_text_room_imports_nothing_of_ours() -> None:
    wrong = [
        each
        for each in IMPORTS
        if each.is_from("archive.text") and each.is_of(*OURS) and not each.is_of("archive.text")
    ]
    assert not wrong, told(
        wrong, "archive/text/ is pure, str in and values out: what needs the rest belongs in archive/ above it."
    )


def test_only_the_web_room_knows_http() -> None:
    wrong = [each for each in IMPORTS if each.is_of(*HTTP) and not each.is_from("archive.web")]
    assert not wrong, told(wrong, "What knows HTTP belongs in archive/web/.")


def test_only_the_command_line_knows_the_terminal() -> None:
    wrong = [each for each in IMPORTS if each.is_of(*TERMINAL) and not each.is_from("archive.cli", "archive.commands")]
    assert not wrong, told(wrong, "What a terminal shows belongs in archive/commands/.")


def test_nothing_but_another_edge_imports_an_edge() -> None:
    wrong = [each for each in IMPORTS if each.is_of(*EDGES) and not each.is_from(*EDGES, "wsgi")]
    assert not wrong, told(
        wrong, "The web and the command line are edges: what both need belongs beside them in archive/."
    )


def test_the_web_room_and_the_command_line_do_not_import_each_other() -> None:
    wrong = [
        each
        for each in IMPORTS
        if (each.is_from("archive.web") and each.is_of("archive.cli", "archive.commands"))
        or (each.is_from("archive.cli") and each.is_of("archive.web"))
    ]
    assert not wrong, told(wrong, "What the web and the command line share belongs in archive/.")


def test_what_is_kept_does_not_know_how_it_is_taken_in_or_searched() -> None:
    kept = ("archive.article", "archive.catalogue", "archive.fields", "archive.settings", "archive.sources")
    users = ("archive.ingest", "archive.reindex", "archive.search", "archive.extract")
    wrong = [each for each in IMPORTS if each.is_from(*kept) and each.is_of(*users)]
    assert not wrong, told(
        wrong, "What reads or fills the catalogue belongs in archive/ above it, in ingest, reindex or search."
    )


def test_values_of_the_index_import_only_each_other() -> None:
    wrong = [each for each in IMPORTS if each.is_from(*VALUES) and each.is_of("index") and not each.is_of(*VALUES)]
    assert not wrong, told(
        wrong, "Queries, results, documents, fields and errors are values: what works on them belongs beside them."
    )


def test_the_contract_of_an_engine_imports_only_values() -> None:
    wrong = [
        each for each in IMPORTS if each.is_from("index.engine") and each.is_of("index") and not each.is_of(*VALUES)
    ]
    assert not wrong, told(wrong, "index/engine.py is a contract: what fulfils it belongs in index/engines/.")


def test_only_the_public_face_knows_the_engines() -> None:
    wrong = [
        each
        for each in IMPORTS
        if each.is_of("index.engines", "index.columnar")
        and not each.is_from("index.engines", "index.columnar")
        and each.module != "index"
    ]
    assert not wrong, told(
        wrong, "What every engine shares belongs beside index/engine.py; what one engine needs, in index/engines/."
    )


def test_only_these_files_know_whoosh() -> None:
    wrong = [each for each in IMPORTS if each.is_of("whoosh") and not each.is_from(*WHOOSH_FILES)]
    assert not wrong, told(wrong, f"What handles Whoosh's types belongs in {', '.join(WHOOSH_FILES)}.")


def test_imports_of_ours_stand_at_the_top_of_their_file() -> None:
    wrong = [each for each in IMPORTS if each.is_inside_function and each.is_of(*OURS)]
    assert not wrong, told(
        wrong, "An import inside a function hides an arrow: move what both sides need to a module of its own."
    )


def test_no_two_modules_import_each_other() -> None:
    graph = defaultdict(set)
    for each in IMPORTS:
        if each.is_of(*OURS) and each.target != each.module:
            graph[each.module].add(each.target)
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("index.query") < order.index("index.engines.whoosh_engine")
