"""A connection that reads a published file and nothing else."""

import os
from pathlib import Path

import duckdb

from core.errors import StoreError
from store.database import RESULTS, TEXTS, attach, instance, lock_down
from store.tables import NOTES
from store.tables import TEXTS as ARTICLE_TEXTS


def read_only(
    database: Path,
    memory_limit: str,
    texts: Path | None = None,
    threads: int | None = None,
    temporary: Path | None = None,
) -> duckdb.DuckDBPyConnection:
    """A locked connection to a published file and, if given, to the texts under a catalog of their own.

    `threads` is the most to use, all cores by default. What does not fit in memory lies under `temporary`, or is
    refused; who gives it stays for long, and gives freed memory back: 40 MB of the desk's at 200,000 articles.
    Raises FileNotFoundError, ForeignFile, StoreBusy, or StoreError for texts of an older version.
    """
    connection = instance(memory_limit, temporary)
    try:
        attach(connection, database, RESULTS, read_only=True)
        if texts is not None:
            attach(connection, texts, TEXTS, read_only=True)
            _check_texts(connection, texts)
            for table in (ARTICLE_TEXTS.name, NOTES.name):
                connection.execute(f"CREATE TEMP VIEW {table} AS FROM {TEXTS}.{table}")
        connection.execute(f"USE {RESULTS}")
        if temporary is not None:
            connection.execute("SET allocator_background_threads = true")
        if threads is not None:
            connection.execute(f"SET threads = {min(threads, os.cpu_count() or 1)}")
        lock_down(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_texts(connection: duckdb.DuckDBPyConnection, texts: Path) -> None:
    """Only the writer may bring a file to the present schema."""
    found = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND table_name = ?", [TEXTS, NOTES.name]
    ).fetchone()
    if not found or not found[0]:
        raise StoreError(
            f"{texts} vient d’une version plus ancienne de Beffroi.",
            "Lancez « beffroi process », puis recommencez.",
        )
