"""Whose index a search index is: results made anew count their revisions from the start.

An index is committed after the batch that it follows. One that is ahead of the results it was made from therefore
tells that acknowledged rows were lost: nothing else would, a log that was cut short replays without complaint.
"""

import json
from pathlib import Path

from store.files import write_atomically
from store.searching.index import STAMP

_FILE = "lineage"


def acknowledged(index_dir: Path, lineage: str) -> int | None:
    """Up to which revision of these results the index goes, -1 unknown; None when it is of other results."""
    try:
        owner = (index_dir / _FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return -1
    if owner != lineage:
        return None
    try:
        return int(json.loads((index_dir / STAMP).read_text("utf-8"))["revision"])
    except (OSError, ValueError, KeyError, TypeError):
        return -1


def own(index_dir: Path, lineage: str) -> None:
    """Say in the index whose it is."""
    file = index_dir / _FILE
    if not file.is_file() or file.read_text("utf-8", "replace") != lineage:
        write_atomically(file, lineage)
