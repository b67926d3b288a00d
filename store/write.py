"""Writing a batch: the texts, then the results, each in one transaction.

A process killed between the two leaves texts that nothing points at; the batch was not acknowledged, and
writing it again puts both right. The search index follows by itself (store.live).
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb
import pyarrow as pa

from store.arrow import registered, schema_of, to_arrow
from store.batch import Batch
from store.derived import refresh, touched
from store.merge import Merged, merge, replace_facts
from store.meta import revision, set_meta
from store.rows import Row
from store.searching.staleness import raise_revision, touched_articles
from store.sql import query
from store.staging import SCOPE, staged
from store.tables import ARTICLES, AT_HOME, FACTS, LINKS, NOTES, PLAIN, VERSIONS, Facts, Keyed

Connection = duckdb.DuckDBPyConnection

_VERSION = [("article_id", pa.string()), ("version", pa.int32())]


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit at the end of the block, or roll back what it did."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # after a fatal error nothing can be said; the first error says why
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def write_batch(connection: Connection, batch: Batch) -> int:
    """Store the batch and return how many rows changed; 0 when all of it was known already.

    The revision rises by one if, and only if, something changed that a reader looks for: not with a run, a
    line of its ledger or a fetch that brought nothing new, nor with a refusal met again, or every hour would
    publish a snapshot. The first ledger of a day is news all the same: how the sources are, and that nothing
    came, is never older than a day.
    """
    target = revision(connection) + 1
    tables = staged(batch, target)
    with registered(
        connection, {f"staged_{name}": _arrow(connection, name, tables[name]) for name in tables}
    ):
        write_texts(connection)
        return write_results(connection, target)


def write_texts(connection: Connection) -> None:
    """The first commit: the staged texts, their signatures, and the notes on them."""
    with transaction(connection):
        for table in AT_HOME:
            columns = schema_of(connection, f"texts.{table.name}").names
            merge(connection, table, columns, f"FROM staged_{table.name}", catalog="texts.")
        replace_facts(
            connection, NOTES, f"FROM staged_{NOTES.name}", f"FROM staged_{SCOPE}", catalog="texts."
        )


def write_results(connection: Connection, target: int) -> int:
    """The second commit: everything else, and the revision."""
    with transaction(connection):
        changed = _new_day(connection)
        keys, shown = touched(connection), touched_articles(connection)
        changed += sum(_notable(table, _merge(connection, table)) for table in (ARTICLES, VERSIONS, *PLAIN))
        changed += _retire(connection)
        stale = [_replace(connection, table) for table in FACTS]
        changed += sum(int(table.num_rows) for table in stale)
        if changed:
            changed += refresh(connection, keys)
            raise_revision(connection, [shown, *stale], target)
            set_meta(connection, revision=str(target))
    return changed


_LOGS = {"runs", "source_runs", "fetches"}
_MET_AGAIN = {"rejections"}


def _notable(table: Keyed, merged: Merged) -> int:
    """How many of a table's changes are news."""
    if table.name in _LOGS:
        return 0
    return merged.inserted + (0 if table.name in _MET_AGAIN else merged.updated)


def _new_day(connection: Connection) -> int:
    """1 when the staged ledger is of a later day than all that is stored."""
    row = connection.execute(
        "SELECT max(s.day) > coalesce((SELECT max(day) FROM source_runs), '-infinity'::DATE)"
        " FROM staged_source_runs s"
    ).fetchone()
    return int(bool(row and row[0]))


def _retire(connection: Connection) -> int:
    """Sources that the file no longer names are no longer followed; their articles still need their names."""
    row = connection.execute(
        "UPDATE sources SET enabled = false WHERE enabled AND EXISTS (FROM staged_sources)"
        " AND source_id NOT IN (SELECT source_id FROM staged_sources)"
    ).fetchone()
    return int(row[0]) if row else 0


def _merge(connection: Connection, table: Keyed) -> Merged:
    name = _SOURCES.get(table.name)
    source = query(name) if name else f"FROM staged_{table.name}"
    return merge(connection, table, schema_of(connection, table.name).names, source)


_SOURCES = {VERSIONS.name: "version_changes", LINKS.name: "directed_links"}


def _replace(connection: Connection, table: Facts) -> pa.Table:
    """Facts of a past version are kept with it; a `current` table knows those of the current version only."""
    if not table.current:
        return replace_facts(connection, table, f"FROM staged_{table.name}", f"FROM staged_{SCOPE}")
    columns = ", ".join(schema_of(connection, table.name).names)
    current = "SEMI JOIN articles USING (article_id, version)"
    return replace_facts(
        connection,
        table,
        f"SELECT {columns} FROM staged_{table.name} {current}",
        f"SELECT article_id FROM staged_{SCOPE} {current}",
    )


def _arrow(connection: Connection, name: str, rows: list[Row]) -> pa.Table:
    """Facts of `current` tables carry their version as well while they are staged."""
    if name == SCOPE:
        return to_arrow(rows, pa.schema(_VERSION))
    if any(table.name == name for table in (*AT_HOME, NOTES)):
        return to_arrow(rows, schema_of(connection, f"texts.{name}"))
    schema = schema_of(connection, name)
    if any(table.current for table in FACTS if table.name == name):
        schema = schema.append(pa.field(*_VERSION[1]))
    return to_arrow(rows, schema)
