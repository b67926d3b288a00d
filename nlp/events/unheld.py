"""Days on which no event takes place: "aucune réunion n'aura lieu", "pourrait avoir lieu", a deadline.

Nor is a press conference one that was held, nor a council that only tells where something was voted.
"""

import re

from nlp.events.days import Link
from nlp.events.vocabulary import pattern, words
from nlp.findings import Findings

_NONE = re.compile(r"\baucune?s? (?:[a-z]{1,14} ){0,2}$")
_NOT = re.compile(rf"[^.;!?]{{0,80}}?\b{pattern('unheld', 'none')}\b")
_MAYBE = rf"\b{pattern('unheld', 'maybe')} (?:[a-z]{{1,20}} )?{pattern('unheld', 'held')}\b"
_MAYBE_HELD = re.compile(_MAYBE)
_MAYBE_HOLDS = re.compile(rf"{_MAYBE}[^.;:!?,]{{0,40}}$")
_DEADLINE = re.compile(rf"\b{pattern('unheld', 'deadlines')}\b")
_OF_DAY = re.compile(r" (?:du|de) ")
"""Behind a council's name: "le conseil municipal du 12 mars" is called by its day."""
_HABIT = re.compile(rf"\b{pattern('unheld', 'habits')}\b")
_FAR = 160
_PRESS = frozenset(words("unheld", "press"))
_DECIDERS = frozenset(words("unheld", "deciders"))


def unheld(found: Findings, link: Link) -> bool:
    """Whether the sentence says that the event is none, may be, or that the day is its deadline."""
    low, name = found.low, link.name
    start, end = link.around
    if _NONE.search(low, max(start, name.at - 40), name.at) and _NOT.match(low, name.end):
        return True
    if _MAYBE_HELD.search(low, name.end, min(end, name.end + 90)):
        return True
    if _MAYBE_HOLDS.search(low, max(start, name.start - 90), name.start):
        return True
    today = str(found.published or "")
    if (name.head in _PRESS and link.date.last <= today) or (
        name.head in _DECIDERS
        and link.date.last < today
        and not _OF_DAY.match(low[name.end : link.date.start + 3])
    ):
        return True
    if len(link.date.first) == 7 and _HABIT.search(
        low, max(start, name.start - _FAR), min(end, name.end + _FAR)
    ):
        return True
    return _DEADLINE.search(low, max(start, name.start - 90), name.start) is not None
