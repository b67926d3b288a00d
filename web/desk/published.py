"""The newest snapshot, held open for all requests, and what was computed from it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from core.errors import QueryError, StoreError
from store.query import Snapshot, open_snapshot
from store.upkeep.failures import explained

T = TypeVar("T")
_KEPT = 512
"""Answers kept of one snapshot: pages ask the same questions again and again, and it never changes."""


class Published:
    """What is published. Another publish is seen by the next request; who reads the old one ends with it."""

    def __init__(self, data: Path, memory_limit: str) -> None:
        self._data, self._memory_limit = data, memory_limit
        self._lock = threading.Lock()
        self._held: tuple[Path, Snapshot] | None = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The newest snapshot, with a connection of its own; NothingPublished when there is none.

        A file that breaks while it is read is a StoreError, and is opened anew by the next request: DuckDB refuses
        every further statement on it.
        """
        snapshot = self._newest()
        try:
            with explained(self._data):
                yield snapshot
        except StoreError as error:
            if not isinstance(error, QueryError):
                self.close()
            raise
        finally:
            snapshot.close()

    def cached(self, snapshot: Snapshot, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for this snapshot, made once. `key` names the question, with all that it depends on."""
        full = (snapshot.manifest.lineage, snapshot.number, key)
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

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._let_go()

    def _newest(self) -> Snapshot:
        pointer = self._data / "beffroi.duckdb"
        target = pointer.resolve()
        with self._lock:
            if self._held is None or self._held[0] != target:
                opened = open_snapshot(self._data, self._memory_limit)
                self._let_go()
                self._held = (opened.database.resolve(), opened)
            return self._held[1].shared()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held[1].close()
            self._held = None
        self._answers.clear()
