"""Readers in processes of their own while snapshots are published."""

import multiprocessing
from collections import Counter
from pathlib import Path

from newsroom import batch
from reader_child import STOP, read

from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=30, min_free_mb=0)


def watched(data_dir: Path, readers: int, publishes: int) -> tuple[Counter[str], list[int]]:
    """What the readers met while so many snapshots were published, and the newest that each saw."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reader_child"])
    _publish(data_dir, 1)
    pipes = []
    for _ in range(readers):
        ours, theirs = context.Pipe()
        context.Process(target=read, args=(data_dir, theirs), daemon=True).start()
        theirs.close()
        pipes.append(ours)
    for number in range(2, publishes + 1):
        _publish(data_dir, number)
    for pipe in pipes:
        pipe.send(STOP)
    answers = [pipe.recv() for pipe in pipes]
    return sum((counts for counts, _ in answers), Counter()), [newest for _, newest in answers]


def _publish(data_dir: Path, number: int) -> None:
    with open_live(data_dir, SETTINGS, "essai") as live:
        live.write(batch([number]))
    assert publish(data_dir, SETTINGS) is not None
