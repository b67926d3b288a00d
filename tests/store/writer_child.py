"""A writer to be killed: `writer_child.py DATA_DIR STOP`, where STOP names the step before which it waits.

It prints `ready` once open, `written N` after each batch, `published N`, and `stopped` when it waits.
"""

import signal
import sys
from pathlib import Path
from typing import Any

from newsroom import batch

import store.live
import store.publish
import store.search
import store.write
from core.settings import StoreSettings

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)

STOPS: dict[str, tuple[Any, str]] = {
    "before-results": (store.write, "write_results"),
    "before-commit": (store.write, "set_meta"),
    "before-search": (store.search.SearchIndex, "add"),
    "before-search-commit": (store.search.SearchIndex, "commit"),
    "before-checkpoint": (store.live.LiveStore, "checkpoint"),
    "before-copy": (store.publish, "copy_durably"),
    "before-manifest": (store.publish, "write_atomically"),
    "before-swap": (store.publish, "replace_link"),
    "before-forget": (store.publish, "_forget"),
}


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def wait(*_: object, **__: object) -> None:
    say("stopped")
    while True:
        signal.pause()


def stop_before(name: str) -> None:
    owner, function = STOPS[name]
    setattr(owner, function, wait)


def main(data_dir: Path, stop: str) -> None:
    with store.live.open_live(data_dir, SETTINGS, "essai") as live:
        say("ready")
        for number in range(1, 4):
            live.write(batch([number, number + 1]))
            say("written", number)
        if stop.startswith("before-") and not stop.startswith(PUBLISHING):
            stop_before(stop)
            live.write(batch([4, 5]))
        while stop == "never":
            number += 1
            live.write(batch([number, number + 1]))
            say("written", number)
    say("published", getattr(store.publish.publish(data_dir, SETTINGS), "number", None))
    with store.live.open_live(data_dir, SETTINGS, "essai") as live:
        live.write(batch([4, 5]))
    say("written", 4)
    stop_before(stop)
    store.publish.publish(data_dir, SETTINGS)


PUBLISHING = ("before-checkpoint", "before-copy", "before-manifest", "before-swap", "before-forget")

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
