"""The properties that a file keeps about itself."""

import duckdb


def get_meta(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """One property of the file in use, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def set_meta(connection: duckdb.DuckDBPyConnection, **values: str) -> None:
    """Set properties, each held once; the caller opens the transaction."""
    for key, value in values.items():
        connection.execute("DELETE FROM meta WHERE key = ?", [key])
        connection.execute("INSERT INTO meta VALUES (?, ?)", [key, value])


def revision(connection: duckdb.DuckDBPyConnection) -> int:
    """How many times the results have changed; what a snapshot is compared by."""
    return int(get_meta(connection, "revision") or 0)
