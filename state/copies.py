"""Copies of the state: `backups/state-<stamp>.sqlite`, whole and durable, the newest three.

What people said and what was forgotten is nowhere else: everything else in the state follows from the archive.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.errors import StateError

BACKUPS = "backups"
KEPT = 3
DAY = timedelta(days=1)
_LONGEST = timedelta(hours=1)

_PREFIX, _SUFFIX, _PART = "state-", ".sqlite", ".part"
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_BUSY_SECONDS = 30.0


def copies(data_dir: Path) -> list[Path]:
    """The copies beside a state, the newest first."""
    return sorted((data_dir / BACKUPS).glob(f"{_PREFIX}*{_SUFFIX}"), reverse=True)


def made_at(copy: Path) -> datetime:
    """When a copy was made, by its name."""
    said = copy.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return datetime.strptime(said, _STAMP).replace(tzinfo=UTC)


def copy_state(path: Path, kept: int = KEPT) -> Path:
    """Copy the state as it is now, without what was deleted from it, and keep the newest `kept` copies.

    Raises StateError, and every earlier copy stays, when it cannot be read to its end or the disk is full.
    """
    folder = path.parent / BACKUPS
    copy = folder / f"{_PREFIX}{datetime.now(UTC):{_STAMP}}{_SUFFIX}"
    part = copy.with_name(copy.name + _PART)
    try:
        folder.mkdir(exist_ok=True)
        _sweep(folder)
        _vacuum(path, part)
        part.replace(copy)
        _sync(folder)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StateError(
            f"{path} : la copie de l’état n’a pu être faite ({error})",
            "Libérez de la place ou rendez les droits sur ce dossier, puis recommencez ;"
            " « beffroi doctor » dit si l’état lui-même est abîmé.",
        ) from error
    for old in copies(path.parent)[kept:]:
        old.unlink(missing_ok=True)
    return copy


def _sweep(folder: Path) -> None:
    """Remove what killed copies left; a young one may be that of another process, which is at it."""
    for left in folder.glob(f"{_PREFIX}*{_PART}"):
        with suppress(FileNotFoundError):  # the other one is done
            if datetime.now(UTC).timestamp() - left.stat().st_mtime > _LONGEST.total_seconds():
                left.unlink()


def is_due(path: Path, now: datetime) -> bool:
    """Whether the newest copy is older than a day, or there is none."""
    found = copies(path.parent)
    return not found or now - made_at(found[0]) > DAY


def sound(path: Path) -> bool:
    """Whether an SQLite file can be read to its end."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as database:
            return list(database.execute("PRAGMA integrity_check(1)")) == [("ok",)]
    except sqlite3.Error:
        return False


def _vacuum(path: Path, part: Path) -> None:
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as database:
        database.execute("VACUUM INTO ?", [str(part)])
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
