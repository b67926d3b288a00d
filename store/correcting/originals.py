"""What the analysis said of corrected articles, kept beside their texts as JSON; and the rows as stored."""

# ruff: noqa: S608  table and column names come from store/tables.py; values travel as parameters

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from store.correcting.facts import Tables
from store.correcting.plan import Unit
from store.rows import Row
from store.sql import query
from store.tables import FACTS

Connection = duckdb.DuckDBPyConnection
Owner = tuple[str, int]

JUDGED = ("relevant", "nature", "title")
"""What corrections change of an article's own row."""
_DAYS = frozenset({"day", "start_day", "end_day"})
_OWNER = ("article_id", "version")


def known(connection: Connection, articles: Iterable[str]) -> dict[Owner, Tables]:
    """The original rows of these articles, by version, of those that have some."""
    found = connection.execute(
        'SELECT article_id, version, "rows" FROM texts.originals'
        " WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(articles)},
    ).fetchall()
    return {(article, version): _tables(text, article, version) for article, version, text in found}


def every(connection: Connection, table: str, told: Iterable[str]) -> list[Row]:
    """The original rows of one table, of the corrected articles whose rows, as JSON, hold one of these strings."""
    found = connection.execute(
        'SELECT article_id, version, "rows" FROM texts.originals'
        ' WHERE list_bool_or([contains("rows", one) FOR one IN $told::VARCHAR[]]) ORDER BY ALL',
        {"told": list(told)},
    ).fetchall()
    return [row for article, version, text in found for row in _tables(text, article, version).get(table, ())]


def pair(name: str, value: object) -> str:
    """A value of a column as the rows hold it: its beginning is enough."""
    return f'"{name}": {json.dumps(value)}'


def original_row(unit: Unit, effective: Sequence[int]) -> Row:
    """A unit as it is kept."""
    kept = {
        name: [{k: v for k, v in row.items() if k not in _OWNER} for row in rows]
        for name, rows in unit.tables.items()
        if rows
    }
    return {
        "article_id": unit.article_id,
        "version": unit.version,
        "rows": json.dumps(kept, default=_plain),
        "corrections": list(effective),
    }


def stored(connection: Connection, articles: Sequence[str]) -> dict[Owner, Tables]:
    """The rows of these articles as they stand in the results, by version; of some tables the current one alone."""
    found: dict[Owner, Tables] = defaultdict(dict)
    for table in ("articles", *(facts.name for facts in FACTS)):
        columns = ", ".join(("article_id", "version", *JUDGED)) if table == "articles" else "*"
        joined = f"{table} JOIN (SELECT article_id, version FROM articles) USING (article_id)"
        source = joined if any(f.current for f in FACTS if f.name == table) else table
        rows = connection.execute(
            f"SELECT {columns} FROM {source} WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ids": list(articles)},
        )
        for row in rows.to_arrow_table().to_pylist():
            found[row["article_id"], row["version"]].setdefault(table, []).append(row)
    return dict(found)


def naming(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The articles of which a stored row names one of these keys."""
    return [a for (a,) in connection.execute(query("corrected_articles"), {"keys": list(keys)}).fetchall()]


def changed_by(connection: Connection, numbers: Iterable[int]) -> set[str]:
    """The articles that some of these corrections change, as it is stored."""
    found = connection.execute(
        "SELECT DISTINCT article_id FROM texts.originals WHERE list_has_any(corrections, $numbers::INTEGER[])",
        {"numbers": list(numbers)},
    )
    return {article for (article,) in found.fetchall()}


def touched(
    connection: Connection, keys: Iterable[str], articles: Iterable[str], numbers: Iterable[int]
) -> list[str]:
    """The stored articles that words on these keys can concern, `articles`, and those that these corrections changed.

    What is stored names the keys, or did before it was corrected.
    """
    wanted = list(keys)
    found = connection.execute(
        "SELECT article_id FROM (SELECT unnest($articles::VARCHAR[]) AS article_id"
        " UNION SELECT article_id FROM texts.originals"
        ' WHERE list_bool_or([contains("rows", key) FOR key IN $keys::VARCHAR[]])'
        " OR list_has_any(corrections, $numbers::INTEGER[]))"
        " SEMI JOIN articles USING (article_id) ORDER BY article_id",
        {
            "articles": [*articles, *(naming(connection, wanted) if wanted else ())],
            "keys": [json.dumps(key)[1:-1] for key in wanted],
            "numbers": list(numbers),
        },
    ).fetchall()
    return [article for (article,) in found]


def article_rows(connection: Connection, articles: Sequence[str]) -> list[Row]:
    """The stored rows of these articles, whole."""
    found = connection.execute(
        "SELECT * FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": list(articles)}
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _tables(text: str, article: str, version: int) -> Tables:
    owner: Row = {"article_id": article, "version": version}
    read: Mapping[str, list[Row]] = json.loads(text)
    return {name: [owner | _SINCE.get(name, {}) | _row(row) for row in rows] for name, rows in read.items()}


_SINCE: Mapping[str, Row] = {"initiative_history": {"merged_from": None}}
"""Columns that rows kept before they were there do not have."""


def _row(row: Row) -> Row:
    return {k: date.fromisoformat(v) if k in _DAYS and v is not None else v for k, v in row.items()}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} in a fact")
