"""The agenda of a snapshot."""

from datetime import date

from core.types import AgendaItem, EventState
from store.snapshot import Snapshot
from store.sql import query


def agenda(snapshot: Snapshot, first: date, last: date, departement: str | None = None) -> list[AgendaItem]:
    """The events with a day from `first` to `last` (both included), of one département or of all, in order."""
    chosen = {"first": first, "last": last, "departement": departement}
    rows = snapshot.connection.execute(query("agenda"), chosen).fetchall()
    return [AgendaItem(*[*row[:-2], EventState(row[-2]), row[-1]]) for row in rows]


def departements(snapshot: Snapshot) -> dict[str, str]:
    """The names of the départements that the registers of a snapshot know, by code."""
    found = "SELECT code, name FROM territories WHERE kind = 'departement'"
    return dict(snapshot.connection.execute(found).fetchall())
