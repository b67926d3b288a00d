"""A disk that fills up: told in one line, nothing lost, and it goes on when there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from duplicates import twice
from newsroom import article, batch

from core.errors import StoreError
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot
from store.search import ranked
from store.upkeep.compact import compact

ROOMLESS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0, min_free_mb=0)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A data folder on a disk of 64 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small tmpfs takes root's rights, which this process does not have")
    try:
        yield disk / "data"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@contextmanager
def filled(data_dir: Path, left: int = 0) -> Iterator[None]:
    """The disk is full, but for so many bytes, inside the block."""
    ballast = data_dir.parent / "ballast"
    usage = os.statvfs(data_dir.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(usage.f_bavail * usage.f_frsize - left, 1))
    try:
        yield
    finally:
        ballast.unlink()


def stored(data_dir: Path) -> set[int]:
    """Which of the first articles are in results, texts and search alike, once each."""
    with open_live(data_dir, ROOMLESS) as live:
        assert twice(live) == {}
        tables = [
            {row[0] for row in live.connection.table(name).select("article_id").fetchall()}
            for name in ("articles", "texts.article_texts")
        ]
    hits = {hit.article_id for hit in ranked(data_dir / "search", "assistant", 1000)}
    common = tables[0] & tables[1] & hits
    return {number for number in range(200) if article(number).id in common}


def write_until_full(data_dir: Path, acknowledged: set[int]) -> None:
    with open_live(data_dir, ROOMLESS) as live:
        for number in range(3, 150, 5):
            live.write(batch(range(number, number + 5)))
            acknowledged |= set(range(number, number + 5))


@pytest.mark.parametrize("left", [0, 40_000, 150_000, 400_000])
def test_a_batch_that_does_not_fit_is_told_and_fits_later(small: Path, left: int) -> None:
    with open_live(small, ROOMLESS) as live:
        live.write(batch([1, 2]))
    acknowledged = {1, 2}
    with filled(small, left), pytest.raises(StoreError, match="plus de place sur ce disque") as told:
        write_until_full(small, acknowledged)
    number = max(acknowledged)
    assert "Libérez de la place" in told.value.next_step
    assert acknowledged <= stored(small)
    with open_live(small, ROOMLESS) as live:
        live.write(batch(range(number + 1, number + 6)))
    assert stored(small) >= acknowledged | set(range(number + 1, number + 6))


def test_a_checkpoint_that_fails_is_made_up_for_by_opening_again(small: Path) -> None:
    """DuckDB refuses a file whose checkpoint failed until it is opened again."""
    with open_live(small, ROOMLESS) as live:
        live.write(batch(range(20)))
        with filled(small, 20_000), pytest.raises(Exception, match="No space left"):
            live.checkpoint()
        with pytest.raises(Exception, match="invalidated"):
            live.connection.execute("SELECT count(*) FROM articles")
        live.write(batch([50]))  # there is room again: the same writer goes on
        assert live.connection.execute("SELECT count(*) FROM articles").fetchone() == (21,)
    assert stored(small) == {*range(20), 50}


@pytest.mark.parametrize("job", [publish, compact])
def test_what_cannot_be_copied_leaves_all_as_it_was(small: Path, job: object) -> None:
    with open_live(small, ROOMLESS) as live:
        live.write(batch([1]))
    publish(small, ROOMLESS)
    with open_live(small, ROOMLESS) as live:
        live.write(batch(range(1, 20)))
    assert callable(job)
    with filled(small, 3_000_000):
        with pytest.raises(StoreError, match=r"plus de place|Mo libres"):
            job(small, ROOMLESS)
        with open_snapshot(small) as snapshot:
            assert snapshot.connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert stored(small) == set(range(1, 20))
    job(small, ROOMLESS)
    assert stored(small) == set(range(1, 20))
    assert not list(small.glob("*.compact*"))


def test_less_room_than_the_settings_ask_is_refused_before_work_begins(small: Path) -> None:
    asked = ROOMLESS.model_copy(update={"min_free_mb": 500})
    with pytest.raises(StoreError, match=r"Mo libres sur ce disque, il en faut 500") as refused:
        open_live(small, asked).__enter__()
    assert "store.min_free_mb" in refused.value.next_step
    assert not (small / "live.duckdb").exists()
