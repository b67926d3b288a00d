"""Days on which no event takes place: "aucune réunion n'aura lieu", "pourrait avoir lieu", a deadline.

Nor is a press conference one that was held: it is where somebody spoke, and nobody can come to it.
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
_HABIT = re.compile(rf"\b{pattern('unheld', 'habits')}\b")
_PRESS = frozenset(words("unheld", "press"))


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
    if name.head in _PRESS and link.date.last <= str(found.published or ""):
        return True
    if len(link.date.first) == 7 and _HABIT.search(low, start, end):
        return True
    return _DEADLINE.search(low, max(start, name.start - 90), name.start) is not None
