"""Tables that follow from others: organisations, and technologies that no lexicon knows, from the mentions; stories.

Those of the mentions are worked out anew from all of these with each batch (a grouping of eight million rows takes a
twentieth of a second), so that they hold neither more nor less than what the texts say, in whatever order these came;
stories from the articles of those that a batch touches.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb
import pyarrow as pa

from store.arrow import registered, schema_of
from store.merge import merge
from store.sql import query
from store.tables import CANDIDATES, ORGANISATIONS, STORIES, STORY_ARTICLES, Keyed

_OURS = {ORGANISATIONS.name: "true", CANDIDATES.name: "status = 'candidate'"}


def refresh(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring both to what the mentions say; return how many rows changed. The caller opens the transaction."""
    return _follow(connection, ORGANISATIONS, query("organisations")) + _follow(
        connection, CANDIDATES, query("candidates")
    )


def touched_stories(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The stories that the staged rows can change, to be asked before these are merged."""
    return connection.execute(query("touched_stories")).to_arrow_table()


def refresh_stories(connection: duckdb.DuckDBPyConnection, touched: pa.Table) -> int:
    """Bring these stories to what their articles say; an article that proved to be a round-up leaves its story.

    All stories at each batch would cost half a second beside 100,000 articles (bench/stories.py).
    """
    if not touched.num_rows:
        return 0
    with registered(connection, {"touched_stories": touched}):
        left = _deleted(
            connection,
            f"DELETE FROM {STORY_ARTICLES.name} WHERE story_id IN (SELECT story_id FROM touched_stories)"
            " AND article_id IN (SELECT article_id FROM articles WHERE form = 'round-up')",
        )
        columns = schema_of(connection, STORIES.name).names
        merged = merge(connection, STORIES, columns, query("stories"))
        gone = _deleted(
            connection,
            f"DELETE FROM {STORIES.name} WHERE story_id IN (SELECT story_id FROM touched_stories)"
            f" AND story_id NOT IN (SELECT story_id FROM {STORY_ARTICLES.name})",
        )
    return left + merged.inserted + merged.updated + gone


def _deleted(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0


def _follow(connection: duckdb.DuckDBPyConnection, table: Keyed, wanted: str) -> int:
    merged = merge(connection, table, schema_of(connection, table.name).names, wanted)
    (key,) = table.key
    gone = _deleted(
        connection,
        f"DELETE FROM {table.name} WHERE {_OURS[table.name]} AND {key} NOT IN (SELECT {key} FROM ({wanted}))",
    )
    return merged.inserted + merged.updated + gone
