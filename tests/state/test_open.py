"""Opening: creation, migration, refusal of other people's files, two processes at once."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import StatementError

from core.errors import StateError
from core.types import RunReport
from state import captures, entries, frontier, runs
from state.open import HEAD, State, _config, open_state
from state.schema import metadata
from state.schema import runs as runs_table

ROOT = Path(__file__).parents[2]


def test_the_migrations_make_the_tables_that_the_code_sees(state: State) -> None:
    with state.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(_config()).get_current_head() == HEAD


def test_a_state_is_in_wal_mode_and_keeps_foreign_keys(state: State) -> None:
    with state.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "new folder %20 é?#" / "state.db"
    first = open_state(path)
    runs.start(first, RunReport("r1", "collect", datetime(2026, 11, 23, tzinfo=UTC)))
    first.close()
    second = open_state(path)
    assert [report.run_id for report in runs.latest(second)] == ["r1"]
    second.close()
    assert [file.name for file in path.parent.iterdir()] == ["state.db"]


def test_a_state_of_the_first_revision_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    config, at = _config(), "2026-11-20T08:00:00.000000+00:00"
    with closing(sqlite3.connect(path)) as database:
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
        engine.dispose()
        database.execute(
            "INSERT INTO frontier (url, source_id, first_seen_at, last_seen_at, outcome, attempts, retry)"
            " VALUES ('https://ex.fr/a', 'ex', ?, ?, 'failed', 1, ?)",
            (at, at, '{"url": "https://ex.fr/a", "source": "ex", "entry": ""}'),
        )
        database.execute(
            "INSERT INTO entry_points (url, source_id, etag, checked_at, last_change_at)"
            " VALUES ('https://ex.fr/rss', 'ex', '\"1\"', ?, ?)",
            (at, at),
        )
        database.execute(
            "INSERT INTO captures (run_id, source_id, url, at, outcome)"
            " VALUES ('r', 'ex', 'https://ex.fr/rss', ?, 'fetched')",
            (at,),
        )
        database.commit()
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with closing(open_state(path)) as state:
        assert [known.url for known in frontier.to_retry(state, ["ex"], now, 9)] == ["https://ex.fr/a"]
        point = entries.known(state)["https://ex.fr/rss"]
        assert (point.etag, point.answered_at) == ('"1"', datetime.fromisoformat(at))
        assert [capture.fetch.revisit for capture in captures.pending(state, 9)] == [False]


def test_an_empty_file_becomes_a_state(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.touch()
    open_state(path).close()
    with closing(open_state(path, read_only=True)) as state:
        assert runs.latest(state) == []


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    open_state(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    for read_only in (False, True):
        with pytest.raises(StateError, match="plus récente") as caught:
            open_state(path, read_only=read_only)
        assert str(path) in str(caught.value)
        assert "Mettez Beffroi à jour" in caught.value.next_step


def test_a_foreign_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE alembic_version (version_num)")
        database.execute("CREATE TABLE people (name)")
    before = path.read_bytes()
    with pytest.raises(StateError, match=r"other\.db.*n'est pas celle de Beffroi"):
        open_state(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    "content", [b"not SQLite at all, but long enough to be looked at" * 10, b"SQLite format 3\x00"]
)
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(content)
    with pytest.raises(StateError, match=r"state\.db"):
        open_state(path)
    assert path.read_bytes() == content


def test_a_state_without_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    open_state(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM alembic_version")
        database.commit()
    with pytest.raises(StateError, match="sa version manque"):
        open_state(path)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="inutilisable"):
        open_state(tmp_path)


def test_reading_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="absente"):
        open_state(tmp_path / "state.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_state_cannot_be_written(state: State) -> None:
    reader = open_state(state.path, read_only=True)
    with pytest.raises(Exception, match="readonly"):
        runs.start(reader, RunReport("r1", "collect", datetime(2026, 11, 23, tzinfo=UTC)))
    reader.close()


def test_processes_that_open_at_once_do_not_fight(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from state.open import open_state; open_state(Path(sys.argv[1]))"
    command = [sys.executable, "-P", "-c", code, str(tmp_path / "state.db")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    children = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE) for _ in range(6)]
    results = [(child.communicate()[1], child.returncode) for child in children]
    assert results == [(b"", 0)] * 6
    open_state(tmp_path / "state.db").close()


def test_instants_come_back_aware_and_in_utc(state: State) -> None:
    paris = timezone(timedelta(hours=1))
    report = RunReport("r1", "collect", datetime(2026, 11, 23, 8, 0, tzinfo=paris))
    runs.start(state, report)
    (back,) = runs.latest(state)
    assert back.started_at == report.started_at
    assert back.started_at.utcoffset() == timedelta(0)
    with state.read() as connection:
        raw = connection.exec_driver_sql("SELECT started_at FROM runs").scalar()
    assert raw == "2026-11-23T07:00:00.000000+00:00"


def test_naive_instants_are_refused(state: State) -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001  the mistake itself
    row = {"run_id": "r1", "job": "collect", "started_at": naive, "status": "running", "counts": {}}
    with pytest.raises(StatementError, match="naive"), state.write() as connection:
        connection.execute(insert(runs_table).values(row))
    with state.read() as connection:
        assert connection.execute(select(runs_table)).all() == []
