"""Lucene, by a Java program of one file: needs a JDK, and Lucene's jars (`LUCENE_JARS`, a class path)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.peers import Answer
from bench.queries import Question
from index import Document

SOURCE = Path(__file__).with_name("LucenePeer.java")
JARS = os.environ.get("LUCENE_JARS", "")
FIELD, VALUE, LINE = "\x1f", "\x1e", "\x1d"
WARM_UP = 30
"""How often the first questions are asked before anything counts: Java compiles what it does often."""


def is_there() -> bool:
    """Whether Lucene can be asked."""
    return bool(JARS) and shutil.which("javac") is not None


class Lucene:
    """The Java library: one segment, its own collector of facets."""

    name = "lucene"

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        place.mkdir(parents=True)
        with self._java("build", place) as process:
            assert process.stdin is not None
            for document in documents:
                process.stdin.write(_line(document))
            process.stdin.close()
        assert process.returncode == 0

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.process = self._java("serve", place)
        self.asked = 0

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        total, hits, nanoseconds = self._ask(question, with_snippets)
        return Answer(total, hits, nanoseconds / 1e6)

    def warm_up(self, questions: list[Question]) -> None:
        """Asks everything many times."""
        for _ in range(WARM_UP):
            for question in questions:
                self._ask(question, with_snippets=True)

    def _ask(self, question: Question, with_snippets: bool) -> tuple[int, int, int]:
        assert self.process.stdin is not None and self.process.stdout is not None
        words = VALUE.join(question.words)
        days = VALUE.join((f"{question.years[0]}-01-01", f"{question.years[1]}-12-31")) if question.years else ""
        filters = VALUE.join(question.actors), VALUE.join(question.countries), days
        wanted = "snippets" if with_snippets else ""
        self.process.stdin.write(FIELD.join((question.operator, words, *filters, wanted)) + "\n")
        self.process.stdin.flush()
        total, hits, nanoseconds = map(int, self.process.stdout.readline().split())
        return total, hits, nanoseconds

    def _java(self, command: str, place: Path) -> subprocess.Popen[str]:
        classes = place.parent / "java"
        subprocess.run(["javac", "-nowarn", "-cp", JARS, "-d", classes, SOURCE], check=True, stderr=subprocess.DEVNULL)
        arguments = ["java", "-Xmx2g", "-cp", f"{classes}:{JARS}", "LucenePeer", command, str(place)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            arguments, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        )


def _line(document: Document) -> str:
    values = document.values
    texts = [str(values.get(name) or "").replace("\n", LINE) for name in ("title", "text", "caption")]
    several = [VALUE.join(values.get(name) or ()) for name in ("actor", "country")]  # type: ignore[arg-type]
    others = [str(values.get(name) or "") for name in ("date", "source", "url")]
    return FIELD.join((document.id, *texts, *several, *others)) + "\n"
