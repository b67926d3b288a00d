"""Writing a batch: the texts, then the results, each in one transaction.

A process killed between the two leaves texts that nothing points at; the batch was not acknowledged, and
writing it again puts both right. The search index follows by itself (store.live).
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

from collections.abc import Container, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from store.arrow import registered, schema_of, to_arrow
from store.batch import Batch
from store.correcting.amending import RECALLED, amended
from store.correcting.recording import count_changes, forget_idle_originals, keep_originals, write_corrections
from store.derived import touched
from store.merge import Merged, add, merge, replace_facts, stored
from store.meta import revision, set_meta
from store.rows import Row
from store.searching.staleness import raise_revision, touched_articles
from store.settling import note
from store.sql import query
from store.staging import NOTED, SCOPE, staged
from store.tables import (
    ARTICLES,
    AT_HOME,
    COUNTED,
    FACTS,
    LINKS,
    NOTES,
    ORIGINALS,
    PLAIN,
    SOURCE_RUNS,
    SOURCES,
    STORY_ARTICLES,
    TEXTS,
    VERSIONS,
    Facts,
    Keyed,
)  # fmt: skip

Connection = duckdb.DuckDBPyConnection
Brought = Mapping[str, pa.Table]
"""What a batch brings, by table. What it alone can answer is read from it: each statement on it costs 2 ms, and there
are many batches."""

_VERSION = [("article_id", pa.string()), ("version", pa.int32())]
_NO_VERSION = pa.schema(_VERSION).empty_table()
_NONE = _NO_VERSION.select(["article_id"])


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
    tables = staged_tables(connection, batch, target)
    with registered(connection, {f"staged_{name}": table for name, table in tables.items()}):
        write_texts(connection, tables)
        changed = write_results(connection, target, tables)
    if ORIGINALS.name in tables:
        with transaction(connection):
            forget_idle_originals(connection)
    return changed


def staged_tables(connection: Connection, batch: Batch, revision: int) -> dict[str, pa.Table]:
    """What a batch brings to every table, in its types, with what editors said of it."""
    rows = amended(connection, staged(batch, revision), batch.corrections, revision)
    return {name: _arrow(connection, name, rows[name]) for name in rows}


def write_texts(connection: Connection, brought: Brought) -> None:
    """The first commit: the staged texts, their signatures and notes, and the originals of what is corrected."""
    filled = _filled(brought)
    tables = [table for table in AT_HOME if table.name in filled]
    with transaction(connection):
        met = stored(connection, tables, "texts.")
        for table in tables:
            if met[table.name]:
                columns = schema_of(connection, f"texts.{table.name}").names
                merge(connection, table, columns, f"FROM staged_{table.name}", catalog="texts.")
            else:
                add(connection, table, f"FROM staged_{table.name}", "texts.")
        if met.get(TEXTS.name):
            scope = f"FROM staged_{NOTED}"
            replace_facts(connection, NOTES, f"FROM staged_{NOTES.name}", scope, catalog="texts.")
        elif NOTES.name in filled:
            add(connection, NOTES, f"FROM staged_{NOTES.name}", "texts.")
        if ORIGINALS.name in brought:
            keep_originals(connection)


def write_results(connection: Connection, target: int, brought: Brought) -> int:
    """The second commit: everything else, what editors said included, and the revision."""
    filled = _filled(brought)
    with transaction(connection), ExitStack() as staging:
        met = _met(connection, filled)
        seen = {"staged_known": _known(connection, met), "staged_moved": _moved(connection, met)}
        staging.enter_context(registered(connection, seen))
        changed = _new_day(connection) if SOURCE_RUNS.name in filled else 0
        seen_before = bool(met.get(ARTICLES.name) or met.get(STORY_ARTICLES.name))
        keys, shown = touched(connection, brought, met=seen_before), _shown(connection, brought, met)
        tables = [table for table in (ARTICLES, VERSIONS, *PLAIN) if table.name in filled]
        changed += sum(
            _notable(table, _enter(connection, table, brought[table.name], met.get(table.name, 0)))
            for table in tables
        )
        changed += _retire(connection) if SOURCES.name in filled else 0
        staging.enter_context(registered(connection, {"staged_current": _current(connection, brought, met)}))
        replaced = [_replace(connection, table, met.get(ARTICLES.name, 0)) for table in (*FACTS, *COUNTED)]
        changed += sum(new + int(stale.num_rows) for new, stale in replaced)
        changed += _without_round_ups(connection, brought, met)
        if ORIGINALS.name in brought:
            changed += write_corrections(connection, target) if RECALLED in brought else 0
            changed += count_changes(connection)
        if changed:
            note(connection, keys, target)
            raise_revision(connection, [shown, *(stale for _, stale in replaced)], target)
            set_meta(connection, revision=str(target))
    return changed


def _filled(brought: Brought) -> set[str]:
    """The tables to which the batch brings rows."""
    return {name for name, table in brought.items() if table.num_rows}


def _met(connection: Connection, filled: Container[str]) -> dict[str, int]:
    """How many of the staged keys are stored, by table: an article that is not stored has no version."""
    met = stored(connection, [table for table in (ARTICLES, *PLAIN) if table.name in filled])
    return met | (stored(connection, [VERSIONS]) if met.get(ARTICLES.name) else {})


def _known(connection: Connection, met: Mapping[str, int]) -> pa.Table:
    """Which versions of the staged articles are stored: no others have facts."""
    return (
        connection.execute(query("known_versions")).to_arrow_table()
        if met.get(ARTICLES.name)
        else _NO_VERSION
    )


def _moved(connection: Connection, met: Mapping[str, int]) -> pa.Table:
    """The articles that may go from one story to another."""
    if not met.get(STORY_ARTICLES.name):
        return _NONE
    return connection.execute("SELECT article_id FROM staged_story_articles").to_arrow_table()


def _shown(connection: Connection, brought: Brought, met: Mapping[str, int]) -> pa.Table:
    """The stored articles that search must show otherwise: with new articles come links of theirs, as a rule."""
    news = not met.get(ARTICLES.name) and not brought[SOURCES.name].num_rows
    return _NONE if news and _all_staged(brought, LINKS.name) else touched_articles(connection)


def _all_staged(brought: Brought, name: str) -> bool:
    """Whether all rows of a staged table are of articles staged with them."""
    articles = brought[ARTICLES.name]["article_id"].combine_chunks()
    return bool(pc.all(pc.is_in(brought[name]["article_id"], articles), min_count=0).as_py())


def _current(connection: Connection, brought: Brought, met: Mapping[str, int]) -> pa.Table:
    """The staged versions that are the current ones now that the articles are merged."""
    if not met.get(ARTICLES.name):
        return brought[ARTICLES.name].select(_NO_VERSION.column_names)
    return connection.execute(
        "SELECT article_id, version FROM articles SEMI JOIN staged_scope USING (article_id, version)"
    ).to_arrow_table()


def _without_round_ups(connection: Connection, brought: Brought, met: Mapping[str, int]) -> int:
    """An article that proved to be a round-up is in no story."""
    found = _round_ups(connection, brought, met)
    if not found.num_rows:
        return 0
    with registered(connection, {"round_ups": found}):
        row = connection.execute("DELETE FROM story_articles WHERE article_id IN (FROM round_ups)").fetchone()
    return int(row[0]) if row else 0


def _round_ups(connection: Connection, brought: Brought, met: Mapping[str, int]) -> pa.Table:
    if met.get(ARTICLES.name) or not _all_staged(brought, STORY_ARTICLES.name):
        return connection.execute(query("staged_round_ups")).to_arrow_table()
    articles = brought[ARTICLES.name]
    return articles.filter(pc.equal(articles["form"], "round-up")).select(_NONE.column_names)


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


def _enter(connection: Connection, table: Keyed, arrived: pa.Table, met: int) -> Merged:
    """`met` keys of the staged rows are stored already."""
    source = f"FROM staged_{table.name}"
    if table is LINKS:
        source = query("directed_links")
    if table is VERSIONS:
        later = pc.any(pc.greater(arrived["version"], 1)).as_py()
        source = query("version_changes") if later else query("first_versions")
    if not met:
        return Merged(add(connection, table, source), 0)
    return merge(connection, table, schema_of(connection, table.name).names, source)


def _replace(connection: Connection, table: Facts, met: int) -> tuple[int, pa.Table]:
    """Facts of a past version are kept with it; a `current` table knows those of the current version only.

    `met` articles are stored already: where there are none, no fact is. Returns how many rows of new articles came,
    and whose facts were replaced.
    """
    current = " SEMI JOIN staged_current USING (article_id, version)" if table.current else ""
    columns = ", ".join(schema_of(connection, table.name).names)
    rows = query(table.name) if table in COUNTED else f"SELECT {columns} FROM staged_{table.name}{current}"
    if not met:
        return add(connection, table, rows), _NONE
    owner = ", ".join(table.scope)
    added = add(connection, table, f"SELECT * FROM ({rows}) ANTI JOIN staged_known USING ({owner})")
    scope = f"SELECT {owner} FROM staged_{SCOPE}{current}"
    return added, replace_facts(
        connection, table, rows, f"SELECT * FROM ({scope}) SEMI JOIN staged_known USING ({owner})"
    )


def _arrow(connection: Connection, name: str, rows: list[Row]) -> pa.Table:
    """Facts of `current` tables carry their version as well while they are staged."""
    if name in {SCOPE, NOTED, RECALLED}:
        return to_arrow(rows, pa.schema(_VERSION))
    if any(table.name == name for table in (*AT_HOME, NOTES, ORIGINALS)):
        return to_arrow(rows, schema_of(connection, f"texts.{name}"))
    schema = schema_of(connection, name)
    if any(table.current for table in FACTS if table.name == name):
        schema = schema.append(pa.field(*_VERSION[1]))
    return to_arrow(rows, schema)
