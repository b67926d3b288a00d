"""The newest snapshot, held open for all requests, and what was computed from it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from core.errors import QueryError, StoreError
from store.manifest import DESK_SPILL
from store.query import Snapshot, open_snapshot
from store.upkeep.failures import explained

T = TypeVar("T")
_KEPT = 512
"""Answers kept of one snapshot: pages ask the same questions again and again, and it never changes."""


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
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns: dict[Hashable, tuple[threading.RLock, int]] = {}

    @property
    def file(self) -> Hashable:
        """Tells what is published now from what was; None when nothing is."""
        return _file(self._data / "beffroi.duckdb")

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
        except StoreError as error:
            if not isinstance(error, QueryError):
                self.close()
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
        with self._turn(
            full
        ):  # who asks the same meanwhile waits for this answer, and makes none of their own
            with self._lock:
                if full in self._answers:
                    self._answers.move_to_end(full)
                    return cast("T", self._answers[full])
            made = make()
            with self._lock:
                self._answers[full] = made
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
            return made

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
                self._let_go()
                self._held = _Held(
                    file,
                    open_snapshot(
                        self._data, self._memory_limit, threads=1, temporary=self._data / DESK_SPILL
                    ),
                )
            shared = self._held.snapshot.shared()
            self._held.readers += 1
            return self._held, shared

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.retired = True
            self._held.close_unless_read()
            self._held = None
        self._answers.clear()


def _file(pointer: Path) -> Hashable:
    """Which file is published: another one may have come to lie at the same place; None where there is none."""
    try:
        seen = pointer.stat()
    except OSError:
        return None
    return pointer.resolve(), seen.st_ino, seen.st_mtime_ns
