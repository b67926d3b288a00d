"""Where the rows of each article lie in the tables of a snapshot.

DuckDB keeps no index here (docs/adr/0003), and looking through a column of ids for one of them costs 7 to 10 ms of
processor a table at 200,000 articles: 165 ms for a page that asks fifteen tables. Rows of one article lie together, and
asking by place takes 1 to 3 ms. The places of a snapshot never change: they are found once, in some 0.3 s, and take 16
bytes an article and table.
"""

# ruff: noqa: S608  table names come from the list below; values travel as parameters

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from store.rows import Row
from store.snapshot import Snapshot

TABLES = (
    "articles", "article_topics", "article_versions", "mentions", "roles", "quotes", "figures", "events",
    "initiative_history", "story_articles",
)  # fmt: skip
WIDE = 1000
"""Rows between the first and the last of an article from which on they are not together: corrections moved some."""


@dataclass(frozen=True, slots=True)
class _Spans:
    """Of one table, by the hash of the article's id, in order of it: the places of its first and of its last row."""

    keys: npt.NDArray[np.uint64]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]

    def of(self, key: int) -> tuple[int, int] | None:
        """Where the rows of an article begin and end; None when it has none."""
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at >= len(self.keys) or int(self.keys[at]) != key:
            return None
        return int(self.first[at]), int(self.last[at])


class Places:
    """The places of a snapshot's rows. Only good for this one."""

    def __init__(self, spans: Mapping[str, _Spans]) -> None:
        self._spans = spans

    def rows(self, snapshot: Snapshot, table: str, article_id: str, key: int | None = None) -> list[Row]:
        """The rows of an article in a table, in the order in which they were written."""
        key = hashed(snapshot, [article_id])[article_id] if key is None else key
        span = self._spans[table].of(key)
        if span is None:
            return []
        asked: dict[str, Any] = {"first": span[0], "last": span[1]}
        where = "rowid BETWEEN $first AND $last"
        if span[1] - span[0] > WIDE:
            asked, where = {"article": article_id}, "article_id = $article"
        found = snapshot.connection.execute(f"SELECT * FROM {table} WHERE {where}", asked)
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return [row for row in rows if row["article_id"] == article_id]

    def of(self, table: str, keys: Iterable[int]) -> list[int]:
        """The places of all rows of some articles in a table; where they are not together, others are among them."""
        found = (self._spans[table].of(key) for key in keys)
        return [row for span in found if span for row in range(span[0], span[1] + 1)]


def hashed(snapshot: Snapshot, article_ids: Iterable[str]) -> dict[str, int]:
    """The keys of articles: DuckDB's own hash of their ids, three times as quick as reading these as numbers."""
    found = snapshot.connection.execute(
        "SELECT id, hash(id) FROM (SELECT unnest($ids::VARCHAR[]) AS id)", {"ids": list(article_ids)}
    )
    return dict(found.fetchall())


def places(snapshot: Snapshot) -> Places:
    """Find the places of all rows."""
    return Places({table: _spans(snapshot, table) for table in TABLES})


def _spans(snapshot: Snapshot, table: str) -> _Spans:
    found = snapshot.connection.execute(
        f"SELECT hash(article_id) AS key, min(rowid)::INTEGER AS first, max(rowid)::INTEGER AS last"
        f" FROM {table} GROUP BY article_id"
    ).fetchnumpy()
    keys = np.asarray(found["key"], dtype=np.uint64)
    order = np.argsort(keys)
    return _Spans(
        keys[order],
        np.asarray(found["first"], dtype=np.int32)[order],
        np.asarray(found["last"], dtype=np.int32)[order],
    )
