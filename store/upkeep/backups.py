"""Copies of a file as it was before a migration: `backups/<file>-schema<N>-<stamp>.duckdb`."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.files import copy_durably, sync_folder
from store.upkeep.leftovers import PART
from store.upkeep.room import require_room

BACKUPS = "backups"
KEPT = 3

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(live|texts)-schema(\d+)-(\d{8}T\d{6}Z)\.duckdb")


class Backup(NamedTuple):
    """A copy; `at` is when it was made: the file held all that was written before."""

    path: Path
    kind: str
    schema: int
    at: datetime


def back_up(path: Path, schema: int) -> Path:
    """Copy a DuckDB file that nobody has open, durably, and keep the newest three of its kind.

    Raises StoreError, and nothing was done, when the disk has no room for the copy.
    """
    require_room(
        path.parent, 2 * path.stat().st_size, f"garder une copie de {path.name} avant sa mise à jour"
    )
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    copy = folder / f"{path.stem}-schema{schema}-{datetime.now(UTC):{_STAMP}}.duckdb"
    part = copy.with_name(copy.name + PART)
    part.unlink(missing_ok=True)
    copy_durably(path, part)
    part.replace(copy)
    sync_folder(folder)
    for old in backups(path.parent, path.stem)[KEPT:]:
        old.path.unlink()
    return copy


def backups(data_dir: Path, kind: str) -> list[Backup]:
    """The copies of the live or the texts file, the newest first."""
    found = (_NAME.fullmatch(path.name) for path in (data_dir / BACKUPS).glob("*.duckdb"))
    made = (
        Backup(
            data_dir / BACKUPS / name[0],
            name[1],
            int(name[2]),
            datetime.strptime(name[3], _STAMP).replace(tzinfo=UTC),
        )
        for name in found
        if name and name[1] == kind
    )
    return sorted(made, key=lambda backup: (backup.at, backup.schema), reverse=True)
