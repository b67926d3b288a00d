import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from newsroom import (
    MONDAY,
    SOURCE,
    batch,
    fetch,
    rejection,
)

from core.errors import NothingPublished, QueryError, StoreBusy, StoreError
from core.settings import StoreSettings
from core.types import Outcome
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot, refusals, run_sql

DAY = timedelta(days=1)


@pytest.fixture
def workspace(data_dir: Path, settings: StoreSettings) -> Path:
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2, 3]))
    publish(data_dir, settings)
    return data_dir


def test_columns_types_and_rows(workspace: Path) -> None:
    result = run_sql(workspace, "SELECT count(*) AS n, any_value(authors) AS authors FROM articles")
    assert result.columns == ("n", "authors")
    assert result.types == ("BIGINT", "VARCHAR[]")
    assert result.rows == [(3, ["Basile Quentric"])]
    assert not result.truncated


@pytest.mark.parametrize(("limit", "truncated"), [(2, True), (3, False), (4, False)])
def test_a_cut_is_said(workspace: Path, limit: int, truncated: bool) -> None:
    result = run_sql(workspace, "FROM articles", limit)
    assert (len(result.rows), result.truncated) == (min(limit, 3), truncated)


def test_a_long_answer_is_cut_without_being_computed(workspace: Path) -> None:
    assert len(run_sql(workspace, "FROM range(1_000_000_000_000)", 10).rows) == 10


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '{outside}'",
        "ATTACH '{outside}' AS outside",
        "EXPORT DATABASE '{outside}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET enable_external_access",
        "CREATE TABLE mine (a INTEGER)",
        "DELETE FROM articles",
        "FROM texts.article_texts",
        "SELECT getenv('HOME')",
        "FROM workspace",
        "FROM sys",
    ],
)
def test_sql_reaches_nothing_but_the_results(workspace: Path, tmp_path: Path, sql: str) -> None:
    outside = tmp_path / "outside"
    with pytest.raises(QueryError, match=r"^Requête refusée(?: : |[.] DuckDB répond : )"):
        run_sql(workspace, sql.format(outside=outside))
    assert not outside.exists()
    with open_snapshot(workspace) as snapshot, pytest.raises(Exception, match="Error"):
        snapshot.connection.execute(sql.format(outside=outside))
    assert not outside.exists()


def test_a_refusal_is_one_short_line(workspace: Path) -> None:
    with pytest.raises(QueryError) as refused:
        run_sql(workspace, "SELECT titre FROM articles")
    assert str(refused.value).startswith(
        'Requête refusée. DuckDB répond : Referenced column "titre" not found'
    )
    assert "\n" not in str(refused.value)
    assert "LINE" not in str(refused.value)
    assert refused.value.next_step
    assert refused.value.__cause__ is not None
    with pytest.raises(QueryError) as long:
        run_sql(workspace, f"SELECT {'x' * 2000}")
    assert len(str(long.value)) < 400
    with pytest.raises(QueryError):
        run_sql(workspace, "SELECT '\ud83d'")


@pytest.mark.parametrize("sql", ["", "-- rien", "SELECT 1; SELECT 2"])
def test_one_statement_is_asked_for(workspace: Path, sql: str) -> None:
    with pytest.raises(QueryError, match="une instruction"):
        run_sql(workspace, sql)


def test_sql_before_anything_is_published(data_dir: Path) -> None:
    with pytest.raises(NothingPublished):
        run_sql(data_dir, "SELECT 1")


def test_sql_works_while_someone_writes(workspace: Path, settings: StoreSettings) -> None:
    with open_live(workspace, settings):
        assert run_sql(workspace, "SELECT count(*) FROM articles").rows == [(3,)]


def test_the_texts_are_read_at_home(workspace: Path) -> None:
    sql = "SELECT a.title, t.text FROM articles a JOIN texts.article_texts t USING (article_id, version)"
    assert len(run_sql(workspace, sql, with_text=True).rows) == 3
    with pytest.raises(QueryError):
        run_sql(workspace, "DELETE FROM texts.article_texts", with_text=True)
    with pytest.raises(QueryError):
        run_sql(workspace, "SELECT * FROM read_text('/etc/passwd')", with_text=True)


def test_the_texts_wait_for_the_writer_to_leave(workspace: Path, settings: StoreSettings) -> None:
    with open_live(workspace, settings), pytest.raises(StoreBusy, match=f"PID {os.getpid()}"):
        run_sql(workspace, "FROM texts.article_texts", with_text=True)
    (workspace / "texts.duckdb").unlink()
    with pytest.raises(StoreError, match="texts"):
        run_sql(workspace, "SELECT 1", with_text=True)


def test_the_texts_are_refused_when_another_program_holds_them(workspace: Path) -> None:
    program = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(workspace / "texts.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy, match=f"PID {child.pid}"):
            run_sql(workspace, "SELECT 1", with_text=True)
        child.kill()


def test_refusals_are_counted_by_reason(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(
            Batch(
                fetches=(
                    fetch(1),
                    fetch(2, Outcome.FAILED, reason="timeout"),
                    fetch(2, Outcome.FAILED, reason="timeout", run="r2"),
                    fetch(3, Outcome.RESERVED, reason="tdmrep"),
                    fetch(4, Outcome.FAILED, reason="timeout"),
                    fetch(5, Outcome.FAILED, reason="dns", at=MONDAY - DAY),
                    fetch(6, Outcome.FAILED, reason="dns", candidate=None),
                    fetch(8, Outcome.FAILED, reason="timeout"),
                    fetch(8, run="r2", at=MONDAY + DAY),
                ),
                sources=(SOURCE,),
                rejections=(rejection(1), rejection(4, "timeout"), rejection(7, at=MONDAY - DAY)),
            )
        )
    publish(data_dir, settings)
    expected = [
        (SOURCE.name, "extract", "timeout", 1),
        (SOURCE.name, "extract", "too-short", 1),
        (SOURCE.name, "fetch", "tdmrep", 1),
        (SOURCE.name, "fetch", "timeout", 1),
    ]
    with open_snapshot(data_dir) as snapshot:
        assert refusals(snapshot, date(2026, 11, 16), date(2027, 1, 1)) == expected
        assert refusals(snapshot, datetime(2026, 11, 15, 23, tzinfo=UTC), date(2027, 1, 1)) == expected
        assert refusals(snapshot, date(2026, 12, 1), date(2027, 1, 1)) == []
        before = refusals(snapshot, date(2026, 1, 1), date(2026, 11, 16))
        assert [r.reason for r in before] == ["too-short", "dns"]
