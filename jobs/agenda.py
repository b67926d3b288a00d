"""The agenda: what is coming, for a reader, and as a file that calendars subscribe to."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from core.days import PARIS
from core.errors import InputError
from core.names import name_key
from core.types import AgendaItem
from digest.agenda_ics import calendar
from jobs.files import replace_text
from jobs.workspace import Workspace
from store.query import Snapshot
from store.readers.agenda import agenda, departements

FEED = "agenda.ics"
_PAST, _COMING = timedelta(days=31), timedelta(days=731)


def coming(
    workspace: Workspace, first: date | None, last: date | None, departement: str | None = None
) -> list[AgendaItem]:
    """The published events of some days; from today on when none is given.

    Raises InputError for days in the wrong order, and for a département that the registers do not know.
    """
    start = first or datetime.now(PARIS).date()
    end = last or (start + _COMING if start < date.max - _COMING else date.max)
    if end < start:
        raise InputError(f"le {end} est avant le {start}", "Donnez --from avant --to.")
    with workspace.snapshot() as snapshot:
        code = _departement(snapshot, departement) if departement else None
        return agenda(snapshot, start, end, code)


def _departement(snapshot: Snapshot, said: str) -> str:
    """The code of a département, of its code or its name."""
    code, known = said.strip().upper().zfill(2), departements(snapshot)
    named = (
        [code] if code in known else [one for one, name in known.items() if name_key(name) == name_key(said)]
    )
    if len(named) != 1:
        raise InputError(f"département « {said} » inconnu", "Donnez son code ou son nom : 07, 2A, Ardèche.")
    return named[0]


def write_feed(workspace: Workspace, now: datetime | None = None) -> Path:
    """Write the `.ics` beside the published file: the month that was, and what is coming. Returns its path.

    The month stays so that a calendar hears of what was called off.
    """
    at = now or datetime.now(UTC)
    day = at.astimezone(PARIS).date()
    items = coming(workspace, day - _PAST, day + _COMING)
    return write_ics(workspace, items, workspace.data / FEED, at)


def write_ics(workspace: Workspace, items: list[AgendaItem], path: Path, at: datetime | None = None) -> Path:
    """Write these events as iCalendar, as of an instant (default: now)."""
    replace_text(
        path,
        calendar(items, f"Agenda – {workspace.settings.workspace.name}", at or datetime.now(UTC)).decode(),
    )
    return path
