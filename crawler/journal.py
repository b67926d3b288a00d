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
        return fetch_from_json(json.loads(line))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a journal line: {line[:80]!r}") from error


def read_journal(path: Path) -> list[Fetch]:
    """Every line of a finished journal; raises ArchiveError naming the file and the line."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ArchiveError(f"{path} : journal de collecte illisible ({error})") from error
    fetches = []
    for number, line in enumerate(lines, 1):
        try:
            fetches.append(from_line(line))
        except ValueError as error:
            raise ArchiveError(
                f"{path}, ligne {number} : journal de collecte abîmé",
                "Reprenez ce fichier d'une sauvegarde, ou ôtez-le avec son segment .warc.gz.",
            ) from error
    return fetches
