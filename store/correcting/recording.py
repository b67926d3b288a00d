"""Keeping what editors said, and the originals of what they corrected; the caller opens the transactions."""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb

from store.arrow import schema_of
from store.merge import merge
from store.tables import CORRECTIONS, ORIGINALS, REDIRECTS, Keyed

Connection = duckdb.DuckDBPyConnection


def keep_originals(connection: Connection) -> None:
    """Store the staged originals."""
    columns = schema_of(connection, f"texts.{ORIGINALS.name}").names
    merge(connection, ORIGINALS, columns, f"FROM staged_{ORIGINALS.name}", catalog="texts.")


def forget_idle_originals(connection: Connection) -> None:
    """Drop those that no correction changes any more: what stands in the results is the original."""
    connection.execute(f"DELETE FROM texts.{ORIGINALS.name} WHERE len(corrections) = 0")


def write_corrections(connection: Connection, target: int) -> int:
    """Store what was said, and mark the articles of which it speaks as changed: search follows by their revision."""
    connection.execute(
        "UPDATE articles SET revision = $target WHERE article_id IN (SELECT article_id FROM staged_recalled)",
        {"target": target},
    )
    return _mirror(connection, CORRECTIONS) + _mirror(connection, REDIRECTS)


def _mirror(connection: Connection, table: Keyed) -> int:
    """Make a table hold the staged rows and no others; how many rows changed."""
    merged = merge(connection, table, schema_of(connection, table.name).names, f"FROM staged_{table.name}")
    gone = connection.execute(
        f"DELETE FROM {table.name} AS t WHERE NOT EXISTS"
        f" (FROM staged_{table.name} s WHERE {' AND '.join(f's.{key} = t.{key}' for key in table.key)})"
    ).fetchone()
    return merged.inserted + merged.updated + (int(gone[0]) if gone else 0)


def count_changes(connection: Connection) -> int:
    """Note how many articles each correction changes; how many of these counts are new."""
    row = connection.execute(
        "WITH counted AS ("
        " SELECT 'c' || number AS correction_id, count(DISTINCT article_id)::INTEGER AS n"
        f" FROM (SELECT article_id, unnest(corrections) AS number FROM texts.{ORIGINALS.name}) GROUP BY ALL"
        "), wanted AS ("
        " SELECT correction_id, CASE WHEN c.kind <> 'story' THEN coalesce(n, 0) END AS n"
        " FROM corrections c LEFT JOIN counted USING (correction_id)"
        ") UPDATE corrections AS t SET changes = wanted.n FROM wanted"
        " WHERE t.correction_id = wanted.correction_id AND t.changes IS DISTINCT FROM wanted.n"
    ).fetchone()
    return int(row[0]) if row else 0
