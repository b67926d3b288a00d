"""The process that answers a person's SQL, as its parent holds it: asked once, killed when it takes too much.

Rows come by a file without a name, which the child may not make longer than it should.
"""

import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import fields
from pathlib import Path
from typing import IO, Any, Self

from core.errors import QueryError
from store.sandbox.channel import Reply, Request, receive, send

_GRACE_SECONDS = 5.0
_HELPLESS = (
    "Restreignez la requête (WHERE, LIMIT), ou accordez-lui plus de temps : --timeout, store.sql_seconds."
)


class Child:
    """A process that waits for one question and loads DuckDB meanwhile. Use as a context manager: it ends with it.

    Started before a caller is ready to ask, it costs less time than it takes to load.
    """

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  the answer, as long as the child
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = _started(theirs.fileno(), self.file.fileno())
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._channel.close()
        self.file.close()

    def ask(self, request: Request) -> Reply:
        """Put the one question; the process is gone when this returns, whatever happened. Raises QueryError."""
        deadline = time.monotonic() + request.seconds
        try:
            send(self._channel, request, deadline)
            importlib.import_module("pyarrow")  # the answer will need it; the child is at work meanwhile
            return _reply(receive(self._channel, deadline))
        except TimeoutError as error:
            seconds = f"{request.seconds:g}".replace(".", ",")
            raise QueryError(f"Requête arrêtée : plus de {seconds}\u00a0s.", _HELPLESS) from error
        except (EOFError, ConnectionError) as error:
            raise self._fallen() from error
        finally:
            self._end()

    def stop(self) -> None:
        """Kill it from another thread: whoever waits for its answer is told so."""
        self._stopped = True
        self._process.kill()

    def _end(self) -> int:
        """Kill what is left of it and wait."""
        self._process.kill()
        return self._process.wait()

    def _fallen(self) -> QueryError:
        """It hung up without a word, so it is ending: how it ended is known once it has."""
        try:
            code = self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            code = self._end()
        if self._stopped:
            return QueryError("Requête arrêtée à votre demande.", "Relancez-la, ou restreignez-la.")
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return QueryError(
            f"Requête arrêtée : le processus qui l’exécutait est tombé ({how}).",
            "Elle demande sans doute trop de mémoire : demandez moins à la fois (WHERE, moins de colonnes).",
        )


def _started(channel: int, file: int) -> "subprocess.Popen[bytes]":
    """-P keeps the current folder off the path; our own packages are put on it, installed or not.

    A session of its own: Ctrl-C is the parent's to answer, and the child goes when its socket closes.
    """
    here = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    # the usual allocator reserves 64 MB of addresses a thread; pyarrow's own, 1 GB
    lean = {"PYTHONPATH": path, "MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "store.sandbox.child", str(channel), str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[channel, file],
        env={**os.environ, **lean},
        start_new_session=True,
    )


def _reply(said: dict[str, Any]) -> Reply:
    known = {field.name for field in fields(Reply)}
    reply = {name: value for name, value in said.items() if name in known}
    return Reply(**reply | {name: tuple(reply[name]) for name in ("columns", "types")})
