"""Tables that follow from others: organisations, and technologies that no lexicon knows, from the mentions; stories.

They are worked out anew from all rows with each batch (a grouping of eight million rows takes a twentieth of a
second), so that they hold neither more nor less than what the texts say, in whatever order these came.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb

from store.arrow import schema_of
from store.merge import merge
from store.sql import query
from store.tables import CANDIDATES, ORGANISATIONS, STORIES, STORY_ARTICLES, Keyed

_OURS = {ORGANISATIONS.name: "true", STORIES.name: "true", CANDIDATES.name: "status = 'candidate'"}


def refresh(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring both to what the mentions say; return how many rows changed. The caller opens the transaction."""
    return _follow(connection, ORGANISATIONS, query("organisations")) + _follow(
        connection, CANDIDATES, query("candidates")
    )


def refresh_stories(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring stories to what their articles say; one that proved to be a round-up leaves its story."""
    left = connection.execute(
        f"DELETE FROM {STORY_ARTICLES.name} WHERE article_id IN"
        " (SELECT article_id FROM articles WHERE form = 'round-up')"
    ).fetchone()
    return (int(left[0]) if left else 0) + _follow(connection, STORIES, query("stories"))


def _follow(connection: duckdb.DuckDBPyConnection, table: Keyed, wanted: str) -> int:
    merged = merge(connection, table, schema_of(connection, table.name).names, wanted)
    (key,) = table.key
    gone = connection.execute(
        f"DELETE FROM {table.name} WHERE {_OURS[table.name]} AND {key} NOT IN (SELECT {key} FROM ({wanted}))"
    ).fetchone()
    return merged.inserted + merged.updated + (int(gone[0]) if gone else 0)
