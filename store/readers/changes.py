"""What reading articles again changed: the rows of a batch compared before and after, and the sums over batches."""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb
import pyarrow as pa

from store.arrow import registered, schema_of
from store.sql import query
from store.tables import FACTS, Facts

Connection = duckdb.DuckDBPyConnection

MOST = 20
"""Changes of one kind that are listed; all are counted."""


class Rows(NamedTuple):
    """Facts of one table; those that differ in nothing but the model that found them are unchanged."""

    added: int = 0
    removed: int = 0
    unchanged: int = 0


class Change(NamedTuple):
    """One thing that is not as it was: `what` says of what kind, `of` names it; "" is for none."""

    what: str
    id: str
    of: str
    before: str
    after: str


@dataclass(slots=True)
class Changes:
    """The sums over batches. `listed` has the first changes of each kind that `counts` counts."""

    tables: dict[str, Rows] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    listed: list[Change] = field(default_factory=list)
    _initiatives: dict[str, Change] = field(default_factory=dict)

    @contextmanager
    def watched(self, connection: Connection, article_ids: Iterable[str]) -> Iterator[None]:
        """Compare what is stored of these articles before and after the block, which stores one batch."""
        scope = pa.table({"article_id": pa.array(list(article_ids), pa.string())})
        with registered(connection, {"scope": scope}):
            before, told = _photograph(connection), _initiatives(connection)
        yield
        with registered(connection, {"scope": scope, **before}):
            for table in FACTS:
                self._add(table.name, _compared(connection, table))
            for change in _flipped(connection):
                self._list(change)
            self._follow(connection, told)

    def all(self) -> list[Change]:
        """Every change that is listed, the initiatives last: what became of them over all batches."""
        moved = [change for change in self._initiatives.values() if change.before != change.after]
        return [*self.listed, *moved[:MOST]]

    @property
    def totals(self) -> Counter[str]:
        """How many changes of each kind there are."""
        moved = sum(change.before != change.after for change in self._initiatives.values())
        return self.counts + Counter({"initiative": moved})

    def _add(self, table: str, rows: Rows) -> None:
        known = self.tables.get(table, Rows())
        self.tables[table] = Rows(*(one + other for one, other in zip(known, rows, strict=True)))

    def _list(self, change: Change) -> None:
        self.counts[change.what] += 1
        if self.counts[change.what] <= MOST:
            self.listed.append(change)

    def _follow(self, connection: Connection, told: pa.Table) -> None:
        """An initiative may change with one batch and change back with the next."""
        with registered(connection, {"told": told}):
            asked = connection.execute(_ASKED).to_arrow_table()
            with registered(connection, {"asked": asked}):
                rows = connection.execute(query("moved_initiatives")).fetchall()
        for key, actor, technology, old, new in rows:
            first = self._initiatives.get(key)
            before = first.before if first else old or ""
            of = ", ".join(filter(None, (actor, technology)))
            self._initiatives[key] = Change("initiative", key, of, before, new or "")


def _photograph(connection: Connection) -> dict[str, pa.Table]:
    return {
        **{f"before_{table.name}": _facts(connection, table) for table in FACTS},
        "before_articles": connection.execute(query("compared_articles")).to_arrow_table(),
        "before_mayors": connection.execute(query("compared_mayors")).to_arrow_table(),
    }


def _facts(connection: Connection, table: Facts) -> pa.Table:
    return connection.execute(_current(connection, table)).to_arrow_table()


def _current(connection: Connection, table: Facts) -> str:
    """The facts of the current versions of the articles of `scope`, without the model that found them."""
    names = [f'"{name}"' for name in schema_of(connection, table.name).names if name != "model"]
    key = ", ".join(table.scope)
    return (
        f"SELECT {', '.join(names)} FROM {table.name}"
        f" SEMI JOIN (FROM articles SEMI JOIN scope USING (article_id)) USING ({key})"
    )


def _compared(connection: Connection, table: Facts) -> Rows:
    old, new = f"(FROM before_{table.name})", f"({_current(connection, table)})"
    row = connection.execute(
        f"SELECT (SELECT count(*) FROM (FROM {new} EXCEPT ALL FROM {old})),"
        f" (SELECT count(*) FROM (FROM {old} EXCEPT ALL FROM {new})),"
        f" (SELECT count(*) FROM (FROM {old} INTERSECT ALL FROM {new}))"
    ).fetchone()
    return Rows(*row) if row else Rows()


def _flipped(connection: Connection) -> Iterator[Change]:
    """Articles of another relevance or nature, and mayors that are named now or no longer."""
    rows = connection.execute(
        "SELECT article_id, n.title, o.relevant, n.relevant, o.nature, n.nature"
        f" FROM ({query('compared_articles')}) n JOIN before_articles o USING (article_id) ORDER BY article_id"
    ).fetchall()
    for article, title, was, now, nature, other in rows:
        if was is not now:
            yield Change("relevance", article, title or "", _said(was), _said(now))
        if nature != other:
            yield Change("nature", article, title or "", nature or "", other or "")
    old, new = "(FROM before_mayors)", f"({query('compared_mayors')})"
    for one, two, found in ((new, old, True), (old, new, False)):
        for article, title, name, commune, status in connection.execute(
            f"FROM (FROM {one} EXCEPT FROM {two}) ORDER BY ALL"
        ).fetchall():
            of = f"{name}, {commune} ({title})" if commune else f"{name} ({title})"
            yield Change("mayor", article, of, "" if found else status, status if found else "")


_ASKED = """
    SELECT initiative_id FROM told
    UNION SELECT initiative_id FROM initiative_history SEMI JOIN scope USING (article_id)
"""


def _initiatives(connection: Connection) -> pa.Table:
    asked = "SELECT DISTINCT initiative_id FROM initiative_history SEMI JOIN scope USING (article_id)"
    with registered(connection, {"asked": connection.execute(asked).to_arrow_table()}):
        return connection.execute(query("compared_initiatives")).to_arrow_table()


def _said(relevant: bool | None) -> str:
    return {True: "relevant", False: "not relevant", None: ""}[relevant]
