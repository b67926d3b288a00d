"""Reading a file from end to end: damage in a block shows only when the block is read."""

# ruff: noqa: S608  table names come from the catalog of a file of ours

import duckdb


def read_through(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Read every value of every table; raises duckdb.Error where the file is damaged."""
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal", [catalog]
    ).fetchall()
    for (name,) in tables:
        connection.execute(f'SELECT bit_xor(hash(COLUMNS(*))) FROM {catalog}."{name}"').fetchall()
