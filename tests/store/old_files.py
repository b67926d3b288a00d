"""Files of earlier schemas, with a row in every table of theirs."""

from pathlib import Path

import duckdb

from store.migrate import steps

_VALUES = {
    "VARCHAR": "'0123456789abcdef'", "INTEGER": "1", "BIGINT": "1", "DOUBLE": "0.5", "BOOLEAN": "true",
    "DATE": "'2026-11-02'", "TIMESTAMP": "'2026-11-02 08:00'", "BLOB": "'x'::BLOB",
}  # fmt: skip


def write(path: Path, kind: str, schema: int) -> dict[str, int]:
    """A file as it was after so many steps; returns the rows of each of its tables, `meta` aside."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as old:
        for statements in steps(kind)[:schema]:
            old.execute(statements)
        old.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(schema)])
        old.execute("INSERT INTO meta VALUES ('lineage', 'ancienne')")
        names = [row[0] for row in old.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for name in sorted(set(names) - {"meta"}):
            columns = old.execute(
                "SELECT data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
            ).fetchall()
            values = ", ".join(_VALUES.get(kind_, "NULL") for (kind_,) in columns)
            old.execute(f"INSERT INTO {name} VALUES ({values})")
        return {name: 1 for name in names if name != "meta"}
