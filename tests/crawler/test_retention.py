"""The age of a run, the room that the archive takes, and its files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.ids import run_id
from crawler.archiving.retention import GB, Room, concerns, measure, started_at, unlink

OLD, NEW = "20260801T040000Z-0a0a", "20261122T040000Z-0b0b"


def test_a_run_id_tells_when_the_run_began() -> None:
    began = datetime(2026, 8, 1, 4, 5, 6, tzinfo=UTC)
    assert started_at(run_id(began)) == began


@pytest.mark.parametrize(
    "name", ["", "r1", "20261399T000000Z-aaaa", "2026-11-23", "backfill-20260801T040000Z"]
)
def test_other_ids_tell_nothing(name: str) -> None:
    assert started_at(name) is None


@pytest.mark.parametrize(
    ("room", "says"),
    [
        (Room(archive=2 * GB, free=50 * GB, disk=100 * GB), []),
        (Room(archive=2 * GB + 1, free=50 * GB, disk=100 * GB), ["disk_budget"]),
        (Room(archive=0, free=5 * GB - 1, disk=100 * GB), ["disk_low"]),
        (Room(archive=0, free=GB - 1, disk=4 * GB), ["disk_low"]),
        (Room(archive=0, free=GB, disk=4 * GB), []),
        (Room(archive=3 * GB, free=0, disk=4 * GB), ["disk_budget", "disk_low"]),
    ],
)
def test_a_full_disk_and_a_large_archive_are_told(room: Room, says: list[str]) -> None:
    assert list(concerns(room, budget_gb=2)) == says


def written(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x" * 10)


def test_only_the_files_of_these_segments_go(tmp_path: Path) -> None:
    kept = {
        f"{NEW}.warc.gz",
        f"{NEW}.journal.jsonl",
        f"{OLD}.warc.gz.part",
        f"{OLD}.journal.jsonl.part",
        "note.txt",
    }
    written(tmp_path, f"{OLD}.warc.gz", f"{OLD}.journal.jsonl", *kept)
    assert unlink(tmp_path, {f"{OLD}.warc.gz", "20200101T000000Z-0c0c.warc.gz"}) == 20
    assert {path.name for path in tmp_path.iterdir()} == kept
    assert unlink(tmp_path, {f"{OLD}.warc.gz"}) == 0


@pytest.mark.parametrize("left", [".warc.gz", ".journal.jsonl"])
def test_what_a_killed_deletion_left_goes(tmp_path: Path, left: str) -> None:
    written(tmp_path, OLD + left)
    assert unlink(tmp_path, {f"{OLD}.warc.gz"}) == 10
    assert list(tmp_path.iterdir()) == []


def test_the_archive_is_measured_by_its_files(tmp_path: Path) -> None:
    written(tmp_path, "a.warc.gz", "b.warc.gz.part")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "a.warc.gz")
    room = measure(tmp_path)
    assert room.archive == 20
    assert 0 < room.free < room.disk
