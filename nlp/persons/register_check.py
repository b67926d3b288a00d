"""Does the register agree that this person was mayor of this town, on the day of the article?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.types import Mandate, RoleKind
from nlp.persons.same_person import same_person


@dataclass(frozen=True, slots=True)
class Verdict:
    """`register`: confirmed, contradicted or unknown; `basis` as in `Mandate`, None without a mandate."""

    register: str
    basis: str | None


UNKNOWN = Verdict("unknown", None)


def check(role: RoleKind, name: str, day: date | None, mandates: Sequence[Mandate]) -> Verdict:
    """Compare a mayor, current or former, with a commune's mandates.

    Only an attested mandate can contradict: between snapshots somebody else may have been elected. Of a
    candidate a register of mayors says nothing, nor of anyone without a day.
    """
    if day is None or role is RoleKind.MAYOR_CANDIDATE:
        return UNKNOWN
    theirs = [m for m in mandates if same_person(name, m.name)]
    holders = in_office(mandates, day)
    if role is RoleKind.FORMER_MAYOR:
        return _former(theirs, holders, day)
    agreeing = [m for m in theirs if m in holders]
    if agreeing:
        return Verdict("confirmed", agreeing[0].basis)
    if any(m.basis == "attested" for m in holders):
        return Verdict("contradicted", "attested")
    return Verdict("unknown", holders[0].basis if holders else None)


def _former(theirs: Sequence[Mandate], holders: Sequence[Mandate], day: date) -> Verdict:
    """Confirmed when a mandate of theirs is over; contradicted when one is attested to go on."""
    going_on = [m for m in theirs if m in holders]
    if any(m.basis == "attested" for m in going_on):
        return Verdict("contradicted", "attested")
    over = [m for m in theirs if m.to_day is not None and m.to_day < day]
    return Verdict("confirmed", over[-1].basis) if over and not going_on else UNKNOWN


def in_office(mandates: Sequence[Mandate], day: date) -> list[Mandate]:
    """The mandates that cover a day."""
    return [m for m in mandates if m.from_day <= day and (m.to_day is None or day <= m.to_day)]
