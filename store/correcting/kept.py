"""What editors said, read back from the results: for a state that lost it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from core.errors import StoreError
from core.types import Correction
from store.correcting.said import correction, stored_rows
from store.database import RESULTS, attach, instance
from store.live import LIVE_FILE
from store.manifest import DATABASE, published_folder


class Kept(NamedTuple):
    """A correction as the results hold it, and when and by whom it was undone."""

    said: Correction
    undone_at: datetime | None
    undone_by: str


def kept_corrections(data_dir: Path, memory_limit: str) -> list[Kept]:
    """All of them, of the live results, or of what is published where those cannot be read; the first said first.

    The caller holds the writer's lock.
    """
    folder = published_folder(data_dir)
    for path in [data_dir / LIVE_FILE, *([folder / DATABASE] if folder else [])]:
        connection = instance(memory_limit)
        try:
            attach(connection, path, RESULTS, read_only=True)
            connection.execute(f"USE {RESULTS}")
            rows = stored_rows(connection)
        except (FileNotFoundError, StoreError, duckdb.Error):
            continue  # `doctor` says what is wrong with it
        finally:
            connection.close()
        kept = [Kept(correction(row), _utc(row["undone_at"]), row["undone_by"] or "") for row in rows]
        return sorted(kept, key=lambda one: (one.said.at, one.said.number))
    return []


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
