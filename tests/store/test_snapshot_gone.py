"""A link whose snapshot was deleted is not a workspace where nothing was published; a copy passed over is named."""

import shutil
from pathlib import Path

import pytest
from newsroom import batch

from core.errors import NothingPublished
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot, run_sql
from store.upkeep.restore import restore
from store.upkeep.room import what_can_go


@pytest.fixture
def published(data_dir: Path, settings: StoreSettings) -> Path:
    for number in (1, 2):
        with open_live(data_dir, settings) as live:
            live.write(batch([number]))
        publish(data_dir, settings)
    return data_dir


def test_a_snapshot_that_is_gone_is_told(published: Path, settings: StoreSettings) -> None:
    shutil.rmtree(published / "snapshots" / "2")
    for ask in (lambda: open_snapshot(published), lambda: run_sql(published, "SELECT 1")):
        with pytest.raises(NothingPublished, match="snapshots/2") as told:
            ask()
        assert "beffroi publish --force" in told.value.next_step
    publish(published, settings, force=True)
    assert run_sql(published, "SELECT count(*) FROM articles").rows == [(2,)]


def test_a_copy_that_is_passed_over_is_named(published: Path, settings: StoreSettings) -> None:
    newest = published / "snapshots" / "2" / "beffroi.duckdb"
    newest.write_bytes(newest.read_bytes()[:100_000])
    (skipped,) = restore(published, settings).skipped
    assert str(newest) in skipped


def test_what_can_go_is_named_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "old").write_bytes(b"x" * 2_500_000)
    assert f"{tmp_path / 'aside'} : 3 Mo" in what_can_go(tmp_path)
    assert "archive.keep_days" in what_can_go(tmp_path)
