"""What every row must be: alone with its key, attached to what it speaks of; what is not is found, and dropped."""

# ruff: noqa: S608  table and column names come from store/tables.py

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from store.meta import revision, set_meta
from store.settling import is_settled
from store.tables import AT_HOME, COUNTED, FACTS, KEYS, NOTES
from store.write import transaction

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Belongs:
    """Rows of `table` have a row of `parent` with the same values in `columns` (the parent's names in `named`)."""

    table: str
    columns: tuple[str, ...]
    parent: str
    named: tuple[str, ...] = ()

    @property
    def orphan(self) -> str:
        """The condition under which a row `t` has no parent."""
        pairs = zip(self.columns, self.named or self.columns, strict=True)
        same = " AND ".join(f"p.{theirs} = t.{ours}" for ours, theirs in pairs)
        return f"NOT EXISTS (FROM {self.parent} AS p WHERE {same})"


class Rows(NamedTuple):
    """Rows at fault in a table, and the keys of the first."""

    table: str
    rows: int
    examples: tuple[str, ...]


_VERSION = ("article_id", "version")
BELONGINGS = (
    Belongs("article_versions", ("article_id",), "articles"),
    *(
        Belongs(table.name, table.scope, "articles" if table.current else "article_versions")
        for table in (*FACTS, *COUNTED)
    ),
    Belongs("article_links", ("article_id",), "articles"),
    Belongs("article_links", ("other_id",), "articles", ("article_id",)),
    Belongs("story_articles", ("article_id",), "articles"),
)
SETTLED_BELONGINGS = (
    Belongs("story_articles", ("story_id",), "stories"),
    Belongs("stories", ("story_id",), "story_articles"),
    Belongs("initiatives", ("initiative_id",), "initiative_history"),
)
AT_HOME_BELONGINGS = tuple(
    Belongs(f"texts.{table.name}", _VERSION, "article_versions") for table in (*AT_HOME, NOTES)
)
_KEYS: Mapping[str, tuple[str, ...]] = {
    **KEYS,
    **{f"texts.{table.name}": table.key for table in (*AT_HOME, NOTES)},
}


def twice(connection: duckdb.DuckDBPyConnection) -> Iterator[Rows]:
    """Tables that hold a key more than once, with how many keys."""
    for table, key in _KEYS.items():
        columns = ", ".join(key)
        row = connection.execute(
            f"SELECT count(*), list(shown)[:{EXAMPLES}] FROM (SELECT concat_ws(' ', {columns}) AS shown"
            f" FROM {table} GROUP BY {columns} HAVING count(*) > 1)"
        ).fetchone()
        if row and row[0]:
            yield Rows(table, int(row[0]), tuple(row[1]))


def orphans(connection: duckdb.DuckDBPyConnection, *, texts: bool = True) -> Iterator[Rows]:
    """Tables with rows that belong to nothing; the texts' only on demand, a batch under way writes them first.

    What follows from batches counts once it has followed; until then the index is behind as well.
    """
    settled = SETTLED_BELONGINGS if is_settled(connection) else ()
    for belongs in (*BELONGINGS, *settled, *(AT_HOME_BELONGINGS if texts else ())):
        row = connection.execute(
            f"SELECT count(*), list(concat_ws(' ', {', '.join(f't.{c}' for c in belongs.columns)}))[:{EXAMPLES}]"
            f" FROM {belongs.table} AS t WHERE {belongs.orphan}"
        ).fetchone()
        if row and row[0]:
            yield Rows(belongs.table, int(row[0]), tuple(row[1]))


def drop_faulty(connection: duckdb.DuckDBPyConnection) -> int:
    """Keep the last row of each key, and drop what belongs to nothing; returns how many rows went.

    One transaction a file. The revision rises when something of the results went.
    """
    with transaction(connection):
        gone = sum(_drop_twice(connection, table) for table in _KEYS if "." not in table)
        gone += sum(_drop(connection, b.table, b.orphan) for b in (*BELONGINGS, *SETTLED_BELONGINGS))
        if gone:
            set_meta(connection, revision=str(revision(connection) + 1))
    with transaction(connection):
        gone += sum(_drop_twice(connection, table) for table in _KEYS if "." in table)
        gone += sum(_drop(connection, b.table, b.orphan) for b in AT_HOME_BELONGINGS)
    return gone


def _drop_twice(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    key = ", ".join(_KEYS[table])
    return _drop(connection, table, f"rowid NOT IN (SELECT max(rowid) FROM {table} GROUP BY {key})")


def _drop(connection: duckdb.DuckDBPyConnection, table: str, condition: str) -> int:
    row = connection.execute(f"DELETE FROM {table} AS t WHERE {condition}").fetchone()
    return int(row[0]) if row else 0
