"""Which cluster and which index: `http://host:9200/news`, `https://a:9200,b:9200/news?shards=3&replicas=1`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from index.errors import EngineError

_ADDRESS = re.compile(r"(?P<scheme>https?)://(?P<hosts>[^/?@]+)/(?P<name>[a-z0-9][a-z0-9_-]*)(?:\?(?P<options>.*))?")
_HOST = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?", re.ASCII)
_FORM = "write it as opensearch:http://HOST:9200/NAME, more hosts after commas, then ?shards=3&replicas=1&refresh=5"
_OPTIONS = {"shards": "shards", "replicas": "replicas", "refresh": "refresh_seconds"}


@dataclass(frozen=True, slots=True)
class Address:
    """One index of one cluster.

    `shards` and `replicas` are those of the generations to be built. `refresh_seconds`: how long a process may go on
    answering from the commit it knows before it looks for a newer one; at 0 it looks with every search.
    """

    hosts: tuple[str, ...]
    name: str
    shards: int = 1
    replicas: int = 1
    refresh_seconds: int = 1

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that the text gives; raises EngineError, which never repeats a password."""
        if "@" in text:
            raise EngineError("a user or password does not belong in the address of a cluster: give them as settings")
        match = _ADDRESS.fullmatch(text)
        hosts = match["hosts"].split(",") if match else []
        if not match or not all(_HOST.fullmatch(host) for host in hosts):
            raise EngineError(f"{text!r} is not the address of an index in a cluster: {_FORM}")
        return cls(tuple(f"{match['scheme']}://{host}" for host in hosts), match["name"], **_options(match["options"]))

    def __str__(self) -> str:
        return ", ".join(self.hosts)


def _options(text: str | None) -> dict[str, int]:
    options = dict(parse_qsl(text or "", keep_blank_values=True))
    for name, value in options.items():
        if name not in _OPTIONS or not re.fullmatch(r"\d{1,4}", value, re.ASCII):
            raise EngineError(f"{name}={value} is no option of a cluster's index: {_FORM}")
    if options.get("shards") == "0":
        raise EngineError("an index has at least one shard")
    return {_OPTIONS[name]: int(value) for name, value in options.items()}
