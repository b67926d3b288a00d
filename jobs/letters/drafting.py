"""The draft of a week's letter, from the newest snapshot."""

from datetime import datetime, time, timedelta

from core.days import PARIS
from core.errors import InputError
from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.material import gather
from digest.letter import Letter, Week
from jobs.letters.accuracy import measured
from jobs.workspace import Workspace
from store.query import open_snapshot


def compose(workspace: Workspace, week: Week, until: datetime | None = None) -> Letter:
    """The letter of a week that is over; the same snapshot gives the same letter.

    What was refused counts up to `until`: by default the end of the week, so that each refusal is in one letter.
    """
    end = datetime.combine(week.last + timedelta(days=1), time(), PARIS)
    if end > datetime.now(PARIS):
        raise InputError(f"la semaine {week.label} n’est pas finie", "Choisissez une semaine passée.")
    settings = workspace.settings
    with open_snapshot(workspace.data, settings.store.memory_limit) as snapshot:
        material = gather(snapshot, week, until or end)
    return letter(material, Frame(settings.workspace.name, settings.letter.director, measured()))
