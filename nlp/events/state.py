"""Whether an event takes place: cancelled, postponed to no day, or neither."""

import re

from core.types import EventState
from nlp.events.days import Link
from nlp.events.refused import refused
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

_POSTPONED = re.compile(rf"\b{pattern('signs', 'postponed')}\b")
_REACH = 130


def state(found: Findings, link: Link) -> EventState:
    """As its sentence says; "reporté au 9 novembre" takes place, on that day."""
    low = found.low
    left = max(link.around[0], link.name.start - 40)
    right = min(link.around[1], link.name.end + _REACH)
    stop = low.find(";", link.name.end, right)  # "le bal, lui, est annulé"
    right = stop if stop >= 0 else right
    if link.rule == "replaced":  # "n'aura pas lieu le 12, mais le 19"
        left, right = link.date.end, max(right, link.date.end)
    if refused(found, link, left, right):
        return EventState.CANCELLED
    moved = _POSTPONED.search(low, left, right)
    if moved and moved.end() > link.date.start and link.rule != "replaced":
        return EventState.POSTPONED
    return EventState.SCHEDULED
