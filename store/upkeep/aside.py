"""Files of results that are replaced: kept beside the new ones until somebody removes them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from core.errors import DamagedFile, ForeignFile
from store.database import attach
from store.files import sync_folder
from store.live import LIVE_FILE, TEXTS_FILE, open_files
from store.manifest import DATABASE, published_folder
from store.search import INDEX_DIR
from store.upkeep.wal import ASIDE, log_of


def set_aside(data_dir: Path, stamp: str, memory_limit: str) -> None:
    """Move the results' files to `aside/`, each once a stamp; the index is made anew.

    The caller holds the writer's lock, and calls this until it ended once: no new file may lie in their place yet.
    """
    _close(data_dir, memory_limit)
    folder = data_dir / ASIDE
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LIVE_FILE, TEXTS_FILE):
        if (folder / f"{stamp}-{name}").exists():
            continue
        for part in (log_of(data_dir / name), data_dir / name):
            if part.exists():
                part.rename(folder / f"{stamp}-{part.name}")
    sync_folder(folder)
    sync_folder(data_dir)
    shutil.rmtree(data_dir / INDEX_DIR, ignore_errors=True)


def kept(data_dir: Path, stamp: str) -> list[Path]:
    """The files that were set aside under a stamp."""
    return sorted((data_dir / ASIDE).glob(f"{stamp}-*"))


def attach_former(connection: duckdb.DuckDBPyConnection, data_dir: Path, stamp: str) -> bool:
    """Attach the results of before as `former`, and their texts as `former_texts`, as far as they can be read.

    For results that were lost or cannot be read, what was published last serves. False when there is neither.
    """
    folder = published_folder(data_dir)
    published = [folder / DATABASE] if folder else []
    if not _attached(connection, "former", [data_dir / ASIDE / f"{stamp}-{LIVE_FILE}", *published]):
        return False
    _attached(connection, "former_texts", [data_dir / ASIDE / f"{stamp}-{TEXTS_FILE}"])
    return True


def _attached(connection: duckdb.DuckDBPyConnection, catalog: str, files: Iterable[Path]) -> bool:
    """Attach the first of these files that can be read."""
    for path in files:
        try:
            attach(connection, path, catalog, read_only=True)
        except (FileNotFoundError, ForeignFile, DamagedFile):
            continue
        return True
    return False


def _close(data_dir: Path, memory_limit: str) -> None:
    """Fold the logs into the files; what cannot be opened goes aside as it is."""
    if (data_dir / LIVE_FILE).exists():
        try:
            with open_files(data_dir, memory_limit):
                pass
        except (ForeignFile, DamagedFile):
            return
