"""A real HTTP server on loopback: many outlets by Host header, an access log, validators, gates."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, cast

from core.types import Entry, EntryKind, Source

HTML = "text/html; charset=utf-8"
XML = "application/rss+xml; charset=utf-8"
SITE_FILES = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass(slots=True)
class Answer:
    """What an address answers; `claimed_length` is a Content-Length that lies."""

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    gzipped: bool = False
    claimed_length: int | None = None


class Asked(NamedTuple):
    host: str
    path: str
    headers: dict[str, str]
    at: float = 0.0  # seconds of a clock that only goes forward


class Press(ThreadingHTTPServer):
    """Answers by (host without port, path); everything else is 404."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[tuple[str, str], Answer] = {}
        self.log: list[Asked] = []
        self.gates: dict[str, tuple[int, threading.Event]] = {}
        self.arrived = threading.Condition()
        self.under_way: Counter[str] = Counter()
        self.most: Counter[str] = Counter()  # requests of a host at the same time

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, answer: Answer) -> str:
        self.answers[host, path] = answer
        return self.url(host, path)

    def page(self, host: str, path: str, text: str, **answer: Any) -> str:
        html = f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>"
        return self.put(host, path, Answer(html.encode(), **answer))

    def asked(self, host: str | None = None) -> list[str]:
        """The paths asked for, those of the files that speak to robots left out."""
        return [a.path for a in self.log if host in (None, a.host) and a.path not in SITE_FILES]

    def hold_after(self, host: str, count: int) -> threading.Event:
        """Answer so many requests (robots.txt and the like apart), and the others once the event is set."""
        self.gates[host] = (count, threading.Event())
        return self.gates[host][1]

    def hold(self, host: str) -> None:
        count, gate = self.gates.get(host, (0, None))
        if gate is not None and len(self.asked(host)) > count:
            gate.wait(60)

    def wait_until_held(self, host: str, timeout: float = 30) -> None:
        with self.arrived:
            held = self.arrived.wait_for(lambda: len(self.asked(host)) > self.gates[host][0], timeout)
        assert held, f"too few requests to {host}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = cast("Press", self.server)
        host = self.headers["Host"].partition(":")[0]
        with server.arrived:
            server.log.append(
                Asked(host, self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
            )
            server.under_way[host] += 1
            server.most[host] = max(server.most[host], server.under_way[host])
            server.arrived.notify_all()
        answer = server.answers.get((host, self.path), Answer(b"nothing here", 404))
        server.hold(host)
        if answer.etag and self.headers.get("If-None-Match") == answer.etag:
            answer = Answer(status=304, etag=answer.etag)
        self._send(answer)
        with server.arrived:
            server.under_way[host] -= 1

    def _send(self, answer: Answer) -> None:
        body = gzip.compress(answer.body) if answer.gzipped else answer.body
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.gzipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(answer.claimed_length or len(body)))
        self.end_headers()
        if answer.status != 304:
            self.wfile.write(body)
        if answer.claimed_length:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  http.server's name
        """No noise."""


@contextmanager
def serving() -> Iterator[Press]:
    press = Press()
    thread = threading.Thread(target=press.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield press
    finally:
        press.shutdown()
        press.server_close()
        thread.join()


class Item(NamedTuple):
    """One entry of a feed."""

    url: str
    title: str = "Un titre"
    extra: str = ""


def rss(*items: Item) -> bytes:
    lines = [
        f"<item><title>{item.title}</title><link>{item.url}</link><guid>{item.url}</guid>{item.extra}</item>"
        for item in items
    ]
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(lines)}</channel></rss>'.encode()


def atom(*items: tuple[str, str]) -> bytes:
    lines = [
        f'<entry><title>Un titre</title><link href="{url}"/><id>{url}</id><updated>{updated}</updated></entry>'
        for url, updated in items
    ]
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{"".join(lines)}</feed>'.encode()


def feed_source(slug: str, url: str, *more: Entry) -> Source:
    return Source(slug, slug, url, (Entry(EntryKind.FEED, url), *more))


KEPT = "phrase d'une page lue"


def paper(press: Press, host: str, pages: int, **feed: Any) -> tuple[Source, list[str]]:
    """A source with a feed of so many pages, titled "Titre n"."""
    urls = [press.page(host, f"/{n}", f"{KEPT} {n}") for n in range(pages)]
    items = [Item(url, f"Titre {n}") for n, url in enumerate(urls)]
    return feed_source(host, press.put(host, "/rss", Answer(rss(*items), kind=XML, **feed))), urls
