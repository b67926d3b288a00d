"""One thing that editors correct, by its kind and key."""

from typing import NamedTuple

from core.types import CorrectionKind as Kind
from store.snapshot import Snapshot
from store.sql import query


class Thing(NamedTuple):
    """A thing by its key; `status` and `supplier` are an initiative's."""

    key: str
    name: str
    status: str = ""
    supplier: str = ""


def thing(snapshot: Snapshot, kind: Kind, key: str) -> Thing | None:
    """What is published under this key; None when nothing is."""
    named = f"SELECT key, name FROM ({query('entities')}) WHERE key = $key"  # noqa: S608  our own query
    row = snapshot.connection.execute(named, {"kind": kind.value, "key": key}).fetchone()
    if row is None:
        return None
    found = Thing(row[0], row[1] or row[0])
    if kind is not Kind.INITIATIVE:
        return found
    told = snapshot.connection.execute(
        "SELECT coalesce(status, ''), coalesce(supplier, '') FROM initiatives WHERE initiative_id = $key",
        {"key": key},
    ).fetchone()
    return found._replace(status=told[0], supplier=told[1]) if told else found
