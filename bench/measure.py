"""Measuring child processes from /proc: memory while they live, processor time once they are gone."""

import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STEP_SECONDS = 0.05
_KB_PER_MB = 1024


@dataclass(slots=True)
class Cost:
    """What the children that lived during a block took; `series` is (seconds, resident MB) once a second.

    `peak_mb` is the kernel's own high-water mark, last read at most `STEP_SECONDS` before the end.
    """

    wall: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    series: list[tuple[float, float]] = field(default_factory=list)


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure the children that this process starts inside the block, those of before left out."""
    cost = Cost()
    before = _children()
    used, began = _cpu(), time.perf_counter()
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(cost, before, over, began))
    watch.start()
    try:
        yield cost
    finally:
        cost.wall = time.perf_counter() - began
        cost.cpu = _cpu() - used
        over.set()
        watch.join()


def _watch(cost: Cost, before: set[int], over: threading.Event, began: float) -> None:
    while not over.wait(STEP_SECONDS):
        now = time.perf_counter() - began
        resident = 0.0
        for pid in _children() - before:
            memory = memory_mb(pid)
            resident += memory.get("VmRSS", 0.0)
            cost.peak_mb = max(cost.peak_mb, memory.get("VmHWM", 0.0))
        if resident and now >= len(cost.series):
            cost.series.append((now, resident))


def _cpu() -> float:
    """Processor seconds of the children that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children() -> set[int]:
    """The processes that any thread of this one has started and not yet waited for."""
    found: set[int] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        try:
            found.update(map(int, (task / "children").read_text().split()))
        except FileNotFoundError:  # the thread has just ended
            continue
    return found


def memory_mb(pid: int | str = "self") -> dict[str, float]:
    """The Vm lines of a process, in MB; nothing once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    pairs = (line.partition(":") for line in lines if line.startswith("Vm"))
    return {name: int(value.split()[0]) / _KB_PER_MB for name, _, value in pairs}
