"""Tables that follow from others: organisations, technologies that no lexicon knows, initiatives; and stories.

Those of the facts are worked out anew from all of these with each batch that changes one (about a second beside 200,000
articles and 120,000 lines of history, measured), so that they hold neither more nor less than what the texts say, in
whatever order these came; stories from the articles of those that a batch touches.
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import duckdb
import pyarrow as pa

from store.arrow import registered, schema_of
from store.merge import merge
from store.sql import query
from store.tables import CANDIDATES, INITIATIVES, ORGANISATIONS, STORIES, STORY_ARTICLES, Keyed

_OURS = {CANDIDATES.name: "status = 'candidate'"}
_FOLLOWING = ((ORGANISATIONS, "organisations"), (CANDIDATES, "candidates"), (INITIATIVES, "initiatives"))


def refresh(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring them to what the facts say; return how many rows changed. The caller opens the transaction."""
    return sum(_follow(connection, table, query(name)) for table, name in _FOLLOWING)


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
    (key,) = table.key
    ours = _OURS.get(table.name, "true")
    rows = connection.execute(wanted).to_arrow_table()  # asked once: it groups all facts
    with registered(connection, {"wanted": rows}):
        merged = merge(connection, table, schema_of(connection, table.name).names, "FROM wanted")
        gone = _deleted(
            connection,
            f"DELETE FROM {table.name} WHERE {ours} AND {key} NOT IN (SELECT {key} FROM wanted)",
        )
    return merged.inserted + merged.updated + gone
