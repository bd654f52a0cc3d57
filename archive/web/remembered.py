"""Answers that were given and still hold, kept in memory within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from flask import Response


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer's body, its media type and the headers that its view gave."""

    body: bytes
    mimetype: str | None
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: Response) -> Remembered:
        """What is needed to give the answer again."""
        headers = tuple((name, value) for name, value in response.headers if name not in ("Content-Length", "ETag"))
        return cls(response.get_data(), response.mimetype, headers)

    def response(self) -> Response:
        """The answer again."""
        return Response(self.body, headers=list(self.headers), mimetype=self.mimetype)


class RememberedAnswers:
    """The answers used last, by a key that says of which state of the archive they are. May be shared by threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def keeps_any(self) -> bool:
        """Whether there is room for answers at all."""
        return self._most_bytes > 0

    def get(self, key: str) -> Remembered | None:
        """The answer of that key, if it is still kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: str, answer: Remembered) -> None:
        """Keeps an answer, and lets go of those that were not used for longest where there is no room."""
        with self._lock:
            if key in self._answers or len(answer.body) > self._most_bytes:
                return
            self._answers[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._answers.popitem(last=False)[1].body)
