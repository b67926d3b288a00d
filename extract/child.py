"""The child's side of `extract.worker`: pages in, results out, until its parent hangs up or a limit strikes.

It is started as `python -P -m extract.child DESCRIPTOR FUNCTION SECONDS BYTES` and speaks over that socket in
frames: eight bytes of length, then a pickle of our own nouns. Only our own two processes write there.
"""

import importlib
import os
import pickle
import resource
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

HEAD = struct.Struct("!Q")
PAGES = 1000
"""Pages after which a child leaves its place to a fresh one."""
LEAN_BYTES = 500 * 1024 * 1024
"""Peak memory after which it does too; 86 real pages of 340 kB, read over and over, level off at 243 MB."""


class Told(NamedTuple):
    """An answer. `broken` says what the page set off, `trace` where; `last`: the child leaves after it."""

    result: Any = None
    broken: str = ""
    trace: str = ""
    last: bool = False


def packed(value: Any) -> bytes:
    """One frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(data)) + data


def send(channel: socket.socket, frame: bytes, deadline: float | None = None) -> None:
    """Write one frame; TimeoutError when it is not taken by `deadline` (time.monotonic)."""
    channel.settimeout(_left(deadline))
    channel.sendall(frame)


def receive(channel: socket.socket, deadline: float | None = None) -> Any:
    """Read one frame; EOFError when the other side is gone, TimeoutError when it is late."""
    (length,) = HEAD.unpack(_exactly(channel, HEAD.size, deadline))
    return pickle.loads(_exactly(channel, length, deadline))  # noqa: S301  written by our own process


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytearray:
    data = bytearray()
    while len(data) < size:
        channel.settimeout(_left(deadline))
        chunk = channel.recv(min(size - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def _left(deadline: float | None) -> float | None:
    """Seconds until the deadline; never 0, which would make the socket non-blocking."""
    return None if deadline is None else max(deadline - time.monotonic(), 0.001)


def main(descriptor: int, function: str, seconds: float, memory: int) -> None:
    """Answer pages with `function` ("module:name") until the parent hangs up.

    The alarm is the child's own: its parent may be busy, or gone, and a page stuck in C listens to nobody. Left
    at its default action, SIGALRM ends the process from outside of it.
    """
    channel = socket.socket(fileno=descriptor)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = function.partition(":")
    read = getattr(importlib.import_module(module), name)
    send(channel, packed(Told()))
    _hush()
    for left in range(PAGES - 1, -1, -1):
        try:
            request = receive(channel)
        except (EOFError, ConnectionError):
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        frame, last = _answer(read, request, last=not left)
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            send(channel, frame)
        except ConnectionError:
            return
        if last:
            return


def _answer(read: Callable[..., Any], request: tuple[Any, ...], *, last: bool) -> tuple[bytes, bool]:
    """The frame to send, and whether to leave after it: after a lack of memory nothing is trusted."""
    try:
        result = read(*request)
        last = last or _peak_bytes() > LEAN_BYTES
        return packed(Told(result, last=last)), last
    except MemoryError:
        return packed(Told(broken="mémoire épuisée", last=True)), True
    except Exception as error:  # noqa: BLE001  whatever a hostile page can set off
        trace = traceback.format_exc(limit=-20)
        return packed(Told(broken=repr(error)[:500], trace=trace, last=last)), last


def _peak_bytes() -> int:
    """Of this program alone: getrusage counts from the fork, and its parent may hold a language model."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  once a page
        return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)


def _hush() -> None:
    """What libraries print about a page is nobody's output; up to here, errors tell why a child cannot start."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    from extract.child import main as serve  # what __main__ defines, the parent could not unpickle

    serve(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
