"""Copies of a snapshot: the part that was chosen, or what may leave the workspace (docs/adr/0018).

Tables are written anew, row by row as they will be read; what follows from the articles (initiatives, organisations,
stories) is worked out from those that are left.
"""

# ruff: noqa: S608  table and column names come from the snapshot's own schema; values travel as parameters

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from store.derived import refresh
from store.sql import query
from store.tables import KEYS

SOURCE = "snapshot"
"""The catalog of the published file; the copy is the catalog in use."""

ELIDED = "[…]"
"""What stands for a sentence that is not passed on: NULL would say that there is none."""

_WHOLE = {"url", "final_url", "homepage", "image", "value"}
"""Columns of text that are never cut: addresses, and what `meta` says."""

_RESERVED_KEEPS = {
    "article_id", "version", "url", "source_id", "title", "authors", "agencies", "published_at", "published_day",
    "published_precision", "published_by", "lang", "site_name", "access", "basis", "tdm_reserved", "tdm_declared_by",
    "first_seen_at", "first_seen_day", "version_seen_at", "extractor", "revision", "form",
}  # fmt: skip
"""What is told of an article under a reservation: title, outlet, author, date, link, and the reservation itself."""

_AROUND = {
    "roles": "mentions[1].start_at - evidence_start",
    "quotes": "start_at - evidence_start",
    "figures": "start_at - evidence_start",
    "events": "start_at - evidence_start",
    "initiative_history": "strpos(lower(evidence_text), lower(technology)) - 1",
}
"""Where in its sentence each fact stands."""

EXCERPTS = {("quotes", "text"), *((table, "evidence_text") for table in _AROUND)}
"""Columns of words that leave or not according to what else their article tells."""

_AT_HOME = {("corrections", "author"), ("corrections", "undone_by"), ("corrections", "why")}
"""Who corrects, and why, is the newsroom's business."""

_FOLLOWING = {
    "touched_organisations": "SELECT entity_key AS organisation_key FROM {}.mentions"
    " WHERE kind = 'organisation' AND {}",
    "touched_candidates": "SELECT entity_key AS technology_id FROM {}.mentions"
    " WHERE kind = 'technology' AND candidate AND {}",
    "touched_initiatives": "SELECT initiative_id FROM {}.initiative_history WHERE {}",
    "touched_stories": "SELECT story_id FROM {}.story_articles WHERE {}",
}
"""The rows of other tables that follow from an article, for store.derived."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles: from day to day, both included, of publication or else of discovery; `relevant` ones only."""

    since: date | None = None
    until: date | None = None
    relevant: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


def tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> list[str]:
    """The names of its tables."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal ORDER BY ALL",
        [catalog],
    ).fetchall()
    return [name for (name,) in found]


def columns(connection: duckdb.DuckDBPyConnection, catalog: str, relation: str) -> list[tuple[str, str]]:
    """(name, type) of a table or view, in order."""
    return connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [catalog, relation],
    ).fetchall()


def key_of(connection: duckdb.DuckDBPyConnection, catalog: str, relation: str) -> str:
    """What its rows are sorted by: the key that is known, else all of it."""
    known = {name for name, _ in columns(connection, catalog, relation)}
    key = [f'"{name}"' for name in KEYS.get(relation, ()) if name in known]
    return ", ".join(key) or "ALL"


def copy_chosen(connection: duckdb.DuckDBPyConnection, chosen: Selection) -> None:
    """Fill the catalog in use with what these articles tell; registers, sources and runs stay whole."""
    wanted = {"since": chosen.since, "until": chosen.until, "relevant": chosen.relevant}
    connection.execute(query("export_chosen"), wanted)
    _schema(connection)
    for table in tables(connection, SOURCE):
        _insert(connection, table, "*", _chosen(connection, table))
    _follow(connection)


def copy_leaving(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the catalog in use with what may leave: cut texts, and of reserved articles their reference alone."""
    connection.execute(query("leaving"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE chosen AS"
        f" SELECT article_id FROM {SOURCE}.articles WHERE NOT coalesce(tdm_reserved, false)"
    )
    _schema(connection)
    for table in tables(connection, SOURCE):
        where = "true" if table in {"articles", "article_versions"} else _chosen(connection, table)
        _insert(connection, table, ", ".join(_leaving(connection, table)), where)
    connection.execute(query("leaving_quotes"))
    connection.execute(query("leaving_evidence"))
    for table in _AROUND:
        connection.execute(
            f"UPDATE {table} SET evidence_text = $elided WHERE evidence_text IS NOT NULL AND NOT EXISTS"
            f" (FROM sentences_kept k WHERE k.article_id = {table}.article_id"
            f" AND k.evidence_text = {table}.evidence_text)",
            {"elided": ELIDED},
        )
    _follow(connection)


def _schema(connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute("SELECT current_database()").fetchone()
    connection.execute(f"COPY FROM DATABASE {SOURCE} TO {row[0] if row else ''} (SCHEMA)")


def _chosen(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The condition on a table's rows: the articles that they name are chosen; what names none stays."""
    known = [name for name, _ in columns(connection, SOURCE, table)]
    named = [name for name in known if name == "article_id" or (table, name) == ("article_links", "other_id")]
    return " AND ".join(f"({name} IS NULL OR {name} IN (FROM chosen))" for name in named) or "true"


def _insert(connection: duckdb.DuckDBPyConnection, table: str, what: str, where: str) -> None:
    order = key_of(connection, SOURCE, table)
    connection.execute(
        f"INSERT INTO {table} SELECT {what} FROM {SOURCE}.{table} WHERE {where} ORDER BY {order}"
    )


def _leaving(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """An expression a column: every text has a length, those included that nobody thought of here."""
    for name, kind in columns(connection, SOURCE, table):
        value = _cut(table, name, kind)
        if table == "articles" and name not in _RESERVED_KEEPS:
            value = f"CASE WHEN NOT coalesce(tdm_reserved, false) THEN {value} END"
        yield f'{value} AS "{name}"'


def _cut(table: str, name: str, kind: str) -> str:
    if table in _AROUND and name == "evidence_text":
        return f"excerpt(evidence_text, {_AROUND[table]})"
    if (table, name) in _AT_HOME:
        return "NULL"
    if (table, name) == ("corrections", "entity_key"):  # of a quote, its words
        return f"CASE WHEN kind = 'quote' THEN '{ELIDED}' ELSE excerpt(entity_key, 0) END"
    if kind == "VARCHAR" and name not in _WHOLE:
        return f'excerpt("{name}", 0)'
    if kind == "VARCHAR[]":
        return f'list_transform("{name}", lambda one: left(one, excerpt_length()))'
    return f'"{name}"'


def _follow(connection: duckdb.DuckDBPyConnection) -> None:
    """Work out anew what followed from the articles that were left out, and nothing else."""
    left_out = "article_id NOT IN (FROM chosen)"
    keys = {
        name: connection.execute(
            f"SELECT DISTINCT * FROM ({wanted.format(SOURCE, left_out)})"
        ).to_arrow_table()
        for name, wanted in _FOLLOWING.items()
    }
    refresh(connection, keys)
    _recount(connection)


def _recount(connection: duckdb.DuckDBPyConnection) -> None:
    """Row counts in `meta` are those of the copy."""
    row = connection.execute("SELECT current_database()").fetchone()
    names = [name for name in tables(connection, row[0] if row else "") if name != "meta"]
    connection.execute("DELETE FROM meta WHERE key LIKE 'rows.%'")
    for name in names:
        connection.execute(f"INSERT INTO meta SELECT 'rows.{name}', count(*) FROM {name}")
