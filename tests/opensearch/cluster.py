"""A real OpenSearch cluster on this machine's loopback interface: one process a node, so that one can be killed.

The server's jars come from Maven's repository (see `pom.xml`); all its data lives in one temporary folder.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_HEAP = "512m"
_START_SECONDS = 120


def missing() -> str | None:
    """What this machine lacks to run a cluster; None when it has everything."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    return f"{' and '.join(lacking)} not installed" if lacking else None


@dataclass(frozen=True)
class Node:
    """One running node."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.wait()


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
def running(size: int) -> Iterator[Cluster]:
    """A cluster of that many nodes, ready to answer; ended and its data removed when the block ends."""
    home = Path(tempfile.mkdtemp(prefix="opensearch-"))
    ports = _free_ports(2 * size)
    classpath = _classpath(home)
    nodes = tuple(_start(home, classpath, number, ports) for number in range(size))
    try:
        _wait(nodes, home)
        yield Cluster(nodes)
    finally:
        for node in nodes:
            node.process.kill()
            node.process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _classpath(home: Path) -> str:
    file = home / "classpath"
    goal = f"-Dmdep.outputFile={file}"
    subprocess.run(["mvn", "-q", "-B", "-f", _HERE / "pom.xml", "dependency:build-classpath", goal], check=True)
    return file.read_text()


def _start(home: Path, classpath: str, number: int, ports: list[int]) -> Node:
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
    java = ["nice", "java", f"-Xms{_HEAP}", f"-Xmx{_HEAP}", "-XX:+UseSerialGC", "-cp", classpath]
    command = [*java, str(_HERE / "TestNode.java"), str(folder), *(f"{key}={value}" for key, value in settings.items())]
    with (home / f"{name}.log").open("wb") as log:
        return Node(name, http[number], subprocess.Popen(command, stdout=log, stderr=log))


def _wait(nodes: tuple[Node, ...], home: Path) -> None:
    """Until every node has joined; a server offers nothing else to wait for than asking it."""
    deadline = time.monotonic() + _START_SECONDS
    wanted = f"/_cluster/health?wait_for_nodes={len(nodes)}&timeout=10s"
    for node in nodes:
        while not _answers(f"http://127.0.0.1:{node.port}{wanted}"):
            if node.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{node.name} did not start:\n{(home / f'{node.name}.log').read_text()[-4000:]}")
            time.sleep(0.25)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=15) as response:
            return response.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _free_ports(number: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
