"""Which day of its sentence is an event's: what stands between them says so."""

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from core.types import DateMention, Span
from nlp.events.between import BREAK, after, before
from nlp.events.days import days
from nlp.events.heads import Named
from nlp.events.vocabulary import pattern
from nlp.findings import Findings
from nlp.text import sentence


class Link(NamedTuple):
    """A name with its day; `points` say how sure, `rule` why, `beside` whether nothing but its article parts them."""

    name: Named
    date: DateMention
    points: float
    rule: str
    around: Span
    beside: bool = False
    near: Span | None = None
    """Where its own place is told, when the sentence has several."""
    called: Named | None = None
    """The event that "la prochaine édition" is of."""


_REACH = 220
_NEIGHBOURS = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MONTH = re.compile(r"\d{4}-\d\d$")
_EVE = re.compile(r"\ba la veille (?:de|du|des|d)\b[^.]{0,12}$")
_MORROW = re.compile(r"\bau lendemain (?:de|du|des|d)\b[^.]{0,12}$")
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
_AGAIN = re.compile(
    rf"[.!]? {{0,2}}\n?(?:(?:{pattern('signs', 'again')}) (?:[a-z]+ ){{0,2}}?{pattern('signs', 'takes_place')}\b"
    r"|rendez vous (?:est pris |est donne )?(?=l|d|\d|m|j|v|s))"
)
_SAID_AGAIN = 70
_SAID_BEFORE = 160
_OPENS = 12
_YEAR = re.compile(r"(?<=[ \u00a0])20\d\d$")
_HELD = re.compile(
    r"\b(?:accueillait|organisait|recevait|se tenait|tenait|disputait|participaient|participait) "
)
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
        eve = self._eve(name)
        if not near:
            return self._by_year(name) or self._sentence_before(name)
        around = sentence(self._found.plain, name.start, name.end)
        links = [
            link
            for d in near
            if around[0] <= d.start and d.end <= around[1] + 1 and (link := self._judged(name, d, around))
        ]
        best = max(links, key=lambda k: (k.points, -abs(k.date.start - name.start)), default=None)
        if eve:
            return self._moved(name, best, around, eve)
        return (
            best
            or self._next_sentence(name, near, around)
            or self._by_year(name)
            or self._sentence_before(name)
        )

    def _by_year(self, name: Named) -> Link | None:
        """A name that has its year: "le Salon des maires 2025"."""
        year = _YEAR.search(self._found.text, name.at, name.end)
        if year is None or name.rank < 3:
            return None
        mention = DateMention(year.start(), year.end(), year[0], year[0], "year")
        around = sentence(self._found.plain, name.start, name.end)
        return Link(name, mention, 4.0, "year", around)

    def _sentence_before(self, name: Named) -> Link | None:
        """Its day told ahead: "Samedi, on retenait son souffle. Dole accueillait la finale"."""
        around = sentence(self._found.plain, name.start, name.end)
        at = bisect_left(self._starts, around[0])
        d = self._days[at - 1] if at else None
        if d is None or name.rank < 3 or around[0] - d.end > _SAID_BEFORE or not _DAY.match(d.first):
            return None
        alone = at == len(self._days) or self._days[at].start >= around[1]
        ahead = sentence(self._found.plain, d.start, d.end)
        if not alone or ahead[0] > d.start or "\n" in self._found.text[d.end : name.start]:
            return None
        if d.start - ahead[0] > _OPENS or not _HELD.search(self._found.low, around[0], name.start):
            return None
        return Link(name, d, 5.0, "sentence-before", (ahead[0], around[1]))

    def _next_sentence(self, name: Named, near: list[DateMention], around: Span) -> Link | None:
        """Its day told by a pronoun: "La ville organise un festival. Il se tiendra du 3 au 5 mai"."""
        if name.rank < 2:
            return None
        low = self._found.low
        again = _AGAIN.match(low, around[1])
        if again is None:
            return None
        d = next((d for d in near if again.end() <= d.start < again.end() + _SAID_AGAIN), None)
        if d is None or BREAK.search(low[again.end() : d.start]) or not _DAY.match(d.first):
            return None
        return Link(
            name, d, 6.5, "next-sentence", (around[0], sentence(self._found.plain, d.start, d.end)[1])
        )

    def _judged(self, name: Named, d: DateMention, around: Span) -> Link | None:
        if d.start < name.end and name.start < d.end:
            return None
        points, rule, beside = (
            after(self._found, name, d) if d.start >= name.end else before(self._found, name, d, around)
        )
        to_the_day = _DAY.match(d.first) is not None
        points -= 0.0 if to_the_day else 3.0
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
        until = _UNTIL.search(low[max(0, d.start - 8) : d.start + 3])
        return until is not None or (
            points < 8 and _OTHERWISE.search(low[max(0, d.start - 16) : d.start + 3]) is not None
        )

    def _eve(self, name: Named) -> int:
        """1 at an event's eve ("à la veille d'un sommet"), -1 on its morrow."""
        ahead = self._found.low[max(0, name.start - 30) : name.at]
        return 1 if _EVE.search(ahead) else -1 if _MORROW.search(ahead) else 0

    def _moved(self, name: Named, best: Link | None, around: Span, eve: int) -> Link | None:
        """The day after (`eve` 1) the one that its sentence tells; "à la veille du scrutin" alone tells none."""
        if best is None or best.rule == "beside" or not _DAY.match(best.date.first):
            return best
        iso = str(date.fromisoformat(best.date.first) + timedelta(eve))
        return Link(name, DateMention(name.start, name.end, iso, iso, "eve"), 6.0, "eve", around)
