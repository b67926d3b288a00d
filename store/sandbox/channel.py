"""What `store.sandbox.process` and `store.sandbox.child` say to each other, over one socket: a length, then JSON."""

import json
import socket
import struct
import time
from dataclasses import asdict, dataclass
from typing import Any

HEAD = struct.Struct("!I")
_LONGEST = 16 << 20
"""Bytes of a message: a child that says more is not ours any longer."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question. `memory_limit` is DuckDB's; `max_bytes` bounds the rows as Arrow holds them.

    `folder` is a snapshot's; `texts` a file attached beside it; `search` words whose hits become a table.
    """

    folder: str
    sql: str
    limit: int
    memory_limit: str
    seconds: float
    max_bytes: int
    texts: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """How a question ended: `rows` rows lie in the file, or `error` names a class of `core.errors`."""

    columns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    rows: int = 0
    truncated: bool = False
    error: str = ""
    message: str = ""
    next_step: str = ""
    detail: str = ""


def send(channel: socket.socket, message: Request | Reply, deadline: float | None = None) -> None:
    """Write one message; TimeoutError when it is not taken by `deadline` (time.monotonic)."""
    # ASCII: a lone surrogate in the user's SQL travels as its escape
    data = json.dumps(asdict(message)).encode("ascii")
    channel.settimeout(_left(deadline))
    channel.sendall(HEAD.pack(len(data)) + data)


def receive(channel: socket.socket, deadline: float | None = None) -> dict[str, Any]:
    """Read one message; EOFError when the other side is gone, TimeoutError when it is late."""
    (length,) = HEAD.unpack(_exactly(channel, HEAD.size, deadline))
    if length > _LONGEST:
        raise EOFError
    fields: dict[str, Any] = json.loads(_exactly(channel, length, deadline))
    return fields


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        channel.settimeout(_left(deadline))
        chunk = channel.recv(min(size - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


def _left(deadline: float | None) -> float | None:
    """Seconds until the deadline; never 0, which would make the socket non-blocking."""
    return None if deadline is None else max(deadline - time.monotonic(), 0.001)
