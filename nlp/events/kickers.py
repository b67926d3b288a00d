"""A first line that is nothing but an event's name is dated by the first day of what follows."""

import re

from nlp.events.days import Link, days
from nlp.events.heads import Named
from nlp.findings import Findings
from nlp.text import sentence

_LINE = re.compile(r"[^\n.:|]*")
_REACH = 500
_PAST_COUNCIL = re.compile(r"conseil|seance|congres|salon|forum|festival|assises|sommet|rencontres|trophees")


def kicker(found: Findings, name: Named) -> Link | None:
    """As "CONGRÈS DES MAIRES", and below "a présenté mercredi"; None for any other first line."""
    line = _LINE.match(found.text)
    if line is None or name.start > 1 or name.end < len(line.group().rstrip()) - 2:
        return None
    if not _PAST_COUNCIL.match(name.head):
        return None
    day = next((d for d in days(found) if d.start > name.end and len(d.first) == 10), None)
    if day is None or day.start > name.end + _REACH:
        return None
    around = sentence(found.plain, day.start, day.end)
    return Link(name, day, 6.0, "kicker", around)
