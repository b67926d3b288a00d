"""Forgetting in an SQLite file, whatever its revision: rows go or are covered, then the file is written anew."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from core.erasure import Erasure, Row
from core.errors import StateError
from state import erasing_letters

OURS = frozenset({"tombstones", "tombstone_key", "alembic_version"})
"""Tables that hold nothing of what was collected."""
BUSY_SECONDS = 30.0

Change = Callable[[Row], Row | None]
"""What becomes of a row; None: it goes."""


def scrub(path: Path, erasure: Erasure, *, dry: bool = False) -> Counter[str]:
    """Take what is forgotten out of every table; returns how many rows of each went or changed.

    Then nothing of it is in the file's bytes nor in its log any more, unless `dry`.

    Raises:
        StateError: another program holds the file.
    """
    counts: Counter[str] = Counter()
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as database:
            database.row_factory = sqlite3.Row
            database.execute("PRAGMA secure_delete = ON")
            database.execute("BEGIN" if dry else "BEGIN IMMEDIATE")
            for table in _tables(database):
                counts[table] += _scrub_table(database, table, _change(database, table, erasure), dry=dry)
            database.execute("COMMIT")
            if not dry:
                database.execute("VACUUM")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise StateError(
            f"{path} : l’oubli n’a pu y être fait ({error})",
            "Arrêtez ce qui lit ce fichier, puis recommencez : ce qui est fait ne se refait pas.",
        ) from error
    return +counts


def _change(database: sqlite3.Connection, table: str, erasure: Erasure) -> Change:
    if table == erasing_letters.TABLE:
        return erasing_letters.change(database, erasure)
    if table == erasing_letters.EDITS:
        return lambda row: erasing_letters.edit(row, erasure)
    return erasure.row


def _tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return [row[0] for row in rows if row[0] not in OURS]


def _scrub_table(database: sqlite3.Connection, table: str, change: Change, *, dry: bool) -> int:
    quoted = '"' + table.replace('"', '""') + '"'
    # Read to the end before anything is written: a cursor that is under way may meet rows twice.
    wrong = list(_wrong(database.execute(f"SELECT rowid AS rowid_, * FROM {quoted}"), change))  # noqa: S608
    for number, old, new in wrong if not dry else ():
        _replace(database, quoted, number, old, new)
    return len(wrong)


def _wrong(rows: Iterator[sqlite3.Row], change: Change) -> Iterator[tuple[int, Row, Row | None]]:
    for row in rows:
        old = {name: row[name] for name in row.keys() if name != "rowid_"}  # noqa: SIM118  not a mapping
        new = change(old)
        if new != old:
            yield row["rowid_"], old, new


def _replace(database: sqlite3.Connection, table: str, number: int, old: Row, new: Row | None) -> None:
    if new is None:
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", [number])  # noqa: S608  quoted
        return
    changed: Sequence[str] = [name for name in new if new[name] != old[name]]
    sets = ", ".join('"' + name.replace('"', '""') + '" = ?' for name in changed)
    values = [*(new[name] for name in changed), number]
    database.execute(f"UPDATE OR REPLACE {table} SET {sets} WHERE rowid = ?", values)  # noqa: S608
