"""One writer at a time: an advisory lock on a file that says who holds it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.days import PARIS
from core.errors import StoreBusy

FILE_NAME = "writer.lock"

_RETRY_SECONDS = 0.05


@contextmanager
def writer_lock(data_dir: Path, wait_seconds: float, job: str = "", name: str = FILE_NAME) -> Iterator[None]:
    """Hold the right to write in `data_dir`; StoreBusy names the holder when it stays taken.

    `name` tells one right from another: results by default.

    The kernel frees the lock when its holder dies, however it dies; the file stays and means nothing by itself.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    file = os.open(data_dir / name, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(file, data_dir, wait_seconds)
        _write(
            file, {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds"), "job": job}
        )
        yield
        os.ftruncate(file, 0)
    finally:
        os.close(file)


def is_held(data_dir: Path, name: str = FILE_NAME) -> bool:
    """Whether a process holds this right now; by the time it is read, it may be otherwise."""
    try:
        file = os.open(data_dir / name, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _acquire(file: int, data_dir: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _busy(file, data_dir) from None
        time.sleep(_RETRY_SECONDS)


def _write(file: int, holder: dict[str, Any]) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps(holder).encode(), 0)


def _busy(file: int, data_dir: Path) -> StoreBusy:
    """Who holds the lock; the holder may be just about to write its name."""
    try:
        holder = json.loads(os.pread(file, 4096, 0))
        since = datetime.fromisoformat(holder["since"]).astimezone(PARIS)
        who = f"PID {holder['pid']}, depuis le {since:%d/%m/%Y à %H:%M:%S}"
        who += f", tâche « {holder['job']} »" if holder["job"] else ""
    except (ValueError, KeyError, TypeError):
        who = "il vient de commencer"
    return StoreBusy(
        f"Un autre processus travaille dans {data_dir} ({who}).",
        "Attendez qu’il finisse, ou arrêtez-le, puis recommencez.",
    )
