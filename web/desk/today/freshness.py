"""How fresh the data is, how the sources are, and how far this week's letter is."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from core.days import PARIS
from core.errors import SettingsError
from core.letters import IssueState
from digest.french import NBSP, counted, date_of
from digest.letter import Week
from jobs.desk.seen import is_well, needs_a_look
from jobs.letters.weeks import last_week
from state import letters, runs, source_runs
from store.query import Snapshot
from web.desk.press.sheet import sheet
from web.desk.visit import Visit


class Health(NamedTuple):
    """Sources that are followed: how many are as they should be, need a look, or were never asked."""

    followed: int
    well: int
    look: int
    unasked: int


def said(made: datetime, now: datetime) -> str:
    """Say "8 h 05 : il y a 12 minutes"; the day too, where it is not today's."""
    local, today = made.astimezone(PARIS), now.astimezone(PARIS).date()
    hour = f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"
    when = hour if local.date() == today else f"{date_of(local.date())}, {hour}"
    return f"{when}{NBSP}: {ago(now - made)}"


def ago(passed: timedelta) -> str:
    """Say "il y a 12 minutes", "il y a 3 heures", "il y a 4 jours"."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "à l’instant"
    if minutes < 60:
        return f"il y a {counted(minutes, 'minute')}"
    if minutes < 48 * 60:
        return f"il y a {counted(minutes // 60, 'heure')}"
    return f"il y a {counted(minutes // (24 * 60), 'jour')}"


def health(visit: Visit, snapshot: Snapshot) -> Health | None:
    """How the sources are, looked at anew after each run and each change of their file; None if it is damaged."""
    last = next(iter(runs.latest(visit.state, 1)), None)
    file = visit.workspace.sources_file
    changed = file.stat().st_mtime_ns if file.exists() else 0
    key = ("health", last and last.run_id, last and last.status, changed)
    try:
        return visit.desk.published.cached(snapshot, key, lambda: _health(visit))
    except SettingsError:  # the first screen is no place to fail for a typing error in a file
        return None


def _health(visit: Visit) -> Health:
    enabled = [source.slug for source in visit.workspace.sources() if source.enabled]
    known = source_runs.last_by_source(visit.state)
    lines = [known[slug] for slug in enabled if slug in known]
    look = sum(map(needs_a_look, lines))
    well = sum(map(is_well, lines))
    return Health(len(enabled), well, look, len(enabled) - well - look)


def letter_week() -> Week:
    """The last week that is over: whose letter is at hand."""
    return last_week(datetime.now(PARIS).date())


class Drafted(NamedTuple):
    """How far a week's letter is: `state` of its issue; before approval "", what it has, what waits to be checked."""

    week: str
    state: str
    items: int
    waiting: int


def decided(visit: Visit, week: Week) -> Drafted | None:
    """How far a letter is that was approved or has left: the state says it, nothing has to be composed. Else None."""
    issue = letters.issue(visit.state, week.label)
    if issue is None or issue.state is IssueState.DRAFT:
        return None
    return Drafted(week.label, issue.state.value, 0, 0)


def drafted(visit: Visit, week: Week) -> Drafted:
    """How far a letter is, as its editors left it; composed when it was not yet (press/sheet.py)."""
    known = decided(visit, week)
    if known is not None:
        return known
    made = sheet(visit, week)
    return Drafted(week.label, "", len(made.hand.whole.items), made.stand.questions)


def made_at(snapshot: Snapshot) -> datetime:
    """When a snapshot was made."""
    made = datetime.fromisoformat(snapshot.manifest.created_at)
    return made if made.tzinfo else made.replace(tzinfo=UTC)
