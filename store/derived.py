"""Tables that follow from others: organisations, technologies that no lexicon knows, initiatives; and stories.

The rows that a batch can change are worked out anew from all that is stored, so that they hold neither more nor less
than what the texts say, in whatever order these came; the others are left alone, so that a batch costs the same beside
many articles. Statements in queries/: `touched_*` give the keys that staged rows can change in stored articles, asked
before these are merged; the one of a table's name the rows that these keys should have. When a statement has changed,
all rows are worked out anew (store/healing.py), for `every_*` gives all keys. It is done later (store/settling.py).
"""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from store.arrow import registered
from store.merge import Merged, merge
from store.sql import query
from store.tables import CANDIDATES, INITIATIVES, ORGANISATIONS, STORIES, Keyed


class Following(NamedTuple):
    """A table that follows from others, under the name of its two queries; `ours` are the rows that may be deleted."""

    name: str
    table: Keyed
    ours: str = "true"


_FOLLOWING = (
    Following("organisations", ORGANISATIONS),
    Following("candidates", CANDIDATES, ours="status = 'candidate'"),
    Following("initiatives", INITIATIVES),
    Following("stories", STORIES),
)


ARRIVED = "articles"
"""The name under which `touched` gives the staged articles: a story may have known them before they are stored."""


def touched(
    connection: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table], *, met: bool
) -> dict[str, set[str]]:
    """Of each table, the keys that the staged rows can change; to be asked before these are merged.

    `met`: some of their articles are stored, or in stories.
    """
    found = _staged_keys(staged)
    if met:
        asked = " UNION ALL ".join(
            f"SELECT '{one.name}', * FROM ({query(f'touched_{one.name}')})" for one in _FOLLOWING
        )
        for name, key in connection.execute(asked).fetchall():
            found[name].add(key)
    return found


def _staged_keys(staged: Mapping[str, pa.Table]) -> dict[str, set[str]]:
    """What follows from the staged rows. Of articles, all: a story may know one before it is stored."""
    mentions = staged["mentions"]
    unknown = pc.and_(pc.equal(mentions["kind"], "technology"), mentions["candidate"])
    return {
        "organisations": _values(mentions["entity_key"].filter(pc.equal(mentions["kind"], "organisation"))),
        "candidates": _values(mentions["entity_key"].filter(unknown)),
        "initiatives": _values(staged["initiative_history"]["initiative_id"]),
        "stories": _values(staged["story_articles"]["story_id"]),
        ARRIVED: _values(staged["articles"]["article_id"]),
    }


def _values(column: pa.ChunkedArray) -> set[str]:
    return set(pc.unique(column).to_pylist())


def keyed(keys: Mapping[str, Iterable[str]]) -> dict[str, pa.Table]:
    """Keys by name as `refresh` takes them."""
    return {
        f"touched_{one.name}": pa.table(
            {one.table.key[0]: pa.array(list(keys.get(one.name, ())), pa.string())}
        )
        for one in _FOLLOWING
    }


def every_candidate(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """All technologies that texts alone know: for when the lexicon was replaced."""
    return {"touched_candidates": connection.execute(query("every_candidates")).to_arrow_table()}


def every_key(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """All keys of these tables, those included that should be there and are not."""
    return {
        f"touched_{one.name}": connection.execute(query(f"every_{one.name}")).to_arrow_table()
        for one in _FOLLOWING
    }


def statements() -> str:
    """A digest of what makes these rows: another one means that stored rows may be out of date."""
    return hashlib.sha256("\0".join(query(one.name) for one in _FOLLOWING).encode()).hexdigest()


def refresh(connection: duckdb.DuckDBPyConnection, keys: Mapping[str, pa.Table]) -> int:
    """Bring these rows to what is stored; return how many rows changed. The caller opens the transaction."""
    some = {name: table for name, table in keys.items() if table.num_rows}
    with registered(connection, some):
        return sum(
            _follow(connection, one, some[name])
            for one in _FOLLOWING
            if (name := f"touched_{one.name}") in some
        )


def _follow(connection: duckdb.DuckDBPyConnection, one: Following, keys: pa.Table) -> int:
    table, (key,) = one.table, one.table.key
    rows = connection.execute(
        query(one.name)
    ).to_arrow_table()  # asked once: the merge and the deletion need it
    with registered(connection, {"wanted": rows}):
        new = connection.execute(f"FROM wanted EXCEPT FROM {table.name}").to_arrow_table()
        merged, gone = Merged(0, 0), 0
        if new.num_rows:
            with registered(connection, {"new": new}):
                merged = merge(connection, table, new.column_names, "FROM new")
        if rows.num_rows < keys.num_rows:
            gone = _deleted(
                connection,
                f"DELETE FROM {table.name} WHERE {one.ours} AND {key} IN (SELECT {key} FROM touched_{one.name})"
                f" AND {key} NOT IN (SELECT {key} FROM wanted)",
            )
    return merged.inserted + merged.updated + gone


def _deleted(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0
