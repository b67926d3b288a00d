"""Tables that follow from the mentions: organisations, and technologies that no lexicon knows.

They are worked out anew from all mentions with each batch (a grouping of eight million rows takes a twentieth of a
second), so that they hold neither more nor less than what the texts say, in whatever order these came.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb

from store.arrow import schema_of
from store.merge import merge
from store.sql import query
from store.tables import CANDIDATES, ORGANISATIONS, Keyed

_OURS = {ORGANISATIONS.name: "true", CANDIDATES.name: "status = 'candidate'"}


def refresh(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring both to what the mentions say; return how many rows changed. The caller opens the transaction."""
    return _follow(connection, ORGANISATIONS, query("organisations")) + _follow(
        connection, CANDIDATES, query("candidates")
    )


def _follow(connection: duckdb.DuckDBPyConnection, table: Keyed, wanted: str) -> int:
    merged = merge(connection, table, schema_of(connection, table.name).names, wanted)
    (key,) = table.key
    gone = connection.execute(
        f"DELETE FROM {table.name} WHERE {_OURS[table.name]} AND {key} NOT IN (SELECT {key} FROM ({wanted}))"
    ).fetchone()
    return merged.inserted + merged.updated + (int(gone[0]) if gone else 0)
