"""`beffroi serve` on its own does what the desk asks for: a thread that watches, and a child that works.

Never in the server itself: an analysis takes hundreds of megabytes, which go back with its process. The daemon
(`beffroi schedule`) does the same; whichever comes first holds the runner's lock, and the other leaves it be.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import logs
from core.errors import BeffroiError
from jobs.desk.running import is_wanted
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from web.desk.visit import Desk

EVERY = 5.0
"""Seconds between two looks when nobody asks here: the daemon's child may have been killed."""
GRACE = 20.0
"""Seconds that a child has to put back what it was doing."""
_MOST_DOUBLINGS = 6
"""Of the pause after a runner that cannot even start (a settings file that was broken meanwhile): five minutes."""
_NEEDS_A_LOOK = 3
"""Its exit code when a request failed, or needs a look: the page of requests says so."""


@contextmanager
def beside(app: Any) -> Iterator[None]:
    """Watch over the requests of an application's desk until the end of the block; its child ends with it."""
    desk: Desk = app.state.desk
    worker = Worker(desk.workspace, desk.wanted)
    worker.start()
    try:
        yield
    finally:
        worker.stop()


class Worker:
    """Starts a runner when something waits: at once when `wanted` is set, else at the next look."""

    def __init__(self, workspace: Workspace, wanted: threading.Event, every: float = EVERY) -> None:
        self._workspace, self._wanted, self._every = workspace, wanted, every
        self._ending = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._bad_ends = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, name="requests", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End the child in order (what it was doing waits again), then the thread."""
        self._ending.set()
        self._wanted.set()
        with self._lock:
            child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                child.kill()
        self._thread.join(GRACE)

    def _watch(self) -> None:
        while not self._ending.is_set():
            self._wanted.clear()
            try:
                if self._is_wanted():
                    self._run()
            except Exception:  # noqa: BLE001  no process to be had, say: the watch goes on
                logs.get(__name__).exception("no runner")
            self._wanted.wait(self._every)

    def _is_wanted(self) -> bool:
        try:
            return is_wanted(self._workspace)
        except (BeffroiError, OSError) as error:  # the state is out of reach for now: pages say so
            logs.get(__name__).warning("requests out of reach", error=str(error))
            return False

    def _run(self) -> None:
        with self._lock:
            if self._ending.is_set():
                return
            self._child = child = _started(self._workspace.root)
        code = child.wait()
        bad = code not in {0, _NEEDS_A_LOOK} and not self._ending.is_set()
        self._bad_ends = self._bad_ends + 1 if bad else 0
        if bad:
            logs.get(__name__).error("runner ended badly", code=code)
        if self._is_wanted():  # it died, or another process writes: nothing is tried in a hurry
            self._ending.wait(self._every * 2 ** min(self._bad_ends, _MOST_DOUBLINGS))


def _started(root: Path) -> "subprocess.Popen[bytes]":
    """-P keeps the current folder off the path; our own packages are put on it, installed or not.

    In a session of its own: Ctrl-C on the server's terminal must not reach it before we end it in order.
    """
    here = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cli", "requests", "run", "--workspace", str(root)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # all that matters is in the log and in the requests themselves
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
