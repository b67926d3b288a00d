"""Bringing the index to the results: what changed is replaced, what is gone is taken out."""

from collections.abc import Iterable

import duckdb

from store.searching.index import SearchIndex
from store.searching.schema import Row
from store.sql import query

_AT_ONCE = 1000  # a thousand long articles and their lists are some tens of megabytes


def follow(connection: duckdb.DuckDBPyConnection, index: SearchIndex, target: int) -> None:
    """Bring the index to revision `target` of the results, from whichever it is at.

    An article changes when its row, its facts or its links do (store.write); that it was deleted shows in the numbers.
    """
    changed = connection.execute(
        "SELECT article_id FROM articles WHERE revision > $after ORDER BY revision, article_id",
        {"after": index.revision},
    ).fetchall()
    _add(connection, index, [article_id for (article_id,) in changed])
    index.flush()
    if index.count() != _count(connection):
        _reconcile(connection, index)
    index.commit(target)


def _add(connection: duckdb.DuckDBPyConnection, index: SearchIndex, article_ids: list[str]) -> None:
    for start in range(0, len(article_ids), _AT_ONCE):
        some = {"ids": article_ids[start : start + _AT_ONCE]}
        index.add(Row._make(row) for row in connection.execute(query("search_documents"), some).fetchall())


def _reconcile(connection: duckdb.DuckDBPyConnection, index: SearchIndex) -> None:
    """Deleted articles leave no revision behind."""
    indexed, stored = index.article_ids(), set(_all(connection))
    index.remove(indexed - stored)
    _add(connection, index, sorted(stored - indexed))


def _all(connection: duckdb.DuckDBPyConnection) -> Iterable[str]:
    return (article_id for (article_id,) in connection.execute("SELECT article_id FROM articles").fetchall())


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT count(*) FROM articles").fetchone()
    return int(row[0]) if row else 0
