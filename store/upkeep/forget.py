"""Forgetting in DuckDB files: rows go or are covered, then the file is written anew.

DuckDB keeps deleted text in its file, in blocks that it may use again some day (measured): only a copy of what is left,
put in the file's place, is free of it.
"""

# ruff: noqa: S608  table and column names are read from the file itself, and quoted

import re
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from core.erasure import OF, WHICH, Erasure, Row
from core.redaction import name_spans
from store.arrow import registered
from store.database import attach, instance
from store.derived import refresh
from store.files import sync_folder
from store.live import LiveStore
from store.meta import revision, set_meta
from store.sql import query
from store.upkeep.compact import rewritten
from store.upkeep.leftovers import COMPACTING
from store.write import transaction

OLD = "old"
_FOLDED = (
    "regexp_matches(replace(replace(replace(strip_accents(nfc_normalize(lower(t::VARCHAR))),"
    " 'œ', 'oe'), 'æ', 'ae'), chr(173), ''), $anchors)"
)
_ROWS_AT_ONCE = 2000


def named_in(path: Path, erasure: Erasure, memory_limit: str) -> set[str]:
    """The articles of which any row names the person in full: in these the surname alone is covered too."""
    found: set[str] = set()
    with _opened(path, memory_limit, read_only=True) as connection:
        for table in _tables(connection):
            if "article_id" in _columns(connection, table):
                found |= {
                    row["article_id"]
                    for rows in _touched(connection, table, erasure)
                    for row in rows.to_pylist()
                    if row["article_id"]  # an editor's word that holds everywhere is of no article
                    and any(name_spans(text, erasure.finder) for text in _texts(row))
                }
    return found


def addresses_in(path: Path, memory_limit: str) -> list[tuple[str, str, str]]:
    """Of every article of a results file: (article_id, url, source_id)."""
    with _opened(path, memory_limit, read_only=True) as connection:
        return connection.execute(f"SELECT article_id, url, source_id FROM {OLD}.articles").fetchall()


def sources_in(path: Path, memory_limit: str) -> list[tuple[str, str, str]]:
    """Of every source that a results file knows: (source_id, name, homepage), empty where it does not say."""
    with _opened(path, memory_limit, read_only=True) as connection:
        return connection.execute(
            f"SELECT source_id, name, coalesce(homepage, '') FROM {OLD}.sources"
            f" UNION SELECT source_id, '', '' FROM {OLD}.articles WHERE source_id IS NOT NULL ORDER BY ALL"
        ).fetchall()


class Copy(NamedTuple):
    """Another article with the same text; `source` is the outlet's name."""

    title: str
    url: str
    source: str


def copies_of(path: Path, ids: Collection[str], memory_limit: str) -> list[Copy]:
    """The articles of a results file that repeat one of these, or that they repeat, without these themselves."""
    with _opened(path, memory_limit, read_only=True) as connection:
        rows = connection.execute(query("forget_copies"), {"ids": sorted(ids)}).fetchall()
    return [Copy(*row) for row in rows]


def scrub(path: Path, erasure: Erasure, memory_limit: str, *, dry: bool) -> Counter[str]:
    """Take what is forgotten out of every table; returns how many rows of each went or changed.

    `dry` only counts. What went stays in the file's bytes until `rewrite`. The caller keeps every other process away.
    """
    counts: Counter[str] = Counter()
    with _opened(path, memory_limit, read_only=dry) as connection:
        for table in _tables(connection):
            counts[table.rpartition(".")[2].strip('"')] += _scrub_table(connection, table, erasure, dry=dry)
        if not dry:
            connection.execute(f"CHECKPOINT {OLD}")
    return +counts


def rewrite(path: Path, memory_limit: str) -> None:
    """Put a copy of what a file holds in its place: the bytes of deleted rows stay behind with the old one."""
    with _opened(path, memory_limit, read_only=True):
        pass  # its log, if it has one, is folded in
    path.with_name(path.name + COMPACTING).unlink(missing_ok=True)  # of a rewriting that was cut short
    rewritten(path, memory_limit).replace(path)
    sync_folder(path.parent)


@contextmanager
def _opened(path: Path, memory_limit: str, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = instance(memory_limit, path.parent / "spill")
    try:
        # a log is replayed only by who may write: it holds rows too
        attach(connection, path, OLD, read_only=read_only and not path.with_name(f"{path.name}.wal").exists())
        yield connection
    finally:
        connection.close()


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = $name ORDER BY ALL",
        {"name": OLD},
    ).fetchall()
    return [f"{OLD}.{_quoted(schema)}.{_quoted(table)}" for schema, table in rows]


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _scrub_table(connection: duckdb.DuckDBPyConnection, table: str, erasure: Erasure, *, dry: bool) -> int:
    """Replace the rows that change, delete those that go; the count is of both."""
    changed = 0
    for rows in list(_touched(connection, table, erasure)):
        found = [(row, erasure.row(without_id(row))) for row in rows.to_pylist()]
        wrong = [(row, new) for row, new in found if new != without_id(row)]
        changed += len(wrong)
        if not dry and wrong:
            _replace(connection, table, rows.schema, wrong)
    return changed


def without_id(row: Row) -> Row:
    """The row as the table has it."""
    return {name: value for name, value in row.items() if name != "rowid"}


def _replace(
    connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, wrong: list[tuple[Row, Row | None]]
) -> None:
    ids = pa.table({"id": pa.array([row["rowid"] for row, _ in wrong], pa.int64())})
    columns = schema.remove(schema.get_field_index("rowid"))
    kept = pa.Table.from_pylist([new for _, new in wrong if new is not None], schema=columns)
    with registered(connection, {"gone": ids, "kept": kept}), transaction(connection):
        connection.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM gone)")
        connection.execute(f"INSERT INTO {table} BY NAME FROM kept")


def _touched(connection: duckdb.DuckDBPyConnection, table: str, erasure: Erasure) -> Iterator[pa.Table]:
    """The rows that may hold what is forgotten, with their `rowid`, some thousands at once."""
    where, values = _condition(_columns(connection, table), erasure)
    if where:
        found = connection.execute(f"SELECT rowid, t.* FROM {table} t WHERE {where}", values)
        yield from (
            pa.Table.from_batches([batch]) for batch in found.to_arrow_reader(_ROWS_AT_ONCE) if batch.num_rows
        )


def _condition(columns: Collection[str], erasure: Erasure) -> tuple[str, dict[str, Any]]:
    if erasure.unseen:
        return "true", {}
    parts, values = [], dict[str, Any]()
    if erasure.anchors:
        parts.append(_FOLDED)
        # what JSON escapes may be part of a name: such a row is looked into
        values["anchors"] = "|".join([*map(re.escape, erasure.anchors), r"\\u[0-9a-f]{4}"])
    if erasure.ids and (which := [name for name in columns if name in WHICH]):
        parts += [f"{name} IN (SELECT unnest($ids::VARCHAR[]))" for name in which]
        values["ids"] = sorted(erasure.ids)
    if erasure.slug and (of := [name for name in columns if name in OF]):
        parts += [f"{name} = $slug" for name in of]
        values["slug"] = erasure.slug
    return " OR ".join(parts), values


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def settle(live: LiveStore, ids: Collection[str]) -> None:
    """After rows went: what follows from them is worked out anew, hashes of these articles' texts too.

    The revision rises in any case: the next snapshot must not be an old one.
    """
    connection = live.connection
    target = revision(connection) + 1
    with transaction(connection):
        refresh(connection, _every_key(connection))
        for table, column in (("articles", "text_sha256"), ("article_versions", "text_sha256")):
            connection.execute(
                f"UPDATE {table} SET {column} = t.sha256 FROM texts.article_texts t"
                f" WHERE t.article_id = {table}.article_id AND t.version = {table}.version"
                f" AND t.article_id IN (SELECT unnest($ids::VARCHAR[])) AND {column} <> t.sha256",
                {"ids": sorted(ids)},
            )
        set_meta(connection, revision=str(target))
    live.settle()
    live.checkpoint()


def _every_key(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Every row that follows from others: a request is rare, and must leave none of them behind."""
    statements = {
        "touched_organisations": "SELECT organisation_key FROM organisations"
        " UNION SELECT entity_key FROM mentions WHERE kind = 'organisation'",
        "touched_candidates": "SELECT technology_id FROM technologies WHERE status = 'candidate'"
        " UNION SELECT entity_key FROM mentions WHERE kind = 'technology' AND candidate",
        "touched_initiatives": "SELECT initiative_id FROM initiatives"
        " UNION SELECT initiative_id FROM initiative_history",
        "touched_stories": "SELECT story_id FROM stories UNION SELECT story_id FROM story_articles",
    }
    return {name: connection.execute(text).to_arrow_table() for name, text in statements.items()}
