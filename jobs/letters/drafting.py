"""The draft of a week's letter, from the newest snapshot."""

from datetime import datetime, time, timedelta

from core.days import PARIS
from core.errors import InputError
from core.settings import Settings
from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.material import gather
from digest.letter import Letter, Week
from jobs.letters.accuracy import measured
from jobs.workspace import Workspace
from store.query import Snapshot


def compose(workspace: Workspace, week: Week, until: datetime | None = None) -> Letter:
    """The letter of a week that is over; the same snapshot gives the same letter.

    What was refused counts up to `until`: by default the end of the week, so that each refusal is in one letter.
    """
    _end_of(week)  # said before anything is opened
    with workspace.snapshot() as snapshot:
        return composed(workspace.settings, snapshot, week, until)


def composed(settings: Settings, snapshot: Snapshot, week: Week, until: datetime | None = None) -> Letter:
    """The same from a snapshot that is open already; InputError for a week that is not over."""
    end = _end_of(week)
    material = gather(snapshot, week, until or end)
    return letter(material, Frame(settings.workspace.name, settings.letter.director, measured()))


def _end_of(week: Week) -> datetime:
    end = datetime.combine(week.last + timedelta(days=1), time(), PARIS)
    if end > datetime.now(PARIS):
        raise InputError(f"la semaine {week.label} n’est pas finie", "Choisissez une semaine passée.")
    return end
