"""A week's draft as it is now: composed once a snapshot, then what people did to it since."""

import threading
from dataclasses import dataclass

from digest import letterjson
from digest.edited import Edited
from digest.letter import Letter, Week
from jobs.letters.approving import Standing, standing
from jobs.letters.checking import to_check
from jobs.letters.drafting import composed
from jobs.letters.editing import Draft, drafted
from jobs.letters.questions import Question, ToCheck, questions
from web.desk.visit import Visit

_COMPOSING = threading.Lock()
"""One composing at a time: it takes seconds of a core, and all who wait want the same letter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft under its editors' hands, what there is to check in it, and where it stands."""

    found: Draft
    hand: Edited
    rows: list[ToCheck]
    stand: Standing

    @property
    def asked(self) -> list[Question]:
        """What is asked, in the order of the letter."""
        return questions(self.rows)

    @property
    def fingerprint(self) -> str:
        """What tells this letter, as it would leave, from any other."""
        return letterjson.sha256(letterjson.to_json(self.hand.letter))


def sheet(visit: Visit, week: Week) -> Sheet:
    """The draft of a week that is over; NothingPublished without a snapshot."""
    found = drafted(visit.workspace, _letter(visit, week))
    return Sheet(found, found.edited, to_check(found), standing(found))


def _letter(visit: Visit, week: Week) -> Letter:
    settings, published = visit.workspace.settings, visit.desk.published
    with published.reading() as snapshot, _COMPOSING:
        return published.cached(snapshot, ("letter", week.label), lambda: composed(settings, snapshot, week))
