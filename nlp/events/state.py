"""Whether an event takes place: cancelled, postponed to no day, or neither."""

import re

from core.types import EventState
from nlp.events.days import Link
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

# "annulé en 2020, le festival aura lieu du 3 au 5 juin"
_NOT_IN_THE_PAST = (
    r"(?! (?:en (?:19|20)\d\d|l an |l annee |il y a |deux |trois |pendant |durant |a cause |lors ))"
)
_CANCELLED = re.compile(rf"\b{pattern('signs', 'cancelled')}\b{_NOT_IN_THE_PAST}")
_POSTPONED = re.compile(rf"\b{pattern('signs', 'postponed')}\b")
_REACH = 130


def state(found: Findings, link: Link) -> EventState:
    """As its sentence says; "reporté au 9 novembre" takes place, on that day."""
    low = found.low
    left = max(link.around[0], link.name.start - 40)
    if link.rule == "replaced":  # "n'aura pas lieu le 12, mais le 19"
        left = link.date.end
    right = min(link.around[1], link.name.end + _REACH)
    stop = low.find(";", link.name.end, right)  # "le bal, lui, est annulé"
    right = stop if stop >= 0 else right
    if _CANCELLED.search(low, left, right):
        return EventState.CANCELLED
    moved = _POSTPONED.search(low, left, right)
    if moved and moved.end() > link.date.start:
        return EventState.POSTPONED
    return EventState.SCHEDULED
