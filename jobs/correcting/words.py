"""Who corrects something, and why."""

import getpass
import os
from collections.abc import Callable
from typing import NamedTuple


class Words(NamedTuple):
    """Who says it, and why: `ask` is asked once everything else is known to be right."""

    by: str | None = None
    why: str = ""
    ask: Callable[[], str] | None = None

    def reason(self) -> str:
        """Why it is said."""
        return (self.ask() if self.ask else self.why).strip()

    def author(self) -> str:
        """Who says it: the name of the session, or its number where the system has no name for it."""
        if self.by:
            return self.by
        try:
            return getpass.getuser()
        except (
            KeyError,
            OSError,
        ):  # a container's user without a line in passwd; OSError from Python 3.13 on
            return str(os.getuid())


UNSAID = Words()
