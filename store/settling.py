"""What follows from batches, worked out for many of them at once: while a job writes, nobody reads it.

A batch notes in its own transaction, in `meta`, which rows of derived tables it can change; settling brings these rows
to what is stored and drops the notes in another. A process killed in between leaves notes, which the next opening
settles. Nothing unsettled is ever published, so that the revision need not rise with it.
"""

import json
from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from store.arrow import registered
from store.derived import ARRIVED, every_key, keyed, refresh
from store.sql import query

Connection = duckdb.DuckDBPyConnection
Keys = Mapping[str, Iterable[str]]

_NOTE = "unsettled."


def note(connection: Connection, keys: Keys, target: int) -> None:
    """Keep these keys, by name of what follows, until they are settled; the caller opens the transaction."""
    value = json.dumps({name: sorted(some) for name, some in keys.items()})
    connection.execute("INSERT INTO meta VALUES (?, ?)", [f"{_NOTE}{target}", value])


def is_settled(connection: Connection) -> bool:
    """Whether nothing is noted in the file in use."""
    return not connection.execute("FROM meta WHERE starts_with(key, $note)", {"note": _NOTE}).fetchone()


def settle(connection: Connection) -> int:
    """Bring what is noted to what is stored; returns how many rows changed. The caller opens the transaction."""
    found = connection.execute(
        "SELECT value FROM meta WHERE starts_with(key, $note)", {"note": _NOTE}
    ).fetchall()
    if not found:
        return 0
    changed = refresh(connection, _noted(connection, [value for (value,) in found]))
    connection.execute("DELETE FROM meta WHERE starts_with(key, $note)", {"note": _NOTE})
    return changed


def _noted(connection: Connection, notes: Iterable[str]) -> dict[str, pa.Table]:
    """The keys of these notes; all there are where a note cannot be read: a name may have been covered in it."""
    keys: dict[str, set[str]] = {}
    for value in notes:
        try:
            noted: Keys = json.loads(value)
        except ValueError:
            return every_key(connection)
        for name, some in noted.items():
            keys.setdefault(name, set()).update(some)
    keys.setdefault("stories", set()).update(_stories_of(connection, keys.pop(ARRIVED, set())))
    return keyed(keys)


def _stories_of(connection: Connection, articles: Iterable[str]) -> set[str]:
    arrived = pa.table({"article_id": pa.array(list(articles), pa.string())})
    with registered(connection, {"arrived": arrived}):
        return {story for (story,) in connection.execute(query("arrived_stories")).fetchall()}
