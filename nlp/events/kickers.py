"""Lines of their own: a title that is nothing but an event's name, and the entries of a diary.

"CONGRÈS DES MAIRES", dated by the first day of what follows; "Atelier. Débuter avec sa tablette, samedi 18 octobre",
and an entry under a line that is nothing but its day.
"""

import re
from bisect import bisect_left

from core.types import DateMention, Span
from nlp.events.between import ENDS
from nlp.events.days import DAY, Link, days
from nlp.events.heads import Named
from nlp.findings import Findings
from nlp.text import sentence

_LINE = re.compile(r"[^\n.:|]*")
_REACH = 500
_COUNCIL = re.compile(r"conseil|seance")
_BULLET = re.compile(r"(?:^|\n)[ \u00a0\t•*▪–—-]*$")
_PARTS = re.compile(r"[ \u00a0]?[.:|–—](?=\s|$)|\n")
_ENTRY = 160
"""Characters from an entry's name to its day."""
_HOUR = re.compile(
    r"(?:,? ?(?:a|de|des|–|-)? ?\d{1,2} ?h(?: ?\d\d)?(?: ?(?:a|-) ?\d{1,2} ?h(?: ?\d\d)?)?)? ?[.:]? ?$"
)
_NOT_ITS = re.compile(r"(?:jusqu (?:a|au|en)|avant|inscriptions?|depuis|des) (?:le )?$")


def kicker(found: Findings, name: Named) -> Link | None:
    """As "CONGRÈS DES MAIRES", and below "a présenté mercredi"; None for any other first line."""
    line = _LINE.match(found.text)
    if line is None or name.start > 1 or name.end < len(line.group().rstrip()) - 2:
        return None
    if name.rank < 2 and not _COUNCIL.match(name.head):
        return None
    day = next(
        (d for d in days(found) if d.start > name.end and len(d.first) == 10 and not _no_day(found, d)), None
    )
    if day is None or day.start > name.end + _REACH or ENDS.search(found.low, name.end, day.start):
        return None
    around = sentence(found.plain, day.start, day.end)
    return Link(name, day, 6.0, "kicker", around)


def entry(found: Findings, name: Named, dates: list[DateMention], starts: list[int]) -> Link | None:
    """A diary's: its name opens a line, and its day stands on it, or alone on the line above."""
    if not _BULLET.search(found.text, max(0, name.start - 6), name.start):
        return None
    at = bisect_left(starts, name.start)
    if at and (above := _line_above(found, dates[at - 1], name)):
        return Link(name, dates[at - 1], 8.0, "entry", above)
    d = dates[at] if at < len(dates) else None
    if (
        d is None
        or d.start > name.end + _ENTRY
        or not DAY.match(d.first)
        or not _PARTS.match(found.plain, name.end)
    ):
        return None
    if "\n" in found.text[name.end + 1 : d.start] or _no_day(found, d):
        return None
    return Link(name, d, 8.0, "entry", (name.start, _end_of_line(found.text, d.end)))


def _no_day(found: Findings, d: DateMention) -> bool:
    """Whether a day is a last one, or the inscriptions'."""
    return _NOT_ITS.search(found.low, max(0, d.start - 20), d.start) is not None or (
        _NOT_ITS.search(found.low, max(0, d.start - 20), d.start + 3) is not None
    )


def _line_above(found: Findings, d: DateMention, name: Named) -> Span | None:
    left = found.text.rfind("\n", 0, d.start) + 1
    end = found.text.find("\n", d.end)
    alone = (
        end >= 0 and not found.low[left : d.start].strip(" \t•*-–") and _HOUR.match(found.low[d.end : end])
    )
    if not alone or not DAY.match(d.first) or found.text[end : name.start].strip(" \u00a0\t•*▪–—-\n"):
        return None
    return left, _end_of_line(found.text, name.end)


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
