"""A real server on loopback that does what no server should: raw bytes, virtual hosts, plain and TLS ports.

Nothing here is polite: an act is handed the connection and may write what it likes, as slowly as it likes.
"""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HTML = "text/html; charset=utf-8"
MAX_HEAD = 256 * 1024
_GONE = (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
"""What a client that hangs up, or refuses our certificate, does to us: that is its good right."""

Headers = Iterable[tuple[str, str]]


class Asked(NamedTuple):
    """A request as it came; header names are lower-case."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the connection to answer on."""

    asked: Asked
    server: "HostileServer"
    writer: asyncio.StreamWriter

    def url(self, path: str, host: str | None = None) -> str:
        """An address of this server, on the same port."""
        return self.server.url(host or self.asked.host, path, tls=self.is_tls)

    @property
    def is_tls(self) -> bool:
        return self.writer.get_extra_info("ssl_object") is not None

    async def send(self, data: bytes) -> None:
        """Raw bytes; raises ConnectionError when the client has hung up."""
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0)  # drain alone lets nobody else in while the client keeps up

    async def head(self, *headers: tuple[str, str], status: str = "200 OK", kind: str = HTML) -> None:
        """A status line and headers, without the length of the body."""
        await self.send(head(*headers, status=status, kind=kind))

    async def answer(
        self, body: bytes = b"", *headers: tuple[str, str], status: str = "200 OK", kind: str = HTML
    ) -> None:
        """A whole and honest answer."""
        await self.head(("Content-Length", str(len(body))), *headers, status=status, kind=kind)
        await self.send(body)


Act = Callable[[Exchange], Awaitable[None]]


def head(*headers: tuple[str, str], status: str = "200 OK", kind: str = HTML) -> bytes:
    """The bytes before a body."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers), "", ""]).encode("latin-1")


@dataclass
class HostileServer:
    """Acts by host, then by path; what has none is 404. `log` holds every request in order of arrival."""

    log: list[Asked] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    port: int = 0
    tls_port: int = 0
    _acts: dict[str, Mapping[str, Act]] = field(default_factory=dict)
    _exchanges: set[asyncio.Task[None]] = field(default_factory=set)

    def host(self, name: str, acts: Mapping[str, Act]) -> None:
        """Serve a host."""
        self._acts[name] = acts

    def url(self, host: str, path: str, *, tls: bool = False) -> str:
        return f"https://{host}:{self.tls_port}{path}" if tls else f"http://{host}:{self.port}{path}"

    def asked(self, host: str) -> list[str]:
        """The paths that a host was asked for."""
        return [asked.path for asked in self.log if asked.host == host]

    async def _serve(self, certificate: Path, ready: threading.Event, stop: asyncio.Event) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        plain = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=MAX_HEAD, backlog=512)
        tls = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=MAX_HEAD, ssl=context)
        self.port, self.tls_port = (server.sockets[0].getsockname()[1] for server in (plain, tls))
        ready.set()
        async with plain, tls:
            await stop.wait()
        for exchange in self._exchanges:
            exchange.cancel()
        await asyncio.gather(*self._exchanges, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._exchanges.add(task)
        try:
            with suppress(*_GONE):
                await self._exchange(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        except Exception as error:  # noqa: BLE001  a mistake in an act must fail the test, not vanish here
            self.errors.append(error)
        finally:
            self._exchanges.discard(task)
            writer.close()
            with suppress(*_GONE, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request, *lines = text.rstrip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host = headers.get("host", "").partition(":")[0]
        asked = Asked(host, request.split(" ")[1], headers)
        self.log.append(asked)
        act = self._acts.get(host, {}).get(asked.path, _not_found)
        await act(Exchange(asked, self, writer))


async def _not_found(exchange: Exchange) -> None:
    await exchange.answer(b"<p>rien ici</p>", status="404 Not Found")


@contextmanager
def serving(folder: Path) -> Iterator[HostileServer]:
    """A server while the context lasts; raises what its acts did wrong."""
    server = HostileServer()
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _, context: _note(server, context.get("exception")))
    ready, stop = threading.Event(), asyncio.Event()
    certificate = self_signed(folder / "hostile.pem")
    thread = threading.Thread(target=loop.run_until_complete, args=(server._serve(certificate, ready, stop),))
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
    if server.errors:
        raise ExceptionGroup("the hostile server's own mistakes", server.errors)  # type: ignore[type-var]


def _note(server: HostileServer, error: BaseException | None) -> None:
    """Asyncio reports here what befalls connections outside of an act: failed TLS handshakes, mostly."""
    if error is not None and not isinstance(error, _GONE):
        server.errors.append(error)


def self_signed(path: Path) -> Path:
    """A key and a certificate for *.localhost that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("*.localhost")])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    encoding, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(
        key.private_bytes(encoding, private, serialization.NoEncryption())
        + certificate.public_bytes(encoding)
    )
    return path
