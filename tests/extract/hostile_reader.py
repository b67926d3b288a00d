"""What stands for extraction in the child of a test: each page says what it does to its reader."""

import os
import signal
import sys
from typing import Any

from core.types import Candidate, Page, Rejection


def read(page: Page, candidate: Candidate | None) -> Any:
    act, _, rest = page.body[:60].decode("ascii", "replace").partition(" ")
    match act:
        case "spin":
            while True:
                pass
        case "deaf":
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            while True:
                pass
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(7)
        case "eat":
            return [bytearray(1 << 24) for _ in range(1000)]
        case "raise":
            raise ValueError(rest)
        case "odd":
            return lambda: None
        case "chatter":
            sys.stdout.write("bruit\n" * 100_000)
            sys.stderr.write("bruit\n" * 100_000)
            sys.stdout.flush()
    who = candidate.title if candidate else ""
    return Rejection(
        page.requested_url, page.source, "extract", "read", page.fetched_at, f"{len(page.body)} {who}"
    )


def absent() -> None:
    """Not what is asked for in the test of a child that cannot start."""
