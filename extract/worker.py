"""Extraction in a child process that a hostile page can hang or crash without harm to anyone else."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple, Self, TypeVar

from core import logs
from core.errors import ExtractError
from core.types import Article, Candidate, Page, Rejection
from extract.child import Told, packed, receive, send

Key = TypeVar("Key")
Other = TypeVar("Other")
Result = Article | Rejection

_START_SECONDS = 120.0
"""Importing takes under a second; a machine in distress may need more."""
_GRACE_SECONDS = 5.0
"""The child's own alarm rings first; this is for one that ignores it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost: seconds on the clock, and bytes of address space of the whole child.

    The slowest of 86 real pages takes 0.5 s, all of them 400 MB of address space.
    """

    seconds: float = 10.0
    memory: int = 1 << 30


class Request(NamedTuple):
    """One page to read."""

    page: Page
    candidate: Candidate | None = None


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    channel: socket.socket
    errors: IO[bytes]
    ready: bool = False

    def end(self, *, kill: bool) -> int:
        """Close what we share, wait for its end, return its code. One that hung up itself is about to end."""
        self.channel.close()
        self.errors.close()
        if kill:
            self.process.kill()
        try:
            return self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class _Asked(NamedTuple):
    """A page that was handed to a child."""

    page: Page
    child: _Child


class Worker:
    """One child process, started at once and replaced when it has died or served long enough.

    `function` ("module:name") is what the child calls with a page and a candidate. Use as a context manager:
    at its end no child is left.
    """

    def __init__(self, limits: Limits = Limits(), function: str = "extract.article:article") -> None:
        self._limits = limits
        self._function = function
        self._child: _Child | None = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def pid(self) -> int | None:
        """The child's process, None while there is none."""
        return self._child.process.pid if self._child else None

    def read(self, page: Page, candidate: Candidate | None = None) -> Result:
        """Read one page. Whatever it does, the answer is an article or a reason, within the limits.

        Raises:
            ExtractError: the child cannot even start.
        """
        return self._end(self._begin(Request(page, candidate)))

    def read_all(self, asked: Iterable[tuple[Key, Request | Other]]) -> Iterator[tuple[Key, Result | Other]]:
        """Read pages in order; what is no request passes through.

        One page ahead: while the caller uses an answer, the child is at the next page already.
        """
        under_way: list[tuple[Key, _Asked]] = []
        for key, what in asked:
            done = [(before, self._end(page)) for before, page in under_way]
            under_way = [(key, self._begin(what))] if isinstance(what, Request) else []
            yield from done
            if not isinstance(what, Request):
                yield key, what
        for before, page in under_way:
            yield before, self._end(page)

    def _begin(self, request: Request) -> _Asked:
        """Hand a page over. A frame that is not taken in time will be missed at the end, where it is said why."""
        child = self._ready()
        with suppress(ConnectionError, TimeoutError):
            send(child.channel, packed(tuple(request)), self._deadline())
        return _Asked(request.page, child)

    def _end(self, asked: _Asked) -> Result:
        """The answer to a page that was handed over."""
        try:
            told: Told = receive(asked.child.channel, self._deadline())
        except (EOFError, ConnectionError, TimeoutError) as error:
            return self._failed(asked.page, self._buried(late=isinstance(error, TimeoutError)))
        if told.last:
            self._stop()
            self._child = self._started()
        if told.broken:
            return self._failed(asked.page, told.broken, told.trace)
        result: Result = told.result
        return result

    def _buried(self, *, late: bool) -> str:
        """What ended the child; another takes its place."""
        child, self._child = self._child, None
        code = child.end(kill=late) if child else 0
        self._child = self._started()
        if late or code == -signal.SIGALRM:
            return f"{self._limits.seconds:g}\u00a0s dépassées"
        return (
            f"processus tué ({signal.Signals(-code).name})" if code < 0 else f"processus fini (code {code})"
        )

    def _failed(self, page: Page, detail: str, trace: str = "") -> Rejection:
        """One page never stops the others: what it broke is logged with its trace, counted and kept."""
        said = {"trace": trace} if trace else {}
        logs.get(__name__).error(
            "extraction failed", source=page.source, url=page.requested_url, detail=detail, **said
        )
        return Rejection(
            page.requested_url, page.source, "extract", "extract_failed", page.fetched_at, detail
        )

    def _deadline(self) -> float:
        return time.monotonic() + self._limits.seconds + _GRACE_SECONDS

    def _started(self) -> _Child:
        """-P keeps the current folder off the path; our own packages are put on it, installed or not.

        A session of its own: Ctrl-C is the parent's to answer, and the child goes when its socket closes.
        """
        ours, theirs = socket.socketpair()
        errors = tempfile.TemporaryFile()  # noqa: SIM115  as long as the child
        here = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
        words = (theirs.fileno(), self._function, self._limits.seconds, self._limits.memory)
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "extract.child", *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,
            )
        return _Child(process, ours, errors)

    def _ready(self) -> _Child:
        """The child, once it has said that it can work."""
        child = self._child = self._child or self._started()
        if not child.ready:
            try:
                receive(child.channel, time.monotonic() + _START_SECONDS)
            except (EOFError, ConnectionError, TimeoutError) as error:
                raise _silent(child) from error
            child.ready = True
        return child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end(kill=True)


def _silent(child: _Child) -> ExtractError:
    child.errors.seek(0)
    lines = child.errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
    return ExtractError(
        f"le processus d'extraction ne démarre pas ({lines[-1].strip() if lines else 'sans un mot'})",
        "Réinstallez Beffroi.",
    )
