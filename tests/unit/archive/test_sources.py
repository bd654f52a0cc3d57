"""Readers take from files what is in them, and say of the rest why it was not taken."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.catalogue import Skipped
from archive.sources import BadGiven, Given, SourceItem, find_encoding, read

LIMIT = 100_000


def write(folder: Path, path: str, content: bytes | str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def items(path: Path, limit: int = LIMIT) -> list[SourceItem]:
    return [found for found in read(path, limit) if isinstance(found, SourceItem)]


def problems(path: Path, limit: int = LIMIT) -> list[tuple[str, str]]:
    return [(found.path, found.reason) for found in read(path, limit) if isinstance(found, Skipped)]


def test_a_dump_is_one_page_whose_source_is_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "courier/a.txt", "Talks")
    (item,) = items(tmp_path)
    assert (item.source, item.path, item.kind, item.body) == ("courier", "courier/a.txt", "dump", b"Talks")


def test_the_path_of_a_page_does_not_say_where_the_folder_lies(tmp_path: Path) -> None:
    for place in ("here", "there/deep"):
        write(tmp_path / place, "pages/courier/a.txt", "Talks")
    assert [item.path for place in ("here", "there/deep") for item in items(tmp_path / place / "pages")] == [
        "courier/a.txt"
    ] * 2


def test_folders_are_read_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for path in ("b/2.txt", "b/1.txt", "a/9.html", ".git/x.txt", "a/.hidden.txt"):
        write(tmp_path, path, "text")
    assert [item.path for item in items(tmp_path)] == ["a/9.html", "b/1.txt", "b/2.txt"]
    assert problems(tmp_path) == []


def test_a_single_file_can_be_read(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path, "courier/a.txt", "Talks"))
    assert (item.source, item.path) == ("courier", "a.txt")


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    write(tmp_path, "courier/a.html.gz", gzip.compress(b"<p>Talks</p>", mtime=0))
    (item,) = items(tmp_path)
    assert (item.kind, item.body) == ("html", b"<p>Talks</p>")


@pytest.mark.parametrize("name", ["a.json", "a.txt.json"])
def test_a_sidecar_says_more_about_a_page(tmp_path: Path, name: str) -> None:
    write(tmp_path, "courier/a.txt", "Talks")
    write(tmp_path, f"courier/{name}", '{"url": "https://c.example/1", "desk": "foreign"}')
    (item,) = items(tmp_path)
    assert item.given == {"url": "https://c.example/1", "desk": "foreign"}
    assert problems(tmp_path) == []


def test_a_broken_sidecar_is_a_warning_and_the_page_is_read(tmp_path: Path) -> None:
    write(tmp_path, "courier/a.txt", "Talks")
    write(tmp_path, "courier/a.json", '{"url": ')
    (item,) = items(tmp_path)
    assert item.given == {}
    assert "sidecar that is not JSON" in item.warnings[0]


def test_what_is_given_is_part_of_the_digest(tmp_path: Path) -> None:
    write(tmp_path, "courier/a.txt", "Talks")
    (before,) = items(tmp_path)
    write(tmp_path, "courier/a.json", '{"date": "2019-05-29"}')
    (after,) = items(tmp_path)
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"Talks\x00\x01\x02", "is a binary file, not text"),
        ("a.txt", b"%PDF-1.7 ...", "is a PDF file, not text"),
        ("a.html", b"\x89PNG\r\n", "is a PNG file, not text"),
        ("a.txt.gz", gzip.compress(b"Talks" * 500, mtime=0)[:40], "is a damaged gzip file"),
        ("a.txt.gz", b"not packed", "is a damaged gzip file"),
        ("a.txt", b"x" * (LIMIT + 1), "is larger than 100,000 bytes (setting max_file_bytes)"),
        ("a.html.gz", gzip.compress(b"x" * 10**6, mtime=0), "is larger than 100,000 bytes (setting max_file_bytes)"),
        ("a.jsonl", b"", "is empty"),
        ("a.warc", b"", "has no answers of a server in it"),
    ],
)
def test_a_file_that_is_no_page_is_reported(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "b.txt", "Talks")
    assert problems(tmp_path) == [(name, reason)]
    assert len(items(tmp_path)) == 1


def test_a_huge_file_is_not_read_in(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    assert problems(tmp_path, 20_000_000) == [("huge.txt", "is larger than 20,000,000 bytes (setting max_file_bytes)")]


def test_a_file_of_another_kind_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.docx", "x")
    assert "of a kind that is not read" in problems(tmp_path)[0][1]


def test_an_empty_folder_has_no_pages(tmp_path: Path) -> None:
    assert list(read(tmp_path, LIMIT)) == []


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "secret")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (tmp_path / "pages" / "loop").symlink_to(tmp_path / "pages")
    assert items(tmp_path / "pages") == []
    assert problems(tmp_path / "pages") == [("link.txt", "is a link to a place outside the folder")]


def test_a_pipe_in_a_folder_does_not_hold_the_others_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path, "b.txt", "Talks")
    assert len(items(tmp_path)) == 1
    assert problems(tmp_path) == [("a.txt", "is no file but a pipe, socket or device")]


def test_each_json_line_is_a_page(tmp_path: Path) -> None:
    lines = [
        {"title": "Talks", "text": "They talked.", "source": "Courier", "id": "1"},
        {"text": "Talks\n\nThey talked."},
    ]
    write(tmp_path, "courier.jsonl", "\n\n".join(map(json.dumps, lines)))
    first, second = items(tmp_path)
    assert (first.source, first.path, first.kind, first.body) == (
        "Courier",
        "courier.jsonl#1",
        "article",
        b"They talked.",
    )
    assert (second.source, second.path, second.kind) == ("courier", "courier.jsonl#3", "dump")


def test_a_bad_json_line_is_reported_with_its_number_and_the_good_ones_kept(tmp_path: Path) -> None:
    good = json.dumps({"title": "Talks", "text": "They talked."})
    deep = '{"text": "x", "a": ' + "[" * 100 + "]" * 100 + "}"
    bad = ['{"title": "Talks", "te', "[1]", '{"title": "no text"}', '{"text": 5}', '{"text": "x", "date": 2019}', deep]
    write(tmp_path, "a.jsonl", "\n".join([good, *bad, b"\xff".decode("latin-1"), good]))
    assert [item.path for item in items(tmp_path)] == ["a.jsonl#1", "a.jsonl#9"]
    assert [path for path, _ in problems(tmp_path)] == [f"a.jsonl#{number}" for number in range(2, 9)]
    reasons = [reason for _, reason in problems(tmp_path)]
    assert reasons[0].startswith("is not JSON")
    assert reasons[1:6] == [
        "is not a JSON object",
        "has no `text`",
        "has no `text`",
        "has a `date` that is no text",
        "is nested deeper than 32 levels",
    ]


def test_a_json_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    good = json.dumps({"title": "Talks", "text": "They talked."})
    long = json.dumps({"title": "Talks", "text": "x" * 3 * LIMIT})
    write(tmp_path, "a.jsonl", f"{good}\n{long}\n{good}\n")
    assert [item.path for item in items(tmp_path)] == ["a.jsonl#1", "a.jsonl#3"]
    assert [path for path, _ in problems(tmp_path)] == ["a.jsonl#2"]


def test_the_good_lines_of_a_damaged_packed_file_are_kept(tmp_path: Path) -> None:
    line = json.dumps({"title": "Talks", "text": "They talked."}) + "\n"
    flushed = io.BytesIO()
    with gzip.GzipFile(fileobj=flushed, mode="wb") as packed:
        packed.write(line.encode())
        packed.flush()
        whole = flushed.tell()
        packed.write(os.urandom(2_000).hex().encode())
    write(tmp_path, "a.jsonl.gz", flushed.getvalue()[: whole + 50])
    assert [item.path for item in items(tmp_path)] == ["a.jsonl.gz#1"]
    assert problems(tmp_path) == [("a.jsonl.gz#2", "is in a damaged part of a gzip file")]


def warc(*answers: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=packed)
    for url, status, kind, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return content.getvalue()


def test_the_html_answers_of_a_warc_file_are_pages(tmp_path: Path) -> None:
    answers = (
        ("https://www.courier.example/talks", "200 OK", "text/html; charset=windows-1251", b"<p>Talks</p>"),
        ("https://courier.example/gone", "404 Not Found", "text/html", b"<p>Gone</p>"),
        ("https://courier.example/logo.png", "200 OK", "image/png", b"png"),
    )
    write(tmp_path, "crawl.warc.gz", warc(*answers))
    (item,) = items(tmp_path)
    assert (item.source, item.path, item.kind) == ("courier.example", "crawl.warc.gz#1", "html")
    assert (item.body, item.charset) == (b"<p>Talks</p>", "windows-1251")
    assert item.given == {"url": "https://www.courier.example/talks"}


def test_a_large_answer_in_a_warc_file_is_passed_over(tmp_path: Path) -> None:
    big = ("https://courier.example/big", "200 OK", "text/html", b"x" * 2 * LIMIT)
    small = ("https://courier.example/small", "200 OK", "text/html", b"<p>Talks</p>")
    write(tmp_path, "crawl.warc.gz", warc(big, small))
    assert [item.given["url"] for item in items(tmp_path)] == ["https://courier.example/small"]
    assert [path for path, _ in problems(tmp_path)] == ["crawl.warc.gz#1"]


def test_a_warc_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    answer = ("https://courier.example/talks", "200 OK", "text/html", b"<p>Talks</p>" * 100)
    write(tmp_path, "crawl.warc", warc(answer, packed=False) + b"WARC/1.0\r\nthis is no header")
    assert len(items(tmp_path)) == 1


def test_a_file_that_is_no_warc_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "crawl.warc", b"this is nothing of the kind\n" * 5)
    assert problems(tmp_path) == [("crawl.warc", "has no answers of a server in it")]


@pytest.mark.parametrize(
    ("body", "kind", "charset", "name"),
    [
        (b"\xef\xbb\xbfTalks", "dump", None, "utf-8-sig"),
        ("Вучић".encode("utf-16"), "dump", None, "utf-16"),
        ("Вучић".encode(), "dump", None, "utf-8"),
        ('<meta charset="windows-1251"><p>Лавров'.encode("cp1251"), "html", None, "cp1251"),
        ("<p>Лавров".encode("cp1251"), "html", "windows-1251", "cp1251"),
        ('<meta charset="iso-8859-1">caf\xe9 \x93'.encode("latin-1"), "html", None, "cp1252"),
        ('<meta charset="windows-1251">Вучић'.encode(), "html", "no-such-charset", "cp1251"),
    ],
)
def test_the_encoding_is_what_the_page_declares(body: bytes, kind: str, charset: str | None, name: str) -> None:
    found = find_encoding(body, kind, charset)  # type: ignore[arg-type]
    assert (found.name, found.warning) == (name, None)


def test_an_encoding_that_nothing_declares_is_guessed_and_said(tmp_path: Path) -> None:
    text = "Министр иностранных дел Сергей Лавров прибыл в Белград на переговоры с президентом Сербии. " * 5
    found = find_encoding(text.encode("cp1251"), "dump")
    assert text.encode("cp1251").decode(found.name) == text
    assert "does not say its encoding" in (found.warning or "")


def test_broken_utf8_is_decoded_with_replacement_and_said() -> None:
    found = find_encoding("Вучић и Лавров".encode() + b"\xd0", "dump")
    assert found.name == "utf-8"
    assert "broken UTF-8" in (found.warning or "")


def test_given_keys_without_a_meaning_are_kept() -> None:
    given = Given.from_mapping({"title": " Talks ", "url": "", "corrects": "a1", "date": None})
    assert given == Given(title="Talks", extra={"corrects": "a1"})


def test_a_given_title_must_be_text() -> None:
    with pytest.raises(BadGiven, match="title"):
        Given.from_mapping({"title": ["Talks"]})
