"""Compacting: the same schema and rows, without what was deleted; killed anywhere, old files or new ones."""

from pathlib import Path
from typing import Any

import pytest
from newsroom import article, batch, processed

from core.errors import StoreError
from core.settings import StoreSettings
from store.batch import Batch
from store.live import LiveStore, open_live
from store.publish import publish
from store.search import ranked
from store.upkeep.compact import compact

WORD = "zorbifluxion-7731"


COLUMNS = "table_name, column_name, column_index, data_type, is_nullable, column_default, comment"
SCHEMA = (
    "SELECT database_name, table_name, sql, comment FROM duckdb_tables()",
    "SELECT database_name, view_name, sql, comment FROM duckdb_views() WHERE NOT internal",
    f"SELECT database_name, {COLUMNS} FROM duckdb_columns() WHERE NOT internal",
    "SELECT function_name, parameters, macro_definition, comment FROM duckdb_functions() WHERE NOT internal",
)


def schema(live: LiveStore) -> list[list[tuple[Any, ...]]]:
    return [live.connection.execute(f"{query} ORDER BY ALL").fetchall() for query in SCHEMA]


def rows(live: LiveStore) -> dict[str, list[tuple[Any, ...]]]:
    tables = live.connection.execute(
        "SELECT database_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal"
    ).fetchall()
    return {name: live.connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in tables}


def test_schema_and_rows_are_the_same(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.connection.execute("CREATE MACRO main.double(x) AS x * 2")
        live.write(batch(range(20)))
    with open_live(data_dir, settings) as live:  # a view that was read back spells its types otherwise
        before = schema(live), rows(live), live.lineage, live.revision
    done = compact(data_dir, settings)
    assert done.after <= done.before
    with open_live(data_dir, settings) as live:
        assert (schema(live), rows(live), live.lineage, live.revision) == before
        assert live.connection.execute("SELECT double(2)").fetchone() == (4,)
        assert live.write(batch(range(20))) == 0
    assert len(ranked(data_dir / "search", "assistant", 100)) == 20


def test_what_was_deleted_is_in_no_file(data_dir: Path, settings: StoreSettings) -> None:
    kept, gone = processed(1), processed(2, title=f"Titre {WORD}", text=f"Texte {WORD}")
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(kept, gone)))
        live.checkpoint()
        for table in ("articles", "texts.article_texts"):
            live.connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [gone.article.id])
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    assert any(WORD.encode() in path.read_bytes() for path in files), "the search below would find nothing"
    compact(data_dir, settings)
    found = [
        path.name
        for path in data_dir.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in (WORD.encode(), b"zorbifluxion"))
    ]
    assert found == []


def test_mending_keeps_one_row_a_key_and_drops_what_belongs_to_nothing(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2]))
        before = rows(live)
        live.connection.execute("INSERT INTO articles FROM articles")
        live.connection.execute("INSERT INTO texts.article_texts FROM texts.article_texts")
        live.connection.execute(
            "INSERT INTO article_topics SELECT 'feedfeedfeedfeed', topic FROM article_topics LIMIT 1"
        )
        revision = live.revision
    assert compact(data_dir, settings).dropped == 0
    assert compact(data_dir, settings, mend=True).dropped == 2 + 2 + 1
    with open_live(data_dir, settings) as live:
        after = rows(live)
        assert live.revision == revision + 1, "readers are to see it"
    del before["beffroi.meta"], after["beffroi.meta"]
    assert after == before


@pytest.mark.parametrize("step", ["rewritten", "sync_folder", "open_files"])
def test_interrupted_compaction_leaves_whole_files(
    data_dir: Path, settings: StoreSettings, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.upkeep.compact

    with open_live(data_dir, settings) as live:
        live.write(batch(range(5)))
    original, calls = getattr(store.upkeep.compact, step), []

    def second_fails(*given: Any, **named: Any) -> Any:
        calls.append(step)
        if len(calls) == (1 if step == "sync_folder" else 2):
            raise KeyboardInterrupt
        return original(*given, **named)

    with monkeypatch.context() as broken:
        broken.setattr(store.upkeep.compact, step, second_fails)
        with pytest.raises(KeyboardInterrupt):
            compact(data_dir, settings)
    with open_live(data_dir, settings) as live:
        assert live.connection.execute("SELECT count(*) FROM articles").fetchone() == (5,)
    assert len(ranked(data_dir / "search", "assistant", 20)) == 5
    assert not list(data_dir.glob("*.compact*"))


def test_a_log_that_would_be_replayed_on_the_new_file_stops_it(
    data_dir: Path, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.upkeep.compact

    with open_live(data_dir, settings) as live:
        live.write(batch([1]))
    monkeypatch.setattr(store.upkeep.compact, "log_of", lambda path: path)
    with pytest.raises(StoreError, match="n’est pas clos"):
        compact(data_dir, settings)


def test_a_snapshot_stays_what_it_was(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch([1]))
    assert publish(data_dir, settings) is not None
    compact(data_dir, settings)
    assert publish(data_dir, settings) is None, "nothing changed that a reader could see"
    assert [hit.article_id for hit in ranked(data_dir / "snapshots" / "1" / "search", "assistant", 20)] == [
        article(1).id
    ]
