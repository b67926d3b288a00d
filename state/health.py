"""Whether the state's file is sound, and has the indexes that its tables should have."""

from sqlalchemy import inspect, text

from state.open import State
from state.schema import metadata


def complaints(state: State) -> list[str]:
    """What SQLite finds wrong with its file; nothing when all is well."""
    with state.read() as connection:
        said = list(connection.scalars(text("PRAGMA integrity_check(20)")))
    return [] if said == ["ok"] else [str(line) for line in said]


def missing_indexes(state: State) -> list[str]:
    """The names of the indexes that are not there."""
    with state.read() as connection:
        found = inspect(connection)
        return sorted(
            str(index.name)
            for table in metadata.sorted_tables
            if found.has_table(table.name)
            for index in table.indexes
            if index.name not in {known["name"] for known in found.get_indexes(table.name)}
        )


def mend(state: State) -> int:
    """Make missing indexes, and all others anew; returns how many were missing."""
    missing = missing_indexes(state)
    with state.write() as connection:
        for table in metadata.sorted_tables:
            for index in table.indexes:
                index.create(connection, checkfirst=True)
        connection.execute(text("REINDEX"))
    return len(missing)
