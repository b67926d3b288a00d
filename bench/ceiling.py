"""How fast the benchmark's server answers a client that does nothing: the yardstick of the yardstick."""

import asyncio
import time
from collections import deque
from functools import partial

from articles import article_path, host
from loopback import Handle

_LENGTH = b"Content-Length: "


class _Client(asyncio.Protocol):
    """Asks for one page after the other over one connection, and counts bytes."""

    def __init__(self, requests: deque[bytes], over: asyncio.Future[None]) -> None:
        self.requests = requests
        self.over = over
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  what `create_connection` makes
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        if self.requests:
            self.transport.write(self.requests.popleft())
        else:
            self.transport.close()
            self.over.set_result(None)

    def data_received(self, data: bytes) -> None:
        if self.missing == 0:  # an answer's first bytes hold its whole head: it is short and sent at once
            head, _, body = data.partition(b"\r\n\r\n")
            self.missing = int(head.partition(_LENGTH)[2].partition(b"\r\n")[0]) - len(body)
        else:
            self.missing -= len(data)
        if self.missing == 0:
            self.ask()


def ceiling(press: Handle, hosts: int, pages: int) -> float:
    """Pages a second, one connection and one request at a time per host, as in the crawls."""
    began = time.perf_counter()
    asyncio.run(_ask_all(press, hosts, pages // hosts))
    return pages / (time.perf_counter() - began)


async def _ask_all(press: Handle, hosts: int, each: int) -> None:
    loop = asyncio.get_running_loop()
    ends = []
    for number in range(hosts):
        numbers = range(number * each, (number + 1) * each)
        name = f"{host(number + 1)}:{press.port}"
        requests = deque(f"GET {article_path(n)} HTTP/1.1\r\nHost: {name}\r\n\r\n".encode() for n in numbers)
        over = loop.create_future()
        ends.append(over)
        await loop.create_connection(partial(_Client, requests, over), "127.0.0.1", press.port)
    await asyncio.gather(*ends)
