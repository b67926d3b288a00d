"""Which stored articles were read by another analysis or extractor than the present one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import NamedTuple

import duckdb

from core.types import Form, Link, LinkKind
from store.sql import query

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is up to date, and of what is not: which articles. `extractor` None: whatever extractor read them."""

    model: str
    extractor: str | None
    since: date
    obeys: bool
    languages: tuple[str, ...]
    everything: bool = False


class Stale(NamedTuple):
    """An article to be read again, and as what it was read; `extracted` and `read`: by the present ones.

    `kept`: its text is still there.
    """

    article_id: str
    day: date
    gate: str | None
    relevant: bool | None
    nature: str | None
    form: Form
    extracted: bool
    read: bool
    kept: bool


_ALL = 1 << 40


def count(connection: Connection, wanted: Wanted) -> int:
    """How many there are."""
    row = connection.execute(
        f"SELECT count(*) FROM ({query('stale_articles')})",  # noqa: S608  a statement of ours
        _asked(wanted, date.min, "", _ALL),
    ).fetchone()
    return int(row[0]) if row else 0


def batches(connection: Connection, wanted: Wanted, size: int) -> Iterator[list[Stale]]:
    """So many at a time, in order of days; what a batch changes between two of them does not matter."""
    day, last = date.min, ""
    while rows := connection.execute(query("stale_articles"), _asked(wanted, day, last, size)).fetchall():
        found = [Stale._make(row)._replace(form=Form(row[5])) for row in rows]
        day, last = found[-1].day, found[-1].article_id
        yield found


def links(connection: Connection, article_ids: Iterable[str]) -> list[Link]:
    """The links that the current versions of these articles are in, as the one that repeats or is repeated."""
    rows = connection.execute(query("current_links"), {"ids": list(article_ids)}).fetchall()
    return [
        Link(one, version, other, LinkKind(kind), score, at.replace(tzinfo=UTC))
        for one, version, other, kind, score, at in rows
    ]


def _asked(wanted: Wanted, day: date, last: str, most: int) -> dict[str, object]:
    return {
        "model": wanted.model,
        "extractor": wanted.extractor,
        "since": wanted.since,
        "obeys": wanted.obeys,
        "languages": list(wanted.languages),
        "everything": wanted.everything,
        "day": day,
        "id": last,
        "n": most,
    }
