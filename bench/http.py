"""Requests a second over HTTP, the full task, nothing cached: `python -m bench.http 20000`.

Every server gets two processes and is asked the same questions by wrk, one server at a time, rounds interleaved.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.corpus import OUT
from bench.queries import MIX, Question, questions
from bench.run import build, place
from bench.servers import NAMES, Server, server

CONNECTIONS = (1, 4, 16)
PORT_WAIT_SECONDS = 60
WARM_SECONDS = 10
TARGETS = {
    "flask hello": {20_000: 0.5, 200_000: 0.3, 1_000_000: 0.12},
    "tantivy": {20_000: 2, 200_000: 3, 1_000_000: 3},
    "sqlite": {20_000: 12},
    "datasette": {20_000: 60},
}
"""How many times as many as theirs our requests a second should be, by number of articles."""

_SCRIPT = """
local paths, at = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
"""
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_BAD = re.compile(r"Non-2xx or 3xx responses: \d+|Socket errors: (?!connect 0, read 0, write 0).*")


class Refused(Exception):
    """A server answered with an error: its rate says nothing."""


def measure(
    count: int, names: Sequence[str], rounds: int, seconds: int, seed: int = 7
) -> dict[str, dict[int, list[float]]]:
    """Requests a second of each server, by number of connections, one figure a round. Raises Refused."""
    asked = [question for question in questions(count, seed) if question.kind in MIX]
    rates: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    known = {name: server(name, count, place) for name in names}
    for _ in range(rounds):
        for name in names:
            with running(known[name]) as port:
                _warm(known[name], asked, port)
                for connections in CONNECTIONS:
                    rates[name][connections].append(_rate(known[name], asked, port, connections, seconds))
    return rates


@contextlib.contextmanager
def running(server: Server) -> Iterator[int]:
    """A server that answers at the port given."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        server.command(port), env=os.environ | server.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    last = time.monotonic() + PORT_WAIT_SECONDS
    while time.monotonic() < last:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Refused(f"nothing answers at port {port}")


def _warm(server: Server, asked: list[Question], port: int) -> None:
    """Asks the questions for a while, so that both processes are; raises Refused where one is answered by an error."""
    last = time.monotonic() + WARM_SECONDS
    for question in asked * 2:
        if time.monotonic() > last:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{server.address(question)}").read()
        except urllib.error.HTTPError as error:
            raise Refused(f"{error.code}: {server.address(question)}") from error


def _rate(server: Server, asked: list[Question], port: int, connections: int, seconds: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        script, paths = Path(folder, "script.lua"), Path(folder, "paths")
        script.write_text(_SCRIPT)
        paths.write_text("".join(f"{server.address(question)}\n" for question in asked))
        load = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
        environment = os.environ | {"BENCH_PATHS": str(paths)}
        printed = subprocess.run(
            [*load, f"http://127.0.0.1:{port}"], env=environment, capture_output=True, text=True, check=True
        ).stdout
    rate = _RATE.search(printed)
    if bad := _BAD.search(printed):
        raise Refused(bad.group(0))
    if rate is None:
        raise Refused(printed)
    return float(rate.group(1))


def table(rates: dict[str, dict[int, list[float]]], count: int) -> str:
    """Medians over rounds, and what ours are of the others' at each number of connections, with what they should be."""
    head = " | ".join(f"{connections} connections" for connections in CONNECTIONS)
    lines = [f"| requests/s | {head} | target |", "|---" * (len(CONNECTIONS) + 2) + "|"]
    medians = {name: [statistics.median(found[c]) for c in CONNECTIONS] for name, found in rates.items()}
    for name, row in medians.items():
        lines.append(f"| {name} | " + " | ".join(f"{rate:,.0f}" for rate in row) + " | |")
    for name, row in medians.items():
        if name != "ours" and "ours" in medians:
            ratios = [ours / theirs if theirs else math.inf for ours, theirs in zip(medians["ours"], row, strict=True)]
            target = TARGETS.get(name, {}).get(count)
            asked = f">={target} " if target else ""
            lines.append(f"| ours ÷ {name} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + f" | {asked}|")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("names", nargs="*", default=NAMES, help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    for name in {"tantivy", "sqlite"}.intersection(given.names):
        if not place(name, given.count).exists():
            build(name, given.count)
    rates = measure(given.count, given.names, given.rounds, given.seconds)
    (OUT / f"http-{given.count}.json").write_text(json.dumps(rates))
    print(table(rates, given.count))


if __name__ == "__main__":
    main()
