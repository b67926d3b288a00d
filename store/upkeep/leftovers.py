"""What killed work leaves in the data folder: files that were never finished, and folders on their way out."""

import shutil
from collections.abc import Iterator
from pathlib import Path

COMPACTING = ".compact"
PART = ".part"
BUILDING = ".building"

_PATTERNS = (
    f"*.duckdb{COMPACTING}*",
    f"*.duckdb{PART}*",
    "search.old-*",
    f"snapshots/{BUILDING}",
    f"backups/*{PART}",
)


def leftovers(data_dir: Path) -> Iterator[Path]:
    """Files and folders that nobody will finish; only to be asked under the writer's lock."""
    for pattern in _PATTERNS:
        yield from sorted(data_dir.glob(pattern))


def sweep(data_dir: Path) -> None:
    """Remove them; the caller holds the writer's lock. What cannot go now goes the next time."""
    for path in leftovers(data_dir):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
