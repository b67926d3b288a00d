"""Rewriting the live files: DuckDB keeps what was deleted in the file until then (measured).

Each file is copied row by row into a new one, which then takes its place at once; the search index is made anew.
A kill at any moment leaves old files or new ones, whole.
"""

# ruff: noqa: S608  table names come from schema/

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.errors import StoreError
from core.settings import StoreSettings
from store.database import attach, instance, storage_of
from store.files import sync_folder
from store.live import live_files, open_files
from store.lock import writer_lock
from store.searching.index import INDEX_DIR, STAMP
from store.upkeep.failures import explained
from store.upkeep.integrity import drop_faulty
from store.upkeep.leftovers import COMPACTING
from store.upkeep.room import MB, require_room, size_of
from store.upkeep.wal import log_of


@dataclass(frozen=True, slots=True)
class Compacted:
    """Bytes of results, texts and index together; `dropped` counts the rows that mending removed."""

    before: int
    after: int
    dropped: int = 0


def compact(data_dir: Path, settings: StoreSettings, *, mend: bool = False) -> Compacted:
    """Rewrite results and texts, and index them anew; `mend` drops rows that are there twice or belong to nothing.

    Raises StoreBusy when another process writes, StoreError when the disk has no room for a second copy.
    """
    with explained(data_dir), writer_lock(data_dir, settings.writer_wait_seconds, "compact"):
        needed = settings.min_free_mb * MB + size_of(live_files(data_dir))
        require_room(data_dir, needed, "réécrire les résultats")
        return rewrite(data_dir, settings.memory_limit, mend=mend)


def rewrite(data_dir: Path, memory_limit: str, *, mend: bool = False) -> Compacted:
    """The same for a caller that holds the writer's lock, and has not opened the files."""
    with open_files(data_dir, memory_limit) as live:  # migrated, and their logs folded in
        dropped = drop_faulty(live.connection) if mend else 0
    before = _size(data_dir)
    fresh = [rewritten(path, memory_limit) for path in live_files(data_dir)]
    for path, new in zip(live_files(data_dir), fresh, strict=True):
        new.replace(path)
    sync_folder(data_dir)
    # The index keeps the words of deleted documents in its segments: without its stamp it is made anew.
    (data_dir / INDEX_DIR / STAMP).unlink(missing_ok=True)
    with open_files(data_dir, memory_limit):
        pass
    return Compacted(before, _size(data_dir), dropped)


def rewritten(path: Path, memory_limit: str) -> Path:
    """A durable file with the same rows, beside it."""
    if log_of(path).exists():  # it would be replayed on the new file
        raise StoreError(
            f"{path} n’est pas clos : un autre programme y écrit.", "Fermez-le, puis recommencez."
        )
    fresh = path.with_name(path.name + COMPACTING)
    connection = instance(memory_limit, path.parent / "spill")
    try:
        attach(connection, path, "old", read_only=True)
        attach(connection, fresh, "fresh", version=storage_of(connection, "old"))
        connection.execute("COPY FROM DATABASE old TO fresh")
        if (kept := _counts(connection, "fresh")) != (rows := _counts(connection, "old")):
            raise StoreError(f"{path} : la copie n’a pas les mêmes lignes ({kept} au lieu de {rows}).")
        connection.execute("CHECKPOINT fresh")
    finally:
        connection.close()
    descriptor = os.open(fresh, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return fresh


def _counts(connection: duckdb.DuckDBPyConnection, catalog: str) -> Mapping[str, int]:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY ALL", [catalog]
    ).fetchall()
    counted = {
        name: connection.execute(f"SELECT count(*) FROM {catalog}.{name}").fetchone() for (name,) in tables
    }
    return {name: int(row[0]) if row else 0 for name, row in counted.items()}


def _size(data_dir: Path) -> int:
    return size_of((*live_files(data_dir), *(data_dir / INDEX_DIR).glob("*")))
