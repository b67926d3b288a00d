"""A process to be killed: it writes batches, publishes and compacts as chance will have it, and says what is stored."""

import random
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from newsroom import batch

import store.live
import store.publish
import store.upkeep.compact
from core.settings import StoreSettings

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0, min_free_mb=0)

AIMS: dict[str, tuple[Any, str]] = {
    "checkpoint": (store.live.LiveStore, "checkpoint"),
    "pointer swap": (store.publish, "replace_link"),
    "compacted files": (store.upkeep.compact, "sync_folder"),
}
"""Where an aimed kill falls: the step that it comes just before, or into."""


def work(data_dir: Path, seed: int, first: int, aim: str, waits: bool, say: Connection) -> None:
    """Store batches numbered from `first`; sends ("stored", n) once n is, and ("aimed", 0) at the step aimed at."""
    chance = random.Random(seed)
    with store.live.open_live(data_dir, SETTINGS, "essai") as live:
        live.write(batch([first]))
    say.send(("stored", first))
    if aim:
        _aim(aim, say, waits=waits)
    number = first
    while True:
        step = chance.random()
        if step < 0.6 and not aim:
            with store.live.open_live(data_dir, SETTINGS, "process") as live:
                for _ in range(chance.randint(1, 4)):
                    number += 1
                    live.write(batch([number, number - 1]))
                    say.send(("stored", number))
        elif step < 0.8 and aim != "compacted files":
            store.publish.publish(data_dir, SETTINGS, force=True)
            say.send(("published", 0))
        else:
            store.upkeep.compact.compact(data_dir, SETTINGS, mend=chance.random() < 0.5)
            say.send(("compacted", 0))


def _aim(aim: str, say: Connection, *, waits: bool) -> None:
    """Tell when the step comes; then wait before it for the end, or go on into it."""
    owner, name = AIMS[aim]
    step = getattr(owner, name)

    def told(*given: Any, **named: Any) -> Any:
        say.send(("aimed", 0))
        if waits:
            signal.pause()
        return step(*given, **named)

    setattr(owner, name, told)
