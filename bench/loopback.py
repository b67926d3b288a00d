"""The press of the benchmark: one process, many hosts by name, raw HTTP/1.1 on loopback.

Run as a script it serves until its standard input closes; `serving` starts it so and talks to it. The server
does no work per request besides joining bytes that exist: its ceiling is measured, and must be far above any
crawler's speed for the crawler's speed to be what is measured.
"""

import asyncio
import http.client
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import articles

ROBOTS = b"User-agent: *\nDisallow: /recherche\n"
CONTROL = b"/-/"


@dataclass(slots=True)
class Log:
    """What was asked since the last reset; times are seconds of this process's clock."""

    kinds: Counter[str] = field(default_factory=Counter)
    first: float = 0.0
    last: float = 0.0

    def page(self) -> None:
        """Count the request for a page."""
        self.last = time.perf_counter()
        if not self.kinds["page"]:
            self.first = self.last
        self.kinds["page"] += 1


class Press:
    """The answers: bytes by path."""

    def __init__(self, hosts: int, pages: int) -> None:
        self.hosts = hosts
        self.pages = pages
        self.log = Log()
        self.articles = articles.build(pages)
        self.feeds: dict[bytes, bytes] = {}

    def listen(self, port: int) -> None:
        """Make the feeds, which hold the port."""
        each = self.pages // self.hosts
        for number in range(1, self.hosts + 1):
            numbers = range((number - 1) * each, number * each)
            base = f"http://{articles.host(number)}:{port}"
            self.feeds[articles.host(number).encode()] = articles.feed(base, numbers)

    def answer(self, path: bytes, host: bytes) -> bytes:
        """The whole answer."""
        number = articles.article_number(path)
        if number is not None and number < self.pages:
            self.log.page()
            return _http(self.articles.body(number), b"text/html; charset=utf-8", b'"%d"' % number)
        if path == b"/rss" and host in self.feeds:
            self.log.kinds["feed"] += 1
            return _http(self.feeds[host], b"application/rss+xml; charset=utf-8", b'"rss"')
        if path == b"/robots.txt":
            self.log.kinds["robots"] += 1
            return _http(ROBOTS, b"text/plain", b'"robots"')
        if path.startswith(CONTROL):
            return self.control(path)
        self.log.kinds["other"] += 1
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def control(self, path: bytes) -> bytes:
        """What `Handle` asks: the log so far; `reset` begins a new one."""
        said = {"kinds": dict(self.log.kinds), "seconds": self.log.last - self.log.first}
        if path == b"/-/reset":
            self.log = Log()
        return _http(json.dumps(said).encode(), b"application/json", b'""')


def _http(body: bytes, kind: bytes, etag: bytes) -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nServer: press\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\nContent-Type: %b\r\n"
        b"ETag: %b\r\nLast-Modified: Fri, 20 Nov 2026 06:00:00 GMT\r\nCache-Control: max-age=60\r\n"
        b"Vary: Accept-Encoding\r\nContent-Length: %d\r\n\r\n%b" % (kind, etag, len(body), body)
    )


class _Connection(asyncio.Protocol):
    def __init__(self, press: Press) -> None:
        self.press = press
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  what `create_server` makes
        self.transport = transport
        self.press.log.kinds["connection"] += 1

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            _, _, host = head.lower().partition(b"\r\nhost:")
            name = host.partition(b"\r\n")[0].strip().partition(b":")[0]
            self.transport.write(self.press.answer(path, name))


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests by kind, and the seconds from the first page request to the last."""

    kinds: Counter[str]
    seconds: float


class Handle:
    """The parent's end of a press."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, number: int, path: str) -> str:
        """An address on the host of this number."""
        return f"http://{articles.host(number)}:{self.port}{path}"

    def reset(self) -> None:
        """Forget what was asked."""
        self._control("reset")

    def asked(self) -> Asked:
        """What was asked since the last reset."""
        said = self._control("log")
        return Asked(Counter(said["kinds"]), said["seconds"])

    def _control(self, word: str) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", f"/-/{word}")
            return json.load(connection.getresponse())
        finally:
            connection.close()


@contextmanager
def serving(hosts: int, pages: int) -> Iterator[Handle]:
    """A press in a process of its own, for as long as the block lasts."""
    command = [sys.executable, __file__, str(hosts), str(pages)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None  # noqa: S101  a pipe was asked for
    assert child.stdout is not None  # noqa: S101
    try:
        line = child.stdout.readline()
        if not line.strip():
            raise RuntimeError("the press of the benchmark did not start; its error is above")
        yield Handle(int(line))
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait()


async def _serve(press: Press) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(press), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    press.listen(port)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    over = asyncio.Event()
    threading.Thread(
        target=lambda: (sys.stdin.read(), loop.call_soon_threadsafe(over.set)), daemon=True
    ).start()
    await over.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve(Press(int(sys.argv[1]), int(sys.argv[2]))))
