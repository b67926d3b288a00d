"""What comes back from SQL: the rows and their types."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from newsroom import article, batch

from core.errors import NothingPublished, QueryError
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.query import run_sql


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("asked") / "data"
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2, 3]))
    publish(data_dir, settings)
    return data_dir


def one(data_dir: Path, sql: str) -> Any:
    ((value,),) = run_sql(data_dir, f"SELECT {sql}").rows
    return value


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("170141183460469231731687303715884105727::HUGEINT", 2**127 - 1),
        ("sum(1)", 1),
        ("340282366920938463463374607431768211455::UHUGEINT::VARCHAR", str(2**128 - 1)),
        ("[1, NULL]::HUGEINT[]", [1, None]),
        ("1.50::DECIMAL(5,2)", Decimal("1.50")),
        ("{'a': 1, 'b': [DATE '2026-11-16', NULL]}", {"a": 1, "b": [date(2026, 11, 16), None]}),
        ("map {'é': [1, 2]}", {"é": [1, 2]}),
        ("map {[1]: 2}", [{"key": [1], "value": 2}]),
        ("[map {DATE '2026-11-16': [{'a': NULL}]}]", [{date(2026, 11, 16): [{"a": None}]}]),
        ("NULL::STRUCT(a INTEGER)", None),
        ("TIMESTAMP '2026-11-16 08:30:00.5'", datetime.fromisoformat("2026-11-16T08:30:00.5")),
        ("TIMESTAMPTZ '2026-11-16 08:30:00+00'", datetime(2026, 11, 16, 8, 30, tzinfo=UTC)),
        ("TIMESTAMP_NS '2026-11-16 08:30:00.123456789'", "2026-11-16 08:30:00.123456789"),
        ("DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"),
        ("['infinity'::DATE, '-infinity'::DATE]", ["infinity", "-infinity"]),
        ("'-infinity'::TIMESTAMP", "-infinity"),
        ("TIMESTAMP '12026-11-16 08:30:00.25'", "12026-11-16 08:30:00.250000"),
        ("INTERVAL '1 month 2 days'", "1 month 2 days"),
        ("'a'::ENUM ('a', 'b')", "a"),
        ("'\\xAA'::BLOB", b"\xaa"),
        ("[1, 2]::INTEGER[2]", [1, 2]),
        ("'101'::BIT", "101"),
        ("[INTERVAL '1 day']", "[1 day]"),
    ],
)
def test_types_survive(published: Path, sql: str, value: Any) -> None:
    found = one(published, sql)
    assert found == value
    assert type(found) is type(value)


def test_every_type_of_duckdb_comes_back(published: Path) -> None:
    """As DuckDB itself gives them, those apart that it gives as something else than they are."""
    ours = run_sql(published, "FROM test_all_types()")
    theirs = duckdb.sql("FROM test_all_types()").fetchall()
    same = [n for n, kind in enumerate(ours.types) if kind in PLAIN]
    assert len(same) > 20
    for found, wanted in zip(ours.rows, theirs, strict=True):
        assert [repr(found[n]) for n in same] == [repr(wanted[n]) for n in same]


PLAIN = {
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
    "FLOAT", "DOUBLE", "DECIMAL(4,1)", "DECIMAL(9,4)", "DECIMAL(18,6)", "DECIMAL(38,10)", "VARCHAR", "BLOB",
    "INTEGER[]", "DOUBLE[]", "VARCHAR[]", "INTEGER[][]", "MAP(VARCHAR, VARCHAR)", "STRUCT(a INTEGER, b VARCHAR)",
    "STRUCT(a INTEGER[], b VARCHAR[])", "STRUCT(a INTEGER, b VARCHAR)[]",
}  # fmt: skip


def test_a_pivot_is_one_statement(published: Path) -> None:
    result = run_sql(published, "PIVOT articles ON nature USING count(*) GROUP BY source_id")
    assert result.columns == ("source_id", "initiative")
    assert result.rows == [("le-veilleur", 3)]


@pytest.mark.parametrize("sql", ["DESCRIBE articles", "SHOW TABLES", "SUMMARIZE articles", "EXPLAIN FROM articles",
                                 "PRAGMA table_info('articles')", "VALUES (1)", "TABLE articles"])  # fmt: skip
def test_what_reads_is_let_through(published: Path, sql: str) -> None:
    assert run_sql(published, sql).rows


def test_the_hits_of_a_search_are_a_table(published: Path) -> None:
    sql = "SELECT a.title FROM hits JOIN articles a USING (article_id) ORDER BY score DESC, a.title"
    assert len(run_sql(published, sql, search="assistant vocal").rows) == 3
    (found,) = run_sql(published, sql, search="« assistant vocal n° 2 »").rows
    assert found == (article(2).title,)
    assert run_sql(published, "FROM hits", search="introuvable").rows == []
    with pytest.raises(QueryError, match="hits"):
        run_sql(published, "FROM hits")


def test_a_snapshot_that_goes_away_is_looked_for_again(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the choice of a snapshot and its opening, publishing may remove it."""
    from store.manifest import published_folder
    from store.sandbox import ask as sql_ask

    gone = [published / "snapshots" / "0", published / "snapshots" / "0"]
    monkeypatch.setattr(
        sql_ask, "published_folder", lambda data: gone.pop() if gone else published_folder(data)
    )
    assert run_sql(published, "SELECT count(*) FROM articles").rows == [(3,)]
    monkeypatch.setattr(sql_ask, "published_folder", lambda data: data / "snapshots" / "0")
    with pytest.raises(NothingPublished):
        run_sql(published, "SELECT 1")


def test_the_package_offers_a_snapshot(published: Path) -> None:
    import store
    from store import open_snapshot

    with open_snapshot(published) as snapshot:
        assert snapshot.connection.execute("SELECT count(*) FROM articles").fetchall() == [(3,)]
    with open_snapshot(str(published)) as snapshot:
        assert snapshot.search("assistant")
    with pytest.raises(AttributeError, match="nothing"):
        _ = store.nothing  # type: ignore[attr-defined]
