"""The ways in which staged rows enter a table: added where no key is stored, merged by key, or replaced by article.

What is identical is left alone. Most articles are new, and to know it costs a look at the keys, whereas a comparison
reads all that it compares.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from store.arrow import registered
from store.tables import Facts, Keyed

_RUN = "run_id"


class Merged(NamedTuple):
    """What a merge did."""

    inserted: int
    updated: int


def stored(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Keyed], catalog: str = ""
) -> dict[str, int]:
    """How many of the keys staged for each table are stored already; asked at once, and of the keys alone."""
    counts = " UNION ALL ".join(
        f"SELECT '{table.name}', count(*) FROM staged_{table.name}"
        f" SEMI JOIN (FROM {catalog}{table.name}{_within(connection, table)}) USING ({', '.join(table.key)})"
        for table in tables
    )
    return dict(connection.execute(counts).fetchall()) if counts else {}


def _within(connection: duckdb.DuckDBPyConnection, table: Keyed) -> str:
    """A condition on the stored rows among which the staged keys are.

    Those of runs lie together in the order of runs: DuckDB passes over the rest when it is told between which.
    """
    if table.key[0] != _RUN:
        return ""
    row = connection.execute(f"SELECT min({_RUN}), max({_RUN}) FROM staged_{table.name}").fetchone()
    first, last = (str(one).replace("'", "''") for one in row or ("", ""))
    return f" WHERE {_RUN} BETWEEN '{first}' AND '{last}'"


def add(connection: duckdb.DuckDBPyConnection, table: Keyed | Facts, staged: str, catalog: str = "") -> int:
    """Insert staged rows of which no key is stored; return how many."""
    row = connection.execute(f"INSERT INTO {catalog}{table.name} BY NAME {staged}").fetchone()
    return int(row[0]) if row else 0


def merge(
    connection: duckdb.DuckDBPyConnection, table: Keyed, columns: list[str], staged: str, catalog: str = ""
) -> Merged:
    """Merge the staged rows by key; returns how many rows were inserted, and how many really changed.

    In three steps: MERGE itself reads every stored row whole to find the few that it compares (1.5 s of 200,000
    articles' texts, against 40 ms).
    """
    target, keys = f"{catalog}{table.name}", ", ".join(table.key)
    within = _within(connection, table)
    changed = connection.execute(_changed(table, columns, staged, target, within)).to_arrow_table()
    new = f"SELECT * FROM ({staged}) ANTI JOIN (FROM {target}{within}) USING ({keys})"
    added = add(connection, table, new, catalog)
    if changed.num_rows:
        update = ", ".join(f'"{column}" = c."{column}"' for column in columns if column not in table.key)
        same = " AND ".join(f"t.{column} = c.{column}" for column in table.key)
        with registered(connection, {"changed": changed}):
            connection.execute(f"UPDATE {target} AS t SET {update} FROM changed c WHERE {same}")
    return Merged(added, changed.num_rows)


def _changed(table: Keyed, columns: list[str], staged: str, target: str, within: str) -> str:
    """The stored rows that the staged ones change, as they should be."""
    values = {
        column: table.values.get(column, f'CASE WHEN {table.guard} THEN s."{column}" ELSE t."{column}" END')
        for column in columns
        if column not in table.key
    }
    differs = " OR ".join(
        f't."{column}" IS DISTINCT FROM ({value})'
        for column, value in values.items()
        if column not in table.silent
    )
    kept = [f't."{column}"' for column in table.key] + [f'({v}) AS "{c}"' for c, v in values.items()]
    same = " AND ".join(f"t.{column} = s.{column}" for column in table.key)
    met = _of(target, f"({staged})", ", ".join(table.key), within)
    return f"SELECT {', '.join(kept)} FROM ({met}) t JOIN ({staged}) s ON {same} WHERE {differs}"


def _of(target: str, wanted: str, key: str, within: str = "") -> str:
    """The stored rows that have a key of `wanted`, which are found by their keys alone.

    What came together lies together: DuckDB passes over the blocks in which none of the rows found is, and the whole
    rows are wide (200 texts of 200,000: 10 ms instead of 600).
    """
    found = f"SELECT rowid FROM {target} SEMI JOIN {wanted} USING ({key}){within}"
    return f"SELECT * FROM {target} WHERE rowid IN ({found})"


def replace_facts(
    connection: duckdb.DuckDBPyConnection, table: Facts, staged: str, scope: str, catalog: str = ""
) -> pa.Table:
    """Replace the facts of every article of `scope` that differ from the staged ones; return whose they are.

    Comparing first keeps a second analysis with the same outcome from rewriting anything.
    """
    owner = ", ".join(table.scope)
    stale = _stale(connection, table, staged, scope, catalog)
    if not stale.num_rows:
        return stale
    matches = " AND ".join(f"t.{column} = stale.{column}" for column in table.scope)
    with registered(connection, {"stale": stale}):
        connection.execute(f"DELETE FROM {catalog}{table.name} AS t USING stale WHERE {matches}")
        connection.execute(
            f"INSERT INTO {catalog}{table.name} BY NAME SELECT * FROM ({staged}) SEMI JOIN stale USING ({owner})"
        )
    return stale


def _stale(
    connection: duckdb.DuckDBPyConnection, table: Facts, staged: str, scope: str, catalog: str
) -> pa.Table:
    """Whose facts differ: stored but not staged, or staged but not stored."""
    owner = ", ".join(table.scope)
    return connection.execute(
        f"WITH scope AS ({scope}),"
        f" old AS MATERIALIZED ({_of(f'{catalog}{table.name}', 'scope', owner)}),"
        f" new AS MATERIALIZED (SELECT * FROM ({staged}) SEMI JOIN scope USING ({owner}))"
        f" SELECT DISTINCT {owner} FROM"
        " ((SELECT * FROM old EXCEPT ALL SELECT * FROM new) UNION ALL"
        " (SELECT * FROM new EXCEPT ALL SELECT * FROM old))"
    ).to_arrow_table()
