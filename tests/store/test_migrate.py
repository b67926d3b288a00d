"""Migrations: from every earlier schema, with rows, to what a new file is; a copy first; killed anywhere."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from newsroom import batch
from old_files import write

from core.errors import StoreError
from core.settings import StoreSettings
from store.live import open_live
from store.migrate import steps
from store.upkeep.backups import back_up, backups

KINDS = ("live", "texts")
CATALOGS = {"live": "beffroi", "texts": "texts"}
OLD = [(kind, schema) for kind in KINDS for schema in range(1, len(steps(kind)))]


def schema_of(data_dir: Path, settings: StoreSettings, kind: str) -> list[tuple[Any, ...]]:
    with open_live(data_dir, settings) as live:
        return live.connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
            " WHERE database_name = $1 AND NOT internal"
            " UNION ALL SELECT table_name, NULL, NULL, NULL, comment FROM duckdb_tables() WHERE database_name = $1"
            " UNION ALL SELECT view_name, sql, NULL, NULL, comment FROM duckdb_views()"
            " WHERE database_name = $1 AND NOT internal ORDER BY ALL",
            [CATALOGS[kind]],
        ).fetchall()


@pytest.mark.parametrize(("kind", "schema"), OLD)
def test_an_old_file_becomes_what_a_new_one_is_and_keeps_its_rows(
    tmp_path: Path, settings: StoreSettings, kind: str, schema: int
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    rows = write(old / f"{kind}.duckdb", kind, schema)
    assert schema_of(old, settings, kind) == schema_of(new, settings, kind)
    with open_live(old, settings) as live:
        for name, count in rows.items():
            table = f"{CATALOGS[kind]}.{name}"
            assert live.connection.table(table).count("*").fetchone() == (count,), name
    if not rows:
        assert backups(old, kind) == []
        return
    (copy,) = backups(old, kind)
    assert (copy.schema, copy.kind) == (schema, kind)
    with duckdb.connect(str(copy.path), read_only=True) as kept:
        assert kept.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone() == (
            str(schema),
        )
        for name, count in rows.items():
            assert kept.table(name).count("*").fetchone() == (count,), name


def test_a_file_without_rows_needs_no_copy(data_dir: Path, settings: StoreSettings) -> None:
    data_dir.mkdir()
    with duckdb.connect(str(data_dir / "live.duckdb")) as old:
        old.execute(steps("live")[0])
        old.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    with open_live(data_dir, settings):
        pass
    assert backups(data_dir, "live") == []


def test_the_newest_three_copies_of_a_kind_are_kept(tmp_path: Path) -> None:
    for kind in KINDS:
        write(tmp_path / f"{kind}.duckdb", kind, 2)
        for schema in range(1, 6):
            (tmp_path / "backups").mkdir(exist_ok=True)
            stamp = f"{datetime(2026, 11, schema, tzinfo=UTC):%Y%m%dT%H%M%SZ}"
            (tmp_path / "backups" / f"{kind}-schema{schema}-{stamp}.duckdb").write_bytes(b"")
    back_up(tmp_path / "live.duckdb", 6)
    assert [copy.schema for copy in backups(tmp_path, "live")] == [6, 5, 4]
    assert len(backups(tmp_path, "texts")) == 5


def test_without_room_for_a_copy_nothing_is_migrated(
    data_dir: Path, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.upkeep.room

    write(data_dir / "live.duckdb", "live", 3)
    before = (data_dir / "live.duckdb").read_bytes()
    room = type("Room", (), {"free": 100_000})
    monkeypatch.setattr(store.upkeep.room.shutil, "disk_usage", lambda _: room)
    roomless = settings.model_copy(update={"min_free_mb": 0})
    with pytest.raises(StoreError, match=r"copie de live\.duckdb.*mise à jour") as refused:
        open_live(data_dir, roomless).__enter__()
    assert "Libérez de la place" in refused.value.next_step
    assert (data_dir / "live.duckdb").read_bytes() == before


CHILD = """
import os, sys
import store.live, store.migrate
from pathlib import Path
from core.settings import StoreSettings
calls = 0
name, wanted = sys.argv[2], int(sys.argv[3])
step = getattr(store.migrate, name)
def killed(*given, **named):
    global calls
    calls += 1
    if calls == wanted:
        os.kill(os.getpid(), 9)
    return step(*given, **named)
setattr(store.migrate, name, killed)
store.live.open_live(Path(sys.argv[1]), StoreSettings(memory_limit="300MB")).__enter__()
"""


@pytest.mark.parametrize(
    ("function", "call"), [("back_up", 1), ("attach", 1), ("set_meta", 1), ("set_meta", 4), ("_changed", 6)]
)
def test_a_migration_that_is_killed_goes_on(
    tmp_path: Path, settings: StoreSettings, function: str, call: int
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    rows = write(old / "live.duckdb", "live", 4)
    command = [sys.executable, "-P", "-c", CHILD, str(old), function, str(call)]
    assert subprocess.run(command, check=False).returncode == -9
    assert schema_of(old, settings, "live") == schema_of(new, settings, "live")
    with open_live(old, settings) as live:
        for name, count in rows.items():
            assert live.connection.table(name).count("*").fetchone() == (count,), name
        assert live.write(batch()) > 0
    assert not list((old / "backups").glob("*.part"))
