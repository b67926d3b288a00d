"""Does the register agree that this person was mayor of this town, on the day of the article?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.names import name_key
from core.types import Mandate, RoleKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """`register`: confirmed, contradicted or unknown; `basis` as in `Mandate`, None without a mandate."""

    register: str
    basis: str | None


UNKNOWN = Verdict("unknown", None)


def check(role: RoleKind, name: str, day: date | None, mandates: Sequence[Mandate]) -> Verdict:
    """Compare a mayor (current or former) with a commune's mandates.

    Only an attested mandate can contradict: between snapshots somebody else may have been elected.
    Without a day nothing can be said.
    """
    if day is None or not mandates:
        return UNKNOWN
    if role is RoleKind.FORMER_MAYOR:
        past = [m for m in mandates if m.from_day < day and same_person(name, m.name)]
        return Verdict("confirmed", past[-1].basis) if past else UNKNOWN
    holders = in_office(mandates, day)
    agreeing = [m for m in holders if same_person(name, m.name)]
    if agreeing:
        return Verdict("confirmed", agreeing[0].basis)
    if any(m.basis == "attested" for m in holders):
        return Verdict("contradicted", "attested")
    return Verdict("unknown", holders[0].basis if holders else None)


def in_office(mandates: Sequence[Mandate], day: date) -> list[Mandate]:
    """The mandates that cover a day."""
    return [m for m in mandates if m.from_day <= day and (m.to_day is None or day <= m.to_day)]


def same_person(one: str, other: str) -> bool:
    """The same surname and first name, tolerant of accents, second surnames and initials."""
    a, b = name_key(one).split(), name_key(other).split()
    if a == b or not a or not b:
        return a == b
    if len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1] or a[-1] in b[1:] or b[-1] in a[1:]
    first = a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])
    return first and (a[-1] in b[1:] or b[-1] in a[1:])
