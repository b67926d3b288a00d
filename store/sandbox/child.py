"""The process in which a person's SQL runs: it may be slow, greedy or hostile, and is killed without harm to others.

Started by `store.sandbox.process` as `python -P -m store.sandbox.child SOCKET FILE`: one question comes by the
socket, its rows go to the file (an Arrow IPC stream), one reply goes back. Rows travel as
Arrow so that their types survive.
"""

import importlib
import os
import resource
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import IO

from core.errors import BeffroiError, QueryError
from store.sandbox.channel import Reply, Request, receive, send

MARGIN_BYTES = 512 << 20
"""Address space granted beyond DuckDB's own limit, for what DuckDB does not count.

Measured with limits of 300 MB and 1 GB: sorts and groupings that fill them go 50 MB beyond, a list of 20 million
integers 375 MB. 3,000 cells of 1 MB go 6 GB beyond: they are what this stops.
"""
_GRACE_SECONDS = 2.0


def main(descriptor: int, file: int) -> None:
    """Load what an answer takes, answer one question, and end; sooner when the parent hangs up or time is over."""
    channel = socket.socket(fileno=descriptor)
    # pyarrow does without numpy: 100 ms less, and no thread a core
    sys.modules["numpy"] = None  # type: ignore[assignment]
    importlib.import_module("store.sandbox.run")
    try:
        request = Request(**receive(channel))
    except (EOFError, ConnectionError):  # nobody asks any longer
        return
    # left at its default action, SIGALRM ends the process from outside of it: for a parent that stands still
    signal.setitimer(signal.ITIMER_REAL, request.seconds + _GRACE_SECONDS)
    threading.Thread(target=_end_with_parent, args=(channel.dup(),), daemon=True).start()
    send(channel, _reply(request, os.fdopen(file, "wb")))
    os._exit(0)  # nothing here is worth an orderly end


def _end_with_parent(channel: socket.socket) -> None:
    """The parent says nothing more: the end of the socket is its own end, however it came."""
    channel.settimeout(None)
    while channel.recv(1):
        continue
    os.kill(os.getpid(), signal.SIGKILL)


def _reply(request: Request, rows: IO[bytes]) -> Reply:
    """What came of it, errors included: the parent raises them again."""
    try:
        from store.sandbox.run import run

        _bound_memory(request)
        return run(request, rows)
    except FileNotFoundError:
        return Reply(error=FileNotFoundError.__name__)
    except BeffroiError as error:
        detail = str(error.__cause__ or "")[:4000]
        return Reply(error=type(error).__name__, message=str(error), next_step=error.next_step, detail=detail)
    except MemoryError:
        return _without_memory(request)


def _without_memory(request: Request) -> Reply:
    from store.sandbox.run import out_of_memory

    said = out_of_memory(request.memory_limit)
    return Reply(error=QueryError.__name__, message=str(said), next_step=said.next_step)


def _bound_memory(request: Request) -> None:
    """Bound what can be had from here on: what is loaded by now takes 350 MB of addresses and no room."""
    from store.sandbox.run import in_bytes

    index = sum(f.stat().st_size for f in Path(request.folder, "search").glob("*")) if request.search else 0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + in_bytes(request.memory_limit) + index + MARGIN_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * request.max_bytes, 2 * request.max_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
