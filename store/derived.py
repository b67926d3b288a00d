"""Tables that follow from the facts: organisations, technologies that no lexicon knows, the register of initiatives.

They are worked out anew from all facts with each batch (a grouping of eight million rows takes a twentieth of a
second), so that they hold neither more nor less than what the texts say, in whatever order these came.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb

from store.arrow import schema_of
from store.merge import merge
from store.sql import query
from store.tables import CANDIDATES, INITIATIVES, ORGANISATIONS, Keyed

_OURS = {CANDIDATES.name: "status = 'candidate'"}
_FOLLOWING = ((ORGANISATIONS, "organisations"), (CANDIDATES, "candidates"), (INITIATIVES, "initiatives"))


def refresh(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring them to what the facts say; return how many rows changed. The caller opens the transaction."""
    return sum(_follow(connection, table, query(name)) for table, name in _FOLLOWING)


def _follow(connection: duckdb.DuckDBPyConnection, table: Keyed, wanted: str) -> int:
    merged = merge(connection, table, schema_of(connection, table.name).names, wanted)
    (key,) = table.key
    ours = _OURS.get(table.name, "true")
    gone = connection.execute(
        f"DELETE FROM {table.name} WHERE {ours} AND {key} NOT IN (SELECT {key} FROM ({wanted}))"
    ).fetchone()
    return merged.inserted + merged.updated + (int(gone[0]) if gone else 0)
