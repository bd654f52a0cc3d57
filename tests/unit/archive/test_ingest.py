"""Ingest takes in what is new, skips what is known, and says of everything else why it was not taken."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.article import Article
from archive.catalogue import Catalogue
from archive.ingest import BATCH_PAGES, delete, ingest, relearn
from archive.learning import BadRuleFile
from archive.report import Report
from archive.settings import Settings

PLEA = "Support us\nOur journalism needs your help. Please donate today to keep it free for everyone."
BODIES = {
    "talks": "Serbian President Aleksandar Vucic met the prime minister of Kosovo in Brussels on Monday.\n\n"
    "The two sides spoke for five hours about licence plates and about the status of the north.",
    "gas": "Russia and Ukraine agreed on the transit of gas through pipelines on Ukrainian land for five years.\n\n"
    "The companies of both states signed the contract in Minsk shortly before the end of the year.",
    "bridge": "Croatia opened the bridge to the peninsula of Peljesac, which links its south with the rest.\n\n"
    "Most of the money for the bridge came from the funds of the European Union, the government said.",
}


class Archive:
    """A catalogue and a folder of pages."""

    def __init__(self, folder: Path) -> None:
        self.pages = folder / "pages"
        self.settings = Settings(home=folder / "home", processes=1, name_finder="none", max_file_bytes=1_000_000)
        self.catalogue = Catalogue.open(self.settings.catalogue_path)

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.pages / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def dump(self, path: str, title: str, body: str) -> Path:
        return self.write(path, f"{PLEA}\n\n{title}\n\n{body}\n\nRead more\nAll rights reserved\n")

    def lines(self, path: str, *articles: dict[str, object]) -> Path:
        return self.write(path, "".join(json.dumps(article) + "\n" for article in articles))

    def ingest(self, again: bool = False, stop: Callable[[], bool] = lambda: False) -> Report:
        return ingest([self.pages], self.catalogue, self.settings, stop=stop, again=again)

    def only(self) -> Article:
        (article,) = self.catalogue.articles()
        return article


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_a_dump_becomes_an_article_without_its_furniture(archive: Archive) -> None:
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    assert archive.ingest() == Report(added=1)
    article = archive.only()
    assert (article.title, article.text) == ("Talks in Brussels end without a result", BODIES["talks"])
    assert (article.source, article.language, article.date) == ("courier", "en", None)
    assert "Support us" in {cut.text for cut in article.cuts}
    assert {country.value for country in article.countries} >= {"RS", "XK"}
    assert "aleksandar-vucic" in {actor.value for actor in article.actors}


def test_the_page_is_kept_as_it_was(archive: Archive) -> None:
    file = archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.ingest()
    page = archive.catalogue.page(archive.only().id)
    assert page is not None
    assert page.body == file.read_bytes()


def test_a_json_line_is_taken_as_it_is(archive: Archive) -> None:
    archive.lines(
        "courier.jsonl",
        {
            "id": "c-1",
            "url": "https://courier.example/1",
            "source": "The Courier",
            "title": "Talks",
            "text": f"BRUSSELS, May 29 (TC) — {BODIES['talks']}",
            "date": "2019-05-29",
            "language": "en-GB",
            "credit": "Photo: TC",
            "desk": "foreign",
            "corrects": "c-0",
        },
    )
    assert archive.ingest() == Report(added=1)
    article = archive.only()
    assert (article.id, article.source, article.url) == ("c-1", "The Courier", "https://courier.example/1")
    assert (str(article.date), article.date_precision, article.date_source) == ("2019-05-29", "day", "json")
    assert (article.text, article.language, article.credit) == (BODIES["talks"], "en", "Photo: TC")
    assert (article.corrects, dict(article.extra)) == (
        "c-0",
        {"desk": "foreign", "dateline": "BRUSSELS, May 29 (TC) —"},
    )


def test_an_html_page_is_taken_apart(archive: Archive) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODIES["gas"].split("\n\n"))
    archive.write(
        "herald/a.html",
        '<html lang="en"><head><title>Gas transit agreed</title>'
        '<meta property="article:published_time" content="2019-12-31T10:00:00Z">'
        '<link rel="canonical" href="https://herald.example/gas"></head>'
        f"<body><nav>Home News</nav><article><h1>Gas transit agreed</h1>{paragraphs}</article></body></html>",
    )
    assert archive.ingest() == Report(added=1)
    article = archive.only()
    assert (article.title, article.text) == ("Gas transit agreed", BODIES["gas"])
    assert (str(article.date), article.date_source) == ("2019-12-31", "meta")
    assert article.url == "https://herald.example/gas"


def test_an_id_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    ids = []
    for place in ("one", "two"):
        archive = Archive(tmp_path / place)
        archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
        archive.ingest()
        ids.append(archive.only().id)
    assert ids[0] == ids[1]


def test_an_id_that_cannot_stand_in_an_address_is_hashed(archive: Archive) -> None:
    archive.lines("a.jsonl", {"id": "a/b?c", "title": "Talks", "text": BODIES["talks"]})
    archive.ingest()
    assert archive.only().id.isalnum()


def test_a_second_ingest_finds_everything_unchanged(archive: Archive) -> None:
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.lines("b.jsonl", {"id": "b", "title": "Gas", "text": BODIES["gas"]})
    archive.ingest()
    assert archive.ingest() == Report(unchanged=2)
    assert archive.catalogue.last_change() == 2


def test_a_page_with_new_text_updates_its_article(archive: Archive) -> None:
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.ingest()
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["gas"])
    assert archive.ingest() == Report(updated=1)
    assert len(archive.catalogue.history(archive.only().id)) == 2


def test_a_page_with_only_furniture_is_skipped_and_the_reason_kept(archive: Archive) -> None:
    archive.write("courier/a.txt", "Support us\nMonthly\nAnnual\nRead more\n")
    report = archive.ingest()
    assert [skipped.reason for skipped in report.skipped] == ["has nothing left after cleaning: it is furniture only"]
    assert archive.catalogue.memory.skipped() == report.skipped
    assert archive.catalogue.count() == 0


def test_one_bad_file_does_not_stop_the_others(archive: Archive) -> None:
    archive.write("courier/binary.txt", b"\x00\x01\x02")
    archive.dump("courier/good.txt", "Talks in Brussels end without a result", BODIES["talks"])
    report = archive.ingest()
    assert (report.added, [skipped.path for skipped in report.skipped]) == (1, ["courier/binary.txt"])


def test_broken_utf8_is_taken_in_with_a_warning(archive: Archive) -> None:
    archive.write("courier/a.txt", f"Talks in Novi Pazar\n\n{BODIES['talks']}\n\nVučić ".encode() + b"\xc4\n")
    report = archive.ingest()
    assert report.added == 1
    assert "broken UTF-8" in report.warnings[0].reason


def test_a_date_that_is_none_is_a_warning_and_the_date_unknown(archive: Archive) -> None:
    archive.lines("a.jsonl", {"id": "a", "title": "Talks", "text": BODIES["talks"], "date": "last Wednesday"})
    report = archive.ingest()
    assert "last Wednesday" in report.warnings[0].reason
    assert archive.only().date is None


def test_the_same_page_at_two_paths_is_one_article(archive: Archive) -> None:
    for path in ("courier/a.txt", "courier/b.txt"):
        archive.dump(path, "Talks in Brussels end without a result", BODIES["talks"])
    assert archive.ingest() == Report(added=1, duplicates=1)
    assert archive.catalogue.memory.duplicates(archive.only().id) == ("courier/b.txt",)
    assert archive.ingest() == Report(unchanged=2)


def test_pages_with_ids_of_their_own_are_never_taken_for_one(archive: Archive) -> None:
    archive.lines("a.jsonl", *({"id": id, "title": "Talks", "text": BODIES["talks"]} for id in ("1", "2")))
    assert archive.ingest() == Report(added=2)


def test_two_pages_with_one_id_and_different_texts_are_reported(archive: Archive) -> None:
    archive.lines("a.jsonl", *({"id": "1", "title": "News", "text": BODIES[name]} for name in ("talks", "gas")))
    report = archive.ingest()
    assert (report.added, report.updated) == (1, 1)
    assert report.warnings[0].reason == "has the id of a/a.jsonl#1 and takes its place"


def test_nearly_the_same_text_elsewhere_is_a_copy(archive: Archive) -> None:
    long = BODIES["talks"] + "\n\n" + BODIES["gas"] + "\n\n" + BODIES["bridge"]
    archive.lines(
        "a.jsonl",
        {"id": "wire", "source": "wire", "title": "Talks", "text": long},
        {"id": "paper", "source": "paper", "title": "Talks again", "text": long + " More to come."},
        {"id": "other", "source": "paper", "title": "Gas", "text": BODIES["gas"]},
    )
    archive.ingest()
    copies = {article.id: article.copies for article in archive.catalogue.articles()}
    assert copies == {"wire": ("paper",), "paper": ("wire",), "other": ()}


def test_a_copy_that_is_deleted_is_no_copy_any_more(archive: Archive) -> None:
    archive.lines("a.jsonl", *({"id": id, "title": id, "text": BODIES["talks"]} for id in ("one", "two", "three")))
    archive.ingest()
    assert delete("two", archive.catalogue)
    copies = {article.id: article.copies for article in archive.catalogue.articles()}
    assert copies == {"one": ("three",), "three": ("one",)}


def test_a_deleted_article_does_not_come_back_unasked(archive: Archive) -> None:
    file = archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.ingest()
    delete(archive.only().id, archive.catalogue)
    file.write_bytes(file.read_bytes() + b"\nA new line of furniture\n")
    assert "deleted" in archive.ingest().skipped[0].reason
    assert archive.catalogue.count() == 0
    assert archive.ingest(again=True).added == 1


def test_furniture_is_learned_from_the_pages_of_a_source(archive: Archive) -> None:
    for name, body in BODIES.items():
        archive.write(
            f"courier/{name}.txt", f"A motto that no table knows\n\nNews of {name}\n\n{body}\n\nColophon of ours"
        )
    archive.ingest()
    assert all("motto" not in article.title + article.text for article in archive.catalogue.articles())
    assert archive.catalogue.memory.learned("furniture:courier") is not None


def test_articles_taken_in_before_profit_from_what_is_learned_later(archive: Archive) -> None:
    names = iter(BODIES.items())

    def write(name: str, body: str) -> None:
        archive.write(f"courier/{name}.txt", f"News of {name}\n\n{body}\n\nThe courier comes to all who wait for it.")

    write(*next(names))
    archive.ingest()
    assert archive.only().text.endswith("wait for it.")
    for name, body in names:
        write(name, body)
    report = archive.ingest()
    assert (report.added, len(report.recleaned)) == (2, 1)
    assert all("wait for it" not in article.text for article in archive.catalogue.articles())


def test_the_operators_rules_have_the_last_word(archive: Archive) -> None:
    rules = archive.settings.home / "rules"
    rules.mkdir()
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.ingest()
    (rules / "courier.txt").write_text("cut-pattern: ^The two sides")
    assert archive.ingest() == Report(updated=1)
    assert "The two sides" not in archive.only().text


def test_a_wrong_rule_file_is_named(archive: Archive) -> None:
    rules = archive.settings.home / "rules"
    rules.mkdir()
    (rules / "courier.txt").write_text("frobnicate: x")
    with pytest.raises(BadRuleFile, match=r"courier\.txt.*line 1"):
        archive.ingest()


def test_relearning_lists_the_articles_it_changes(archive: Archive) -> None:
    rules = archive.settings.home / "rules"
    rules.mkdir()
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.lines("b.jsonl", {"id": "b", "title": "Gas", "text": BODIES["gas"]})
    archive.ingest()
    (rules / "courier.txt").write_text("cut-pattern: ^The two sides")
    report = relearn(["courier", "b"], archive.catalogue, archive.settings)
    assert len(report.recleaned) == 1
    assert relearn(["courier", "b"], archive.catalogue, archive.settings).recleaned == ()


def test_an_ingest_that_is_stopped_keeps_what_it_did_and_goes_on_later(archive: Archive) -> None:
    count = 2 * BATCH_PAGES
    archive.lines(
        "a.jsonl", *({"id": str(n), "title": f"News {n}", "text": f"{n}. {BODIES['gas']}"} for n in range(count))
    )
    asked = itertools.chain([False], itertools.repeat(True))
    report = archive.ingest(stop=lambda: next(asked))
    assert (report.added, report.interrupted) == (BATCH_PAGES, True)
    assert archive.ingest() == Report(added=BATCH_PAGES, unchanged=BATCH_PAGES)


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    found = []
    for processes in (1, 2):
        archive = Archive(tmp_path / str(processes))
        archive.settings = Settings(home=archive.settings.home, processes=processes, name_finder="none")
        for n in range(120):
            archive.dump(f"courier/{n}.txt", f"News of day {n} from the talks", f"On day {n}. {BODIES['talks']}")
        assert archive.ingest().added == 120
        found.append(list(archive.catalogue.articles()))
    assert found[0] == found[1]


def test_a_folder_that_is_gone_loses_no_article(archive: Archive) -> None:
    archive.dump("courier/a.txt", "Talks in Brussels end without a result", BODIES["talks"])
    archive.ingest()
    shutil.rmtree(archive.pages / "courier")
    assert archive.ingest() == Report()
    assert archive.catalogue.count() == 1
