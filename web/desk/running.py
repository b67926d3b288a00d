"""The statements that run now: few at once, one each, and each can be stopped by who asked it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from store.sandbox.process import Child

AT_ONCE = 2
"""Of all users together: each may take 512 MB and a core."""

FILES_AT_ONCE = 4


class Full(Exception):
    """No place is free. `own`: somebody's own statement still runs."""

    def __init__(self, *, own: bool) -> None:
        super().__init__(own)
        self.own = own


class Running:
    """Who runs what. A user has one place; whoever stops, stops their own."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._children: dict[str, Child | None] = {}
        self._stopped: set[str] = set()  # before their process was there

    @contextmanager
    def place(self, user: str) -> Iterator[Child]:
        """A process to ask, for as long as the block; Full when there is no place."""
        with self._lock:
            if user in self._children or len(self._children) >= self._most:
                raise Full(own=user in self._children)
            self._children[user] = None
        try:
            with Child() as child:
                with self._lock:
                    self._children[user] = child
                    if user in self._stopped:
                        child.stop()
                yield child
        finally:
            with self._lock:
                del self._children[user]
                self._stopped.discard(user)

    def stop(self, user: str) -> bool:
        """Kill what this user runs; False when there is nothing."""
        with self._lock:
            if child := self._children.get(user):
                child.stop()
            elif user in self._children:
                self._stopped.add(user)
            return user in self._children

    def busy(self, user: str) -> bool:
        """Whether this user's statement runs."""
        with self._lock:
            return user in self._children


class Files:
    """Who is being sent a file: one each, a few in all. They lie on the disk until they are sent."""

    def __init__(self, most: int = FILES_AT_ONCE) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._users: set[str] = set()

    def begin(self, user: str) -> None:
        """Take this user's place; Full when there is none."""
        with self._lock:
            if user in self._users or len(self._users) >= self._most:
                raise Full(own=user in self._users)
            self._users.add(user)

    def end(self, user: str) -> None:
        """Give it back."""
        with self._lock:
            self._users.discard(user)


FILES = Files()
RUNNING = Running()
"""Of this process: a process serves one workspace."""
