"""The journal of a crawl: one JSON line an answer, `<run_id>.journal.jsonl`, `.part` until the crawl ends.

A line is written after the archive record that it points to: what the journal says is in the archive.
The writer holds a lock on the file while it lives.
"""

import fcntl
import json
import os
from pathlib import Path

from core.errors import ArchiveError
from core.types import Fetch
from state.codec import fetch_from_json, fetch_to_json

SUFFIX = ".journal.jsonl"
PART = ".part"
_SHOWN = 20


class Journal:
    """An open journal."""

    def __init__(self, archive_dir: Path, run_id: str) -> None:
        self.path = archive_dir / f"{run_id}{SUFFIX}"
        self._part = archive_dir / f"{run_id}{SUFFIX}{PART}"
        # Locked before it has its name: whoever finds a `.part` without a lock may take it for dead.
        nameless = archive_dir / f".{run_id}{SUFFIX}"
        self._file = nameless.open("xb")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        nameless.rename(self._part)

    def write(self, fetch: Fetch) -> None:
        """Add a line, out of this process's hands on return."""
        self._file.write(to_line(fetch))
        self._file.flush()

    def close(self) -> None:
        """Make it durable and give it its final name."""
        os.fsync(self._file.fileno())
        self._part.rename(self.path)
        self._file.close()


def to_line(fetch: Fetch) -> bytes:
    """One line of ASCII."""
    return json.dumps(fetch_to_json(fetch)).encode("ascii") + b"\n"


def from_line(line: bytes) -> Fetch:
    """The inverse; raises ValueError on a torn or foreign line."""
    try:
        fetch = fetch_from_json(json.loads(line))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a journal line: {line[:80]!r}") from error
    if not all(isinstance(text, str) for text in (fetch.run_id, fetch.source, fetch.url)):
        raise ValueError(f"not a journal line: {line[:80]!r}")
    return fetch


def read_journal(path: Path) -> list[Fetch]:
    """The good lines of a finished journal; raises ArchiveError when the file cannot be read at all."""
    try:
        return read_lines(path.read_bytes(), path)
    except OSError as error:
        raise ArchiveError(f"{path} : journal de collecte illisible ({error})") from error


def read_lines(journal: bytes, path: Path) -> list[Fetch]:
    """The good lines of a journal; the damaged ones are logged, counted, by file and number (from 1).

    One flipped byte must not keep the rest of a crawl, and all the crawls after it, out of the state.
    """
    fetches, damaged = [], []
    for number, line in enumerate(journal.removesuffix(b"\n").split(b"\n") if journal else (), 1):
        try:
            fetches.append(from_line(line))
        except ValueError:
            damaged.append(number)
    if damaged:
        _log_damage(path, damaged, len(fetches))
    return fetches


def _log_damage(path: Path, damaged: list[int], good: int) -> None:
    from core import logs  # structlog loads Twisted, which readers of the archive can do without

    log = logs.get(__name__)
    log.error("damaged journal", file=str(path), lines=damaged[:_SHOWN], damaged=len(damaged), good=good)
