"""A server behind TLS that wants a user and a password, with a certificate authority made for the occasion."""

from __future__ import annotations

import base64
import contextlib
import http.client
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import trustme

USER, PASSWORD = "archivist", "not-to-be-told"
AUTHORIZATION = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_PASSED_ON = ("Content-Type", "Content-Encoding")


@dataclass(frozen=True)
class Secured:
    """Where it is, and the file of the authority that vouches for it."""

    address: str
    ca_file: Path


@contextlib.contextmanager
def secured(target: str, folder: Path) -> Iterator[Secured]:
    """Stands in front of the server at `http://host:port`, for those who give `USER` and `PASSWORD`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Authorization") == f"Basic {AUTHORIZATION}":
                self._send(*self._asked(body))
            else:
                self._send(401, "text/plain", b"Unauthorized")

        def _asked(self, body: bytes) -> tuple[int, str, bytes]:
            headers = {name: value for name in _PASSED_ON if (value := self.headers.get(name))}
            with contextlib.closing(http.client.HTTPConnection(urlsplit(target).netloc)) as connection:
                connection.request(self.command, self.path, body, headers)
                answer = connection.getresponse()
                return answer.status, answer.getheader("Content-Type", ""), answer.read()

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("localhost", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Secured(f"https://localhost:{server.server_port}", folder / "ca.pem")
        server.shutdown()
