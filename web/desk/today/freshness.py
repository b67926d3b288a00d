"""How fresh the data is, how the sources are, and how far this week's letter is."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from core.days import PARIS
from core.errors import SettingsError
from core.types import SourceRun, SourceState, Volume
from digest.french import NBSP, counted, date_of
from digest.letter import Letter, Week
from jobs.letters import drafting
from jobs.letters.checking import to_check
from jobs.letters.editing import Draft
from jobs.letters.weeks import last_week
from state import letters, runs, source_runs
from store.query import Snapshot
from web.desk.visit import Visit

_ILL = frozenset({SourceState.BLOCKED, SourceState.MISSED})


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
    return Health(len(enabled), len(lines) - look, look, len(enabled) - len(lines))


def needs_a_look(line: SourceRun) -> bool:
    """Whether a source was not heard, or brings far more or less than usual (jobs/reading.py says which)."""
    return line.state in _ILL or line.volume not in {None, Volume.USUAL}


@dataclass(slots=True)
class Composing:
    """This week's letter, composed once a snapshot: it takes a second or two where there are 200,000 articles."""

    week: Week
    lock: threading.Lock
    letter: Letter | None = None

    def compose(self, visit: Visit) -> Letter:
        """The letter; whoever asks while it is being composed waits for it."""
        with self.lock:
            if self.letter is None:
                self.letter = drafting.compose(visit.workspace, self.week)
            return self.letter


def composing(visit: Visit, snapshot: Snapshot) -> Composing:
    """The letter of the last week that is over, composed or not yet."""
    week = last_week(datetime.now(PARIS).date())
    return visit.desk.published.cached(
        snapshot, ("composing", week.label), lambda: Composing(week, threading.Lock())
    )


class Drafted(NamedTuple):
    """How far a week's letter is: `state` of its issue ("" before approval), what it has, what waits to be checked."""

    week: str
    state: str
    items: int
    waiting: int


def drafted(visit: Visit, letter: Letter) -> Drafted:
    """How far a letter is, as its editors left it."""
    found = draft(visit, letter)
    return Drafted(
        letter.week.label, found.issue.state.value if found.issue else "", len(found.edited.whole.items),
        sum(not row.decided for row in to_check(found)),
    )  # fmt: skip


def draft(visit: Visit, letter: Letter) -> Draft:
    """A letter with what people decided about it."""
    label = letter.week.label
    issue = letters.issue(visit.state, label, 0)
    return Draft(letter, tuple(letters.edits(visit.state, label)), letters.ticks(visit.state, label), issue)


def made_at(snapshot: Snapshot) -> datetime:
    """When a snapshot was made."""
    made = datetime.fromisoformat(snapshot.manifest.created_at)
    return made if made.tzinfo else made.replace(tzinfo=UTC)
