"""Serve the newsroom over HTTP on loopback, with a log of what was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.newsroom import Newsroom

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Access:
    """One request as the server saw it; `path` keeps its query string."""

    host: str
    path: str
    status: int
    method: str
    if_none_match: bool
    user_agent: str


class Running:
    """A newsroom being served. Reading and switching are safe from any thread."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Begin with an empty log."""
        self._newsroom = newsroom
        self._accesses: list[Access] = []
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        """The TCP port that is listening."""
        return self.newsroom.port

    @property
    def newsroom(self) -> Newsroom:
        """The newsroom as it answers now."""
        with self._lock:
            return self._newsroom

    @property
    def log(self) -> tuple[Access, ...]:
        """The requests so far, oldest first: a copy."""
        with self._lock:
            return tuple(self._accesses)

    @property
    def edition(self) -> int:
        """The edition being served, 1 or 2. Setting it takes effect from the next request."""
        return self.newsroom.edition

    @edition.setter
    def edition(self, edition: int) -> None:
        with self._lock:
            self._newsroom = replace(self._newsroom, edition=edition)

    def record(self, access: Access) -> None:
        """Append one request to the log."""
        with self._lock:
            self._accesses.append(access)


class _Server(ThreadingHTTPServer):
    # Handlers are joined on close, so that no thread outlives the context manager.
    daemon_threads = False
    running: Running


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "salle-de-redaction"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds a client may stay mute before its thread ends

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        host = self.headers.get("Host", "")
        response = self.server.running.newsroom.respond(host, self.path, dict(self.headers.items()))
        self._record(host, response.status)
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Length", str(len(response.body)))
        # One request a connection: an idle keep-alive would hold the server open when it closes.
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(response.body)

    def _record(self, host: str, status: int) -> None:
        self.server.running.record(
            Access(
                host=host,
                path=self.path,
                status=status,
                method=self.command,
                if_none_match="If-None-Match" in self.headers,
                user_agent=self.headers.get("User-Agent", ""),
            )
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Say nothing on stderr: `Running.log` is the record."""


@contextmanager
def serve(newsroom: Newsroom, port: int = 0) -> Iterator[Running]:
    """Serve `newsroom` on 127.0.0.1 until the context ends; port 0 takes a free one.

    The newsroom's own `port` is replaced by the one that listens. OSError when the port is taken.
    """
    with _listen(port) as server:
        server.running = Running(replace(newsroom, port=server.server_address[1]))
        # The poll interval is how long closing may take; the default half second slows every test.
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.running
        finally:
            server.shutdown()
            thread.join()


def _listen(port: int) -> _Server:
    try:
        return _Server((LOOPBACK, port), _Handler)
    except OSError as error:
        raise OSError(
            error.errno, f"cannot listen on {LOOPBACK}:{port} ({error.strerror}); choose another port"
        ) from error
