"""Days on which no event takes place: "aucune réunion n'aura lieu", "pourrait avoir lieu", a deadline."""

import re

from nlp.events.days import Link
from nlp.findings import Findings

_NONE = re.compile(r"\baucune?s? (?:[a-z]{1,14} ){0,2}$")
_NOT = re.compile(
    r"[^.;!?]{0,80}?\b(?:n aura lieu|n auront lieu|n est|ne sera|n a lieu|n a eu lieu|ne se tiendra)\b"
)
_MAYBE = re.compile(r"\b(?:pourrait|pourraient) (?:avoir lieu|se tenir|etre organisee?s?|se derouler)\b")
_DEADLINE = re.compile(r"\b(?:date limite|cloture des (?:candidatures|inscriptions)|dernier delai)\b")


def unheld(found: Findings, link: Link) -> bool:
    """Whether the sentence says that the event is none, may be, or that the day is its deadline."""
    low, name = found.low, link.name
    start, end = link.around
    none = low[max(start, name.at - 40) : name.at]
    if _NONE.search(none) and _NOT.match(low, name.end):
        return True
    if _MAYBE.search(low, name.end, min(end, name.end + 90)):
        return True
    return _DEADLINE.search(low, max(start, name.start - 90), name.start) is not None
