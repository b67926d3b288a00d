"""Questions of the desk to a snapshot: a statement of `store/queries/desk/`, and its rows.

Some statements ask tables that are made once a snapshot, in memory beside its file (`memory.main.desk_…`), for all
connections that share it: they are gone with the last of them.
"""

import threading
from typing import Any

import duckdb

from store.snapshot import Snapshot
from store.sql import query

_KEPT = ("desk_articles", "desk_register")
"""In the order in which they are made: the second asks the first."""
_MAKING = threading.Lock()


def asked(snapshot: Snapshot, name: str, **given: Any) -> duckdb.DuckDBPyConnection:
    """Ask; the connection then holds the answer."""
    statement = query(f"desk/{name}")
    if "memory.main.desk_" in statement:
        prepare(snapshot)
    return snapshot.connection.execute(statement, given or None)


def rows(snapshot: Snapshot, name: str, **given: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    return asked(snapshot, name, **given).fetchall()


def one(snapshot: Snapshot, name: str, **given: Any) -> tuple[Any, ...] | None:
    """Its first row, None where there is none."""
    found = rows(snapshot, name, **given)
    return found[0] if found else None


def moved(snapshot: Snapshot, kind: str, key: str) -> str:
    """The id that editors merged this one into, "" where they did not."""
    found = one(snapshot, "redirect", kind=kind, id=key)
    return str(found[0]) if found else ""


def prepare(snapshot: Snapshot) -> None:
    """Make what lists and counts ask, unless it is there."""
    for name in _KEPT:
        if not _there(snapshot, name):
            with _MAKING:  # who waited finds it made
                snapshot.connection.execute(query(f"desk/{name}"))


def _there(snapshot: Snapshot, name: str) -> bool:
    try:
        snapshot.connection.execute(f"SELECT 1 FROM memory.main.{name} LIMIT 0")  # noqa: S608  a name of ours
    except duckdb.CatalogException:
        return False
    return True
