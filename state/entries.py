"""Entry points: their validators, and when they last answered."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from core.types import Fetch, Outcome
from state.open import State
from state.schema import entry_points

_ANSWERS = {Outcome.FETCHED, Outcome.UNCHANGED}


class EntryPoint(NamedTuple):
    """What is known of an entry point.

    `last_change_at` is its last whole answer, `answered_at` its last answer, a 304 or whole; None if it never
    gave one.
    """

    url: str
    source_id: str
    etag: str | None
    last_modified: str | None
    checked_at: datetime
    last_change_at: datetime | None
    answered_at: datetime | None


def known(state: State, urls: Iterable[str] | None = None) -> dict[str, EntryPoint]:
    """By address; all of them, or these."""
    query = select(entry_points)
    if urls is not None:
        query = query.where(entry_points.c.url.in_(list(urls)))
    with state.read() as connection:
        return {row.url: EntryPoint(**row._mapping) for row in connection.execute(query)}  # noqa: SLF001  its name


def settle(connection: Connection, line: Fetch) -> None:
    """Validators are those of the last whole answer: a failure leaves them, a 304 confirms them."""
    row: dict[str, Any] = {"url": line.url, "source_id": line.source, "checked_at": line.at}
    if line.outcome in _ANSWERS:
        row["answered_at"] = line.at
    if line.outcome is Outcome.FETCHED:
        row |= {"etag": line.etag, "last_modified": line.last_modified, "last_change_at": line.at}
    changed = {key: value for key, value in row.items() if key != "url"}
    connection.execute(insert(entry_points).values(row).on_conflict_do_update(["url"], set_=changed))
