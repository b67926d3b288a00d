"""Which day of its sentence is an event's: what stands between them says so."""

import re
from bisect import bisect_left

from core.types import DateMention, Span
from nlp.events.between import after, before
from nlp.events.days import DAY, Link, days
from nlp.events.elsewhere import by_year, eve_of, moved, next_sentence, sentence_before
from nlp.events.heads import Named
from nlp.events.kickers import entry
from nlp.events.replaced import replaced
from nlp.events.vocabulary import pattern
from nlp.findings import Findings
from nlp.text import sentence

_REACH = 220
_NEIGHBOURS = 3
_OTHERWISE = re.compile(rf"\b{pattern('signs', 'otherwise_dated')} ?(?:le |du |ce |l )?$")
_ROUTINE = (
    "conseil",
    "seance",
    "vote",
    "debat",
    "concertation",
    "consultation",
    "lancement",
    "mise en service",
)
"""Every month has its own."""
_SMALL = frozenset({"reunion", "rencontre", "rendez vous", "soiree", "matinee", "journee", "semaine"})
_CEREMONIES = frozenset({"lancement", "mise en service", "vote"})
"""Only as what one attends: "le lancement est prévu le 1er juin" is a project's day."""
_UNTIL = re.compile(r"jusqu (?:a|au|en)? ?(?:au |le |l )?$")


def _fits(name: Named, rule: str, *, to_the_day: bool) -> bool:
    """What some heads need more than others."""
    if name.head == "edition":
        return rule == "takes-place"
    if not to_the_day and (name.head.startswith(_ROUTINE) or name.head in _SMALL):
        return False
    return name.head not in _CEREMONIES or rule in {"hosted", "framed", "agenda"}


class Linker:
    """The days of one text, asked for each name."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._days = days(found)
        self._starts = [d.start for d in self._days]

    def link(self, name: Named) -> Link | None:
        """The best day for a name, None when no day of its sentence is its own."""
        at = bisect_left(self._starts, name.start)
        near = [
            d
            for d in self._days[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
            if name.start - _REACH < d.end and d.start < name.end + _REACH
        ]
        eve = eve_of(self._found, name)
        if not near:
            return (
                entry(self._found, name, self._days, self._starts)
                or by_year(self._found, name)
                or sentence_before(self._found, self._days, self._starts, name)
            )
        around = sentence(self._found.plain, name.start, name.end)
        links = [
            link
            for d in near
            if around[0] <= d.start and d.end <= around[1] + 1 and (link := self._judged(name, d, around))
        ]
        best = max(links, key=lambda k: (k.points, -abs(k.date.start - name.start)), default=None)
        if eve:
            return moved(name, best, around, eve)
        return (
            (best and replaced(self._found, best, self._days, self._starts))
            or next_sentence(self._found, name, near, around)
            or entry(self._found, name, self._days, self._starts)
            or by_year(self._found, name)
            or sentence_before(self._found, self._days, self._starts, name)
        )

    def _judged(self, name: Named, d: DateMention, around: Span) -> Link | None:
        if d.start < name.end and name.start < d.end:
            return None
        points, rule, beside = (
            after(self._found, name, d) if d.start >= name.end else before(self._found, name, d, around)
        )
        to_the_day = DAY.match(d.first) is not None
        points -= 0.0 if to_the_day else 2.0 if rule == "takes-place" else 3.0
        if points < (6.0 if name.rank == 1 else 3.0) or not _fits(name, rule, to_the_day=to_the_day):
            return None
        return (
            None
            if self._is_others(d, points) or self._has_met(name, d)
            else Link(name, d, points, rule, around, beside)
        )

    def _has_met(self, name: Named, d: DateMention) -> bool:
        """Whether a council is only where something was decided: "voté en conseil municipal le 12 février"."""
        inside = self._found.low.endswith("en ", 0, name.at)
        return inside and name.head.startswith("conseil") and d.last <= str(self._found.published or "")

    def _is_others(self, d: DateMention, points: float) -> bool:
        """Whether the words before a day say that it is none of an event's: "jusqu'au", "depuis", "voté le"."""
        low = self._found.low
        until = _UNTIL.search(low[max(0, d.start - 12) : d.start]) or _UNTIL.search(
            low[max(0, d.start - 8) : d.start + 3]
        )
        return until is not None or (
            points < 8 and _OTHERWISE.search(low[max(0, d.start - 16) : d.start + 3]) is not None
        )
