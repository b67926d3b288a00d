"""The newest snapshot, held open for all requests, and what was computed from it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from core.errors import Crowded, NothingPublished, QueryError, StoreBusy, StoreError
from store.manifest import DESK_SPILL
from store.query import Snapshot, open_snapshot
from store.upkeep.failures import CROWDED, LOST, explained
from web.desk.weighing import weight

T = TypeVar("T")
_OF_OTHERS = (QueryError, StoreBusy, NothingPublished, Crowded)
"""Errors of a question, or of who writes: the file that is open has no part in them."""
_AT_ONCE = 3
"""Answers made at once: more share the same processors, and each needs memory of its own."""
_KEPT = 512
"""Answers kept of one snapshot: pages ask the same questions again and again, and it never changes."""
_BYTES = 48 * 1024 * 1024
"""What they may weigh together (web/desk/weighing.py): whoever asks for one filter after another fills no more."""


@dataclass(slots=True)
class _Held:
    """An open snapshot. Closing it ends the connections of all who read it (DuckDB): the last of them does."""

    file: Hashable
    snapshot: Snapshot
    readers: int = 0
    retired: bool = False

    def close_unless_read(self) -> None:
        if self.retired and not self.readers:
            self.snapshot.close()


class Published:
    """What is published. Another publish is seen by the next request; who reads the old one ends with it.

    A question has one thread: the others are other people's, and each would need memory of its own.
    """

    def __init__(self, data: Path, memory_limit: str) -> None:
        self._data, self._memory_limit = data, memory_limit
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._answers: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._weight = 0
        self._closed = 0
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._making = threading.local()
        self._turns: dict[Hashable, tuple[threading.RLock, int]] = {}

    @property
    def file(self) -> Hashable:
        """Tells what is published now from what was; None when nothing is."""
        return _file(self._data / "beffroi.duckdb")

    @property
    def closings(self) -> int:
        """How often a file was let go: what was made in memory beside it went with it."""
        return self._closed

    @property
    def weight(self) -> int:
        """About how many bytes the answers that are kept take."""
        return self._weight

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The newest snapshot, with a connection of its own; NothingPublished when there is none.

        A file that breaks while it is read is a StoreError, and is opened anew by the next request: DuckDB refuses
        every further statement on it.
        """
        held, snapshot = self._newest()
        try:
            with explained(self._data):
                yield snapshot
        except CROWDED as error:
            raise Crowded(
                "trop de questions à la fois pour la mémoire de la rédaction",
                "Rechargez dans un instant. Si cela revient souvent, augmentez desk.memory_limit.",
            ) from error
        except StoreError as error:
            if not isinstance(error, _OF_OTHERS):
                self._give_up(held)
            raise
        finally:
            snapshot.close()
            with self._lock:
                held.readers -= 1
                held.close_unless_read()

    def cached(self, snapshot: Snapshot, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for this snapshot, made once. `key` names the question, with all that it depends on."""
        manifest = snapshot.manifest
        full = (manifest.lineage, manifest.number, manifest.created_at, key)
        if found := self._kept(full):
            return cast("T", found[0])
        # a place before a turn: whoever waits for a turn waits for somebody who has a place
        with self._place(), self._turn(full):
            if found := self._kept(full):  # who asked the same meanwhile waited for this answer
                return cast("T", found[0])
            made = make()
            self._keep(full, made)
            return made

    def _kept(self, key: Hashable) -> tuple[Any, int] | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the few that make answers; an answer that asks for others is made in the same place."""
        if getattr(self._making, "placed", False):
            yield
            return
        with self._places:
            self._making.placed = True
            try:
                yield
            finally:
                self._making.placed = False

    def _keep(self, key: Hashable, made: object) -> None:
        """Keep an answer; those that were asked for longest ago go, and the new one where it alone is too heavy."""
        weighs = weight((key, made))
        with self._lock:
            self._answers[key] = made, weighs
            self._weight += weighs
            while len(self._answers) > _KEPT or self._weight > _BYTES:
                _, (_, gone) = self._answers.popitem(last=False)
                self._weight -= gone

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        """One at a time for each question; a question may ask others, as long as these never ask it back."""
        with self._lock:
            turn, waiting = self._turns.get(key, (threading.RLock(), 0))
            self._turns[key] = (turn, waiting + 1)
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, waiting = self._turns[key]
                if waiting == 1:
                    del self._turns[key]
                else:
                    self._turns[key] = (turn, waiting - 1)

    def close(self) -> None:
        """Let go of the file, once nobody reads it."""
        with self._lock:
            self._let_go()

    def _newest(self) -> tuple[_Held, Snapshot]:
        file = self.file
        with self._lock:
            if self._held is None or self._held.file != file:
                self._open(file)
            try:
                held, shared = self._shared()
            except LOST:  # it broke under somebody who did not tell
                self._open(file)
                held, shared = self._shared()
            held.readers += 1
            return held, shared

    def _open(self, file: Hashable) -> None:
        self._let_go()
        spill = self._data / DESK_SPILL
        self._held = _Held(file, open_snapshot(self._data, self._memory_limit, threads=1, temporary=spill))

    def _shared(self) -> tuple[_Held, Snapshot]:
        held = cast("_Held", self._held)
        return held, held.snapshot.shared()

    def _give_up(self, held: _Held) -> None:
        """Let go of a file that broke, unless another was opened since."""
        with self._lock:
            if self._held is held:
                self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.retired = True
            self._held.close_unless_read()
            self._held = None
            self._closed += 1
        self._answers.clear()
        self._weight = 0


def _file(pointer: Path) -> Hashable:
    """Which file is published: another one may have come to lie at the same place; None where there is none."""
    try:
        seen = pointer.stat()
    except OSError:
        return None
    return pointer.resolve(), seen.st_ino, seen.st_mtime_ns
