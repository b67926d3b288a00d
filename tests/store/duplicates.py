"""The hunt for keys that are stored twice."""

from typing import Any

from store.live import LiveStore
from store.tables import AT_HOME, KEYS, NOTES


def twice(live: LiveStore) -> dict[str, list[tuple[Any, ...]]]:
    """Table by table, the keys that more than one row has."""
    keys = {**KEYS, **{f"texts.{table.name}": table.key for table in (*AT_HOME, NOTES)}}
    found = {
        name: live.connection.execute(
            f"SELECT {', '.join(key)} FROM {name} GROUP BY ALL HAVING count(*) > 1"
        ).fetchall()
        for name, key in keys.items()
    }
    return {name: rows for name, rows in found.items() if rows}
