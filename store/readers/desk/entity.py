"""One thing that editors correct, by its kind and key."""

from typing import NamedTuple

from core.types import CorrectionKind as Kind
from store.snapshot import Snapshot
from store.sql import query


class Thing(NamedTuple):
    """A thing by its key.

    `status` and `supplier` are an initiative's, `town` is who carries it or, of an event, where it takes place; `first`
    to `last`, an event's, are ISO days.
    """

    key: str
    name: str
    status: str = ""
    supplier: str = ""
    town: str = ""
    first: str = ""
    last: str = ""
    precision: str = "day"


def thing(snapshot: Snapshot, kind: Kind, key: str) -> Thing | None:
    """What is published under this key; None when nothing is."""
    named = f"SELECT key, name FROM ({query('entities')}) WHERE key = $key"  # noqa: S608  our own query
    row = snapshot.connection.execute(named, {"kind": kind.value, "key": key}).fetchone()
    if row is None:
        return None
    found = Thing(row[0], row[1] or row[0])
    if kind is Kind.EVENT:
        days = snapshot.connection.execute(
            "SELECT coalesce(start_day::VARCHAR, ''), coalesce(end_day::VARCHAR, ''), coalesce(precision, 'day'),"
            " coalesce(commune, '')"
            " FROM v_agenda WHERE event_id = $key",
            {"key": key},
        ).fetchone()
        return found._replace(first=days[0], last=days[1], precision=days[2], town=days[3]) if days else found
    if kind is not Kind.INITIATIVE:
        return found
    told = snapshot.connection.execute(
        "SELECT coalesce(i.status, ''), coalesce(i.supplier, ''), coalesce(c.name, i.actor_name, '') FROM initiatives i"
        " LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END"
        " WHERE i.initiative_id = $key",
        {"key": key},
    ).fetchone()
    return found._replace(status=told[0], supplier=told[1], town=told[2]) if told else found
