"""What stands for extraction in the child of a test: each page says what it does to its reader."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from core.types import Candidate, Page, Rejection


def spin() -> None:
    while True:
        pass


def deaf() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    spin()


def eat() -> None:
    held = [bytearray(1 << 24) for _ in range(1000)]
    raise AssertionError(len(held))


def chatter() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.write("bruit\n" * 100_000)
        stream.flush()


def odd() -> Any:
    return lambda: None


def fail() -> None:
    raise ValueError("panne")


ACTS: dict[str, Callable[[], Any]] = {
    "spin": spin,
    "deaf": deaf,
    "eat": eat,
    "chatter": chatter,
    "odd": odd,
    "raise": fail,
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda: os._exit(7),
}


def read(page: Page, candidate: Candidate | None) -> Any:
    act = ACTS.get(page.body[:20].decode().strip())
    done = act() if act else None
    said = f"{len(page.body)} {candidate.title if candidate else ''}"
    return done or Rejection(page.requested_url, page.source, "extract", "read", page.fetched_at, said)
