"""All that the results of a workspace hold, table by table, and how two such differ."""

import json
from collections import Counter
from typing import Any

from jobs.workspace import Workspace
from store.live import LiveStore, open_live

IGNORED = {
    "meta": ("key", "value"),  # lineage, revisions, when it was published
    "runs": ("counts", "finished_at", "job", "run_id", "started_at", "status"),  # every run is one more
    "articles": ("revision",),  # how many batches changed the file before this row
}
"""What may differ between results made twice, and why."""
Rows = dict[str, list[tuple[Any, ...]]]


def tables(space: Workspace) -> Rows:
    """Every row of every table, texts included, in an order of its own."""
    with open_live(space.data, space.settings.store) as live:
        return rows_of(live)


def rows_of(live: LiveStore) -> Rows:
    """The same, of open results."""
    found: Rows = {}
    for catalog, table, columns in live.connection.execute(
        "SELECT c.database_name, c.table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() c"
        " JOIN duckdb_tables() t USING (database_name, table_name)"
        " WHERE database_name IN ('beffroi', 'texts') GROUP BY ALL"
    ).fetchall():
        kept = [f'"{name}"' for name in columns if name not in IGNORED.get(table, ())]
        if kept:
            sql = f"SELECT {', '.join(kept)} FROM {catalog}.{table}"
            rows = live.connection.execute(sql).fetchall()
            if table == "originals":
                rows = [(*row[:2], _unordered(row[2]), *row[3:]) for row in rows]
            found[f"{catalog}.{table}"] = sorted(rows, key=repr)
    return found


def _unordered(kept: str) -> str:
    """Rows that are kept as JSON, in an order of their own: they are read as tables are."""
    tables = {
        name: sorted(json.dumps(row, sort_keys=True) for row in rows)
        for name, rows in json.loads(kept).items()
    }
    return json.dumps(tables, sort_keys=True)


def differences(one: Rows, other: Rows) -> dict[str, tuple[list[str], list[str]]]:
    """Of each table that differs, the rows that only the one has, and those that only the other has."""
    assert one.keys() == other.keys()
    found = {}
    for table, rows in one.items():
        left, right = Counter(map(repr, rows)), Counter(map(repr, other[table]))
        if left != right:
            found[table] = (sorted((left - right).elements()), sorted((right - left).elements()))
    return found
