"""Questions of the desk to a snapshot: a statement of `store/queries/desk/`, and its rows.

Some statements ask tables that are made once a snapshot, in memory beside its file (`memory.main.desk_…`), for all
connections that share it: they are gone with the last of them.
"""

import re
import threading
from typing import Any

import duckdb

from store.snapshot import Snapshot
from store.sql import query

KEPT = ("desk_articles", "desk_register", "desk_communes", "desk_coverage", "desk_quotes")
"""All of them: whoever wants the first page as fast as the next ones makes them beforehand (`prepare`)."""
_NAMED = re.compile(r"memory\.main\.(desk_\w+)")
_MAKING = threading.Lock()


def asked(snapshot: Snapshot, name: str, **given: Any) -> duckdb.DuckDBPyConnection:
    """Ask; the connection then holds the answer."""
    statement = query(f"desk/{name}")
    prepare(snapshot, *_NAMED.findall(statement))
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


def prepare(snapshot: Snapshot, *names: str) -> None:
    """Make these tables, and those that they ask, unless they are there."""
    for name in dict.fromkeys(names):
        if not _there(snapshot, name):
            statement = query(f"desk/{name}")
            prepare(snapshot, *(other for other in _NAMED.findall(statement) if other != name))
            with _MAKING:
                if not _there(snapshot, name):  # who waited finds it made
                    snapshot.connection.execute(statement)
                    pack(snapshot)


def pack(snapshot: Snapshot) -> bool:
    """Compress these tables, to a fifth of their memory; False while others are at work on them: try again later."""
    try:
        snapshot.connection.execute("CHECKPOINT memory")
    except duckdb.TransactionException:
        return False
    return True


def _there(snapshot: Snapshot, name: str) -> bool:
    try:
        snapshot.connection.execute(f"SELECT 1 FROM memory.main.{name} LIMIT 0")  # noqa: S608  a name of ours
    except duckdb.CatalogException:
        return False
    return True
