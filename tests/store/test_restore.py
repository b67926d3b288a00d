"""Taking results back: from the newest snapshot that can be read, from a backup, from a file."""

import os
import shutil
from pathlib import Path

import pytest
from newsroom import article, batch
from old_files import write

from core.errors import InputError, StoreError
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.search import ranked
from store.upkeep.backups import backups
from store.upkeep.restore import restore


def store(data_dir: Path, settings: StoreSettings, *numbers: int) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch(numbers))


def known(data_dir: Path, settings: StoreSettings) -> set[int]:
    with open_live(data_dir, settings) as live:
        found = {row[0] for row in live.connection.table("articles").select("article_id").fetchall()}
    hits = {hit.article_id for hit in ranked(data_dir / "search", "assistant", 100)}
    assert hits == found
    return {number for number in range(20) if article(number).id in found}


@pytest.fixture
def published(data_dir: Path, settings: StoreSettings) -> Path:
    for number in (1, 2, 3):
        store(data_dir, settings, number)
        publish(data_dir, settings)
    store(data_dir, settings, 4)
    return data_dir


def test_the_newest_snapshot_comes_back_and_the_damaged_file_is_kept(
    published: Path, settings: StoreSettings
) -> None:
    live = published / "live.duckdb"
    live.write_bytes(live.read_bytes()[:100_000])
    before = live.read_bytes()
    done = restore(published, settings)
    assert (done.articles, done.copy.path) == (3, published / "snapshots" / "3" / "beffroi.duckdb")
    (kept,) = done.aside
    assert kept.parent.name == "aside"
    assert kept.read_bytes() == before
    assert known(published, settings) == {1, 2, 3}
    store(published, settings, 4)
    assert known(published, settings) == {1, 2, 3, 4}
    assert publish(published, settings) is not None, "the same revision of other results is news"


def test_a_damaged_snapshot_is_passed_over(published: Path, settings: StoreSettings) -> None:
    newest = published / "snapshots" / "3" / "beffroi.duckdb"
    os.truncate(newest, 50_000)
    assert restore(published, settings).copy.path.parent.name == "2"
    with pytest.raises(StoreError, match="abîmé"):
        restore(published, settings, "3")


def test_a_snapshot_by_its_number(published: Path, settings: StoreSettings) -> None:
    assert restore(published, settings, "1").articles == 1
    assert known(published, settings) == {1}


def test_a_file_by_its_path(published: Path, settings: StoreSettings, tmp_path: Path) -> None:
    copy = Path(shutil.copy(published / "snapshots" / "2" / "beffroi.duckdb", tmp_path / "copie.duckdb"))
    done = restore(published, settings, str(copy))
    assert done.articles == 2
    assert done.copy.at.year >= 2026, "what its own meta says"


def test_the_copy_made_before_a_migration(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir / "live.duckdb", "live", 4)
    store(data_dir, settings, 1)
    (copy,) = backups(data_dir, "live")
    done = restore(data_dir, settings)
    assert (done.copy.path, done.articles) == (copy.path, 1)


def test_texts_that_are_lost_or_damaged_begin_again(published: Path, settings: StoreSettings) -> None:
    (published / "texts.duckdb").unlink()
    assert restore(published, settings).articles == 3
    with open_live(published, settings) as live:
        assert live.empty, "processing gives everything out again"
        live.write(batch([1]))
    texts = published / "texts.duckdb"
    texts.write_bytes(texts.read_bytes()[:5000])
    assert {path.name.partition("-")[2] for path in restore(published, settings).aside} == {
        "live.duckdb",
        "texts.duckdb",
    }


@pytest.mark.parametrize("wanted", ["77", "nulle-part.duckdb"])
def test_a_copy_that_is_not_there(published: Path, settings: StoreSettings, wanted: str) -> None:
    before = (published / "live.duckdb").read_bytes()
    with pytest.raises(InputError, match=wanted) as refused:
        restore(published, settings, wanted)
    assert "snapshots" in refused.value.next_step
    assert (published / "live.duckdb").read_bytes() == before


def test_a_file_that_is_none_of_results(published: Path, settings: StoreSettings) -> None:
    with pytest.raises(StoreError, match=r"texts\.duckdb"):
        restore(published, settings, str(published / "texts.duckdb"))


def test_nothing_to_take_back(data_dir: Path, settings: StoreSettings) -> None:
    store(data_dir, settings, 1)
    with pytest.raises(InputError, match="ni instantané") as refused:
        restore(data_dir, settings)
    assert "beffroi rebuild" in refused.value.next_step
    assert known(data_dir, settings) == {1}
