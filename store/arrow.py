"""From rows to Arrow: how everything enters DuckDB (row by row is ten times slower, measured)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from store.rows import Row


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> Iterator[None]:
    """Make the Arrow tables readable in SQL under their names for the time of the block."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(name)


@lru_cache(maxsize=64)
def schema_of(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    """The Arrow schema of a stored table: its columns are written in one place, the SQL files.

    Kept for the connection: nothing alters a table once the files are open and migrated.
    """
    return connection.execute(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema  # noqa: S608  our names


def to_arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """The rows as a table; every row has exactly the schema's columns."""
    wrong = next((row for row in rows if row.keys() != set(schema.names)), None)
    if wrong is not None:
        raise ValueError(f"columns differ: {sorted(wrong.keys() ^ set(schema.names))}")
    try:
        return pa.Table.from_pylist(list(rows), schema=schema)
    except UnicodeEncodeError:
        # A page may hold half a surrogate pair, which no UTF-8 column can; one for one, so that offsets hold.
        return pa.Table.from_pylist([_encodable(row) for row in rows], schema=schema)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_encodable(item) for item in value]
    return value
