import json
import shutil
from pathlib import Path

import pytest
from newsroom import TECHNOLOGIES, batch, registers, run

from core.errors import ForeignFile, NothingPublished, StoreError
from core.settings import StoreSettings
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import counts, open_snapshot
from store.registers import load_registers, load_technologies
from store.snapshot import Snapshot


def write(data_dir: Path, settings: StoreSettings, *numbers: int) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch(numbers))


def published(data_dir: Path, settings: StoreSettings) -> Snapshot:
    snapshot = publish(data_dir, settings)
    assert snapshot is not None
    return snapshot


def articles(snapshot: Snapshot) -> int:
    row = snapshot.connection.execute("SELECT count(*) FROM articles").fetchone()
    assert row is not None
    return int(row[0])


def test_nothing_is_published_unless_something_changed(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    assert published(data_dir, settings).number == 1
    assert publish(data_dir, settings) is None
    write(data_dir, settings, 1)
    assert publish(data_dir, settings) is None
    write(data_dir, settings, 2)
    assert published(data_dir, settings).number == 2


def test_a_run_alone_is_no_news(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    publish(data_dir, settings)
    with open_live(data_dir, settings) as live:
        live.write(Batch(runs=(run("r2"),)))
    assert publish(data_dir, settings) is None


def test_results_that_were_lost_are_not_published_over_a_snapshot(
    data_dir: Path, settings: StoreSettings
) -> None:
    write(data_dir, settings, 1)
    publish(data_dir, settings)
    (data_dir / "live.duckdb").unlink()
    with pytest.raises(StoreError, match="vide"):
        publish(data_dir, settings)
    write(data_dir, settings, 1)
    assert published(data_dir, settings).number == 2, "the same revision of other results is news"


def test_an_empty_workspace_can_be_published(data_dir: Path, settings: StoreSettings) -> None:
    published(data_dir, settings)
    with open_snapshot(data_dir) as snapshot:
        assert articles(snapshot) == 0
        assert snapshot.search("école") == []


def test_the_manifest_says_what_is_inside(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2]))
        load_registers(live, *registers(), "cog-2026")
        load_technologies(live, TECHNOLOGIES, "lexique-1")
        revision = live.revision
    folder = published(data_dir, settings).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    with open_snapshot(data_dir) as snapshot:
        meta = dict(snapshot.connection.execute("FROM meta").fetchall())
        names = snapshot.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        stored = {
            name: snapshot.connection.table(name).count("*").fetchone() for (name,) in names if name != "meta"
        }
        assert {name: (rows,) for name, rows in counts(snapshot).items()} == stored
    assert (manifest["revision"], manifest["number"]) == (revision, 1)
    assert (manifest["registers_version"], manifest["technologies_version"]) == ("cog-2026", "lexique-1")
    assert manifest["rows"]["articles"] == 2
    assert (meta["revision"], meta["snapshot"]) == (str(revision), "1")
    assert meta["published_at"] == manifest["created_at"]


def test_a_reader_keeps_its_snapshot_while_others_are_published(
    data_dir: Path, settings: StoreSettings
) -> None:
    write(data_dir, settings, 1)
    published(data_dir, settings)
    with open_snapshot(data_dir) as old:
        for number in range(2, 7):
            write(data_dir, settings, number)
            published(data_dir, settings)
            assert articles(old) == 1
            with open_snapshot(data_dir) as new:
                assert articles(new) == number
                assert len(new.search("assistant", 100)) == number


def test_only_so_many_old_snapshots_are_kept(data_dir: Path, settings: StoreSettings) -> None:
    for number in range(1, 6):
        write(data_dir, settings, number)
        published(data_dir, settings)
    assert {path.name for path in (data_dir / "snapshots").iterdir()} == {"3", "4", "5"}


def test_the_published_file_holds_no_text(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    folder = published(data_dir, settings).folder
    for file in (path for path in folder.iterdir() if path.is_file()):  # search/, which quotes, stays at home
        assert "la craie mouillée".encode() not in file.read_bytes(), file


def test_the_search_index_of_a_snapshot_never_changes(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    folder = published(data_dir, settings).folder / "search"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for number in range(2, 5):
        write(data_dir, settings, number)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_workspace_may_be_moved(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    published(data_dir, settings)
    moved = Path(shutil.move(data_dir, data_dir.with_name("ailleurs")))
    with open_snapshot(moved) as snapshot:
        assert articles(snapshot) == 1


def test_a_file_where_the_link_should_be_is_not_overwritten(data_dir: Path, settings: StoreSettings) -> None:
    write(data_dir, settings, 1)
    theirs = data_dir / "beffroi.duckdb"
    theirs.write_text("à moi")
    with pytest.raises(ForeignFile, match=r"beffroi\.duckdb"):
        publish(data_dir, settings)
    assert theirs.read_text() == "à moi"


def test_nothing_published_says_what_to_do(data_dir: Path, settings: StoreSettings) -> None:
    with pytest.raises(NothingPublished) as refused:
        open_snapshot(data_dir)
    assert "beffroi run" in refused.value.next_step
    write(data_dir, settings, 1)
    snapshot = published(data_dir, settings)
    shutil.rmtree(snapshot.folder)
    with pytest.raises(NothingPublished):
        open_snapshot(data_dir)
    assert published(data_dir, settings).number == 1
