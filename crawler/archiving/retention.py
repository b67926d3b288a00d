"""How old a segment is, which files may go, and how much room the archive takes."""

import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.archiving.archive import SEGMENT
from crawler.archiving.journal import SUFFIX

GB = 10**9
MIN_FREE_SHARE = 0.05
MIN_FREE_BYTES = GB
_STAMP = "%Y%m%dT%H%M%SZ"  # core.ids.run_id


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: what the archive takes, what is free on its disk, and how large that is."""

    archive: int
    free: int
    disk: int


# --- decisions -------------------------------------------------------------------------------


def started_at(run_id: str) -> datetime | None:
    """When a run began, as its id says (for a backfill: when the pages were brought in); None of other ids."""
    try:
        return datetime.strptime(run_id.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def concerns(room: Room, budget_gb: float) -> Iterator[str]:
    """What needs a look: `disk_budget`, `disk_low`."""
    if room.archive > budget_gb * GB:
        yield "disk_budget"
    if room.free < max(MIN_FREE_BYTES, MIN_FREE_SHARE * room.disk):
        yield "disk_low"


# --- files -----------------------------------------------------------------------------------


def unlink(archive_dir: Path, segments: Collection[str]) -> int:
    """Delete the files of these segments, also those that an earlier, killed deletion left; returns bytes.

    A segment goes before its journal: what a kill leaves then holds no page. The others are not looked at.
    """
    freed = 0
    for suffix in (SEGMENT, SUFFIX):
        for path in archive_dir.glob(f"*{suffix}"):
            if path.name.removesuffix(suffix) + SEGMENT in segments:
                freed += path.stat().st_size
                path.unlink()
    return freed


def measure(archive_dir: Path) -> Room:
    """The room taken and left; files that a crawl renames meanwhile may be missed."""
    usage = shutil.disk_usage(archive_dir)
    return Room(sum(_sizes(archive_dir)), usage.free, usage.total)


def _sizes(folder: Path) -> Iterator[int]:
    with os.scandir(folder) as files:
        for file in files:
            try:
                if file.is_file(follow_symlinks=False):
                    yield file.stat().st_size
            except FileNotFoundError:
                continue
