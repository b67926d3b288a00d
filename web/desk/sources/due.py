"""When each source is due again, worked out beside the pages: half a second over 200,000 journal lines."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from core import logs
from core.errors import BeffroiError

Times = Mapping[str, datetime]


class Due:
    """The last answer for a workspace; another is made in a thread when something changed (`stamp`)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: object = None
        self._times: Times | None = None
        self._making: threading.Thread | None = None

    def times(self, stamp: object, make: Callable[[], Times]) -> Times | None:
        """What is known, which may be of before; None while nothing is."""
        with self._lock:
            if self._stamp != stamp and (self._making is None or not self._making.is_alive()):
                self._making = threading.Thread(
                    target=self._made, args=(stamp, make), name="due", daemon=True
                )
                self._making.start()
            return self._times

    def wait(self) -> None:
        """Wait for what is being made."""
        if self._making is not None:
            self._making.join()

    def _made(self, stamp: object, make: Callable[[], Times]) -> None:
        try:
            times = make()
        except (BeffroiError, OSError) as error:
            logs.get(__name__).warning("no next visits", error=str(error))
            return
        with self._lock:
            self._stamp, self._times = stamp, times


_OF: dict[Path, Due] = {}
_MAKING = threading.Lock()


def of(root: Path) -> Due:
    """The one of a workspace."""
    with _MAKING:
        return _OF.setdefault(root, Due())
