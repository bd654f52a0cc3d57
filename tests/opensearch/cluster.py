"""A real OpenSearch cluster on this machine's loopback interface: one process a node, so that one can be killed.

The server's jars come from Maven's repository (see `pom.xml`); all its data lives in one temporary folder. A node
ends with the process that started it, however that one ends, and not before: it has a session of its own, so that a
signal to the whole group of that process does not end it while tests still clean up.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
MEMORY = Path("/proc/meminfo")
"""Where Linux says how much memory is free."""

_MEMORY_DISK = Path("/dev/shm")
_ROOM_BYTES = 2 << 30
_NODE_BYTES = 1 << 30
"""Memory that a node takes, and a share of what its tests take."""
_PORTS = range(20_000, 32_000)
"""Below those that outgoing connections get, so that none is taken between being chosen and being opened."""
_START_SECONDS = 120
_DOWNLOAD_SECONDS = 300
_FOR_TESTS = ("java", "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""How a node is started: small, and soon warm, for tests ask much that is new and little again."""


class CannotRun(Exception):
    """This machine lacks what a cluster takes; the message says what."""


@dataclass(frozen=True)
class Node:
    """One running node."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Ends it as a power cut would, unless it has ended."""
        self.process.kill()
        self.process.communicate()


@dataclass(frozen=True)
class Cluster:
    """The running nodes."""

    nodes: tuple[Node, ...]

    @property
    def hosts(self) -> str:
        """Every node, as an engine's address begins."""
        return "http://" + ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)


CLUSTER = pytest.StashKey[Cluster]()
"""Where a run of pytest keeps the cluster that was started for it."""


@contextlib.contextmanager
def running(size: int, java: tuple[str, ...] = _FOR_TESTS) -> Iterator[Cluster]:
    """A cluster of that many nodes, ready to answer; ended and its data removed when the block ends.

    Raises CannotRun.
    """
    with tempfile.TemporaryDirectory(prefix="opensearch-", dir=_spacious(), ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _check_memory(size)
        command = (*java, "-cp", _classpath(home))
        ports = _free_ports(2 * size)
        nodes = tuple(_start(home, command, number, ports) for number in range(size))
        try:
            _wait(nodes, home)
            yield Cluster(nodes)
        finally:
            for node in nodes:
                node.kill()


def _check_memory(nodes: int) -> None:
    if not MEMORY.exists():
        return
    fields = dict(line.split(":") for line in MEMORY.read_text().splitlines())
    free = int(fields["MemAvailable"].split()[0]) << 10
    if free < nodes * _NODE_BYTES:
        raise CannotRun(f"{nodes} nodes take {nodes * _NODE_BYTES >> 20:,} MB of memory: {free >> 20:,} MB are free")


def _spacious() -> Path | None:
    """Memory that serves as a disk, where there is room: making an index waits for a real disk again and again."""
    return _MEMORY_DISK if _MEMORY_DISK.is_dir() and shutil.disk_usage(_MEMORY_DISK).free > _ROOM_BYTES else None


def _classpath(home: Path) -> str:
    """The server's jars, downloaded where they are not here yet."""
    if lacking := [program for program in ("javac", "mvn") if shutil.which(program) is None]:
        raise CannotRun(f"{' and '.join(lacking)} not installed: a JDK and Maven are needed")
    file = home / "classpath"
    maven = ["mvn", "-q", "-B", "-f", _HERE / "pom.xml", "dependency:build-classpath", f"-Dmdep.outputFile={file}"]
    try:
        subprocess.run(maven, check=True, capture_output=True, text=True, timeout=_DOWNLOAD_SECONDS)
    except subprocess.CalledProcessError as error:
        first = next((line for line in error.stdout.splitlines() if "ERROR" in line), "mvn failed")
        raise CannotRun(f"Maven could not bring the server: {first}") from error
    except subprocess.TimeoutExpired as error:
        raise CannotRun(f"Maven could not bring the server within {_DOWNLOAD_SECONDS} seconds") from error
    return file.read_text()


def _start(home: Path, java: tuple[str, ...], number: int, ports: list[int]) -> Node:
    http, transport = ports[::2], ports[1::2]
    name = f"node-{number}"
    folder = home / name
    (folder / "config").mkdir(parents=True)
    settings = {
        "cluster.name": home.name,
        "node.name": name,
        "http.port": http[number],
        "transport.port": transport[number],
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in transport),
        "cluster.initial_cluster_manager_nodes": ",".join(f"node-{other}" for other in range(len(http))),
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    command = [*java, str(_HERE / "TestNode.java"), str(folder), *(f"{key}={value}" for key, value in settings.items())]
    with (home / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)
    return Node(name, http[number], process)


def _wait(nodes: tuple[Node, ...], home: Path) -> None:
    """Until every node has joined; a server offers nothing else to wait for than asking it."""
    deadline = time.monotonic() + _START_SECONDS
    wanted = f"/_cluster/health?wait_for_nodes={len(nodes)}&timeout=10s"
    for node in nodes:
        while not _answers(f"http://127.0.0.1:{node.port}{wanted}"):
            if node.process.poll() is not None:
                raise RuntimeError(f"{node.name} did not start:\n{(home / f'{node.name}.log').read_text()[-4000:]}")
            if time.monotonic() > deadline:
                raise CannotRun(f"{node.name} had not joined the others after {_START_SECONDS} seconds")
            time.sleep(0.25)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=15) as response:
            return response.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _free_ports(number: int) -> list[int]:
    free = (port for port in random.sample(_PORTS, len(_PORTS)) if _is_free(port))
    return list(islice(free, number))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
