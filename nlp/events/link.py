"""Which day of its sentence is an event's: what stands between them says so.

A council votes every month and a debate is everywhere, so that weak names need the day beside them ("le conseil
municipal du 12 février", "10 h : balade") or a verb that says that they take place. A congress needs a day that no
other verb claims.
"""

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from core.types import DateMention, Span
from nlp.events.names import Named
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
    called: Named | None = None
    """The event that "la prochaine édition" is of."""


_REACH = 220
_NEIGHBOURS = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MONTH = re.compile(r"\d{4}-\d\d$")
_NO_DAYS = frozenset({"length", "year", "season", "part", "term", "today"})
_BESIDE = re.compile(
    r",? ?(?:\(|:|–|—|-)? ?(?:(?:de|du|des|d|prevue?s?|programmee?s?|qui|pour|fixee?|en|ce|la|reportee?s? au)? ?){0,2}$"
)
_PLACE_BETWEEN = re.compile(
    r",? (?:à|au|aux|en|dans|sur|place|salle|chez|par)\b[^.;:!?«»]{0,60},? ?(?:de|du|des|prevue?s?)? ?$"
)
_TAKES_PLACE = re.compile(rf"\b{pattern('signs', 'takes_place')}\b")
_CLOCK = r"(?:,? (?:a |de |des )?\d{1,2} ?(?:h|heures?)\b ?(?:\d\d)?(?: ?(?:a|/) ?\d{1,2} ?h ?(?:\d\d)?)?)"
_AGENDA = re.compile(
    rf"(?: (?:matin|soir|midi|apres midi))?(?:{_CLOCK} ?[,:–—•|/-]?|{_CLOCK}? ?[,:–—•|/-])"
    r"(?: ?pour)? ?(?:(?:l|le|la|les|un|une|des) ?)?$"
)
_HOSTS = re.compile(rf"\b{pattern('signs', 'hosts')}\b")
_GATHERED = re.compile(r"\b(?:reunis?|reunies?|rassemblee?s|retrouvee?s|attendue?s) (?:ce |les |le |du )?$")
_FOR = re.compile(
    r"^[^.;:!?«»]{0,50} (?:pour|lors|a|au|aux|en) ?(?:de |d |du |des )?(?:l |la |le |les |un |une )?$"
)
_FRAME = re.compile(rf"\b{pattern('signs', 'frames')} ?$")
_EVE = re.compile(r"\ba la veille (?:de|du|des|d)\b[^.]{0,12}$")
_MORROW = re.compile(r"\bau lendemain (?:de|du|des|d)\b[^.]{0,12}$")
_OTHERWISE = re.compile(rf"\b{pattern('signs', 'otherwise_dated')} ?(?:le |du |ce |l )?$")
# another verb's day: "a annoncé jeudi que le festival"
CLAIMS = re.compile(
    r"(?:\w+(?:é|ée|és|ées)|dit|mis|mise|pris|prise|remis|promis|retransmis|rendu|vendu|paru|reçu) (?:le |ce |dès )?$"
)
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
_LEADS = re.compile(rf"\b{pattern('signs', 'takes_place')} ?(?:le |ce |du )?$")
_PUT_OFF = re.compile(rf"\b{pattern('signs', 'postponed')} (?:au |a |aux )?$")
_CEREMONIES = frozenset({"lancement", "mise en service", "vote"})
"""Only as what one attends: "le lancement est prévu le 1er juin" is a project's day."""
_AGAIN = re.compile(
    rf"[.!]? {{0,2}}\n?(?:(?:{pattern('signs', 'again')}) (?:[a-z]+ ){{0,2}}?{pattern('signs', 'takes_place')}\b"
    r"|rendez vous (?:est pris |est donne )?(?=l|d|\d|m|j|v|s))"
)
_SAID_AGAIN = 70
_UNTIL = re.compile(r"jusqu (?:a|au|en)? ?(?:au |le |l )?$")
_BREAK = re.compile(r"[.!?»«]|;(?! ?(?:il|elle)s? )|:(?! )")
_DATELINE = re.compile(r"(?:^|\n)[^\n.]{0,60}$")
_DATELINE_END = re.compile(r" ?(?:[–—|-]|\n|$|, ?(?:mis a jour|a \d))")
_SIGNED = re.compile(
    r"\b(?:publie|paru|mis a jour|modifie|redaction|publication|mise en ligne)\b[^.\n]{0,30}$"
)


def days(found: Findings) -> list[DateMention]:
    """The dates that can be an event's: neither a year nor a length of time, nor the article's own."""
    return [
        d for d in found.dates if len(d.first) > 4 and d.rule not in _NO_DAYS and not _of_article(found, d)
    ]


def _of_article(found: Findings, d: DateMention) -> bool:
    before = found.low[max(0, d.start - 64) : d.start]
    if _SIGNED.search(before):
        return True
    return (
        d.rule in {"day", "numeric"}
        and _DATELINE.search(before) is not None
        and _DATELINE_END.match(found.low, d.end) is not None
        and d.first == str(found.published)
    )


def _fits(name: Named, rule: str, *, to_the_day: bool) -> bool:
    """What some heads need more than others."""
    if name.head == "edition":
        return rule == "takes-place"
    if name.head.startswith(_ROUTINE) and not to_the_day:
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
            return None
        around = sentence(self._found.plain, name.start, name.end)
        links = [
            link
            for d in near
            if around[0] <= d.start and d.end <= around[1] + 1 and (link := self._judged(name, d, around))
        ]
        best = max(links, key=lambda k: (k.points, -abs(k.date.start - name.start)), default=None)
        if eve:
            return self._moved(name, best, around, eve)
        return best or self._next_sentence(name, near, around)

    def _next_sentence(self, name: Named, near: list[DateMention], around: Span) -> Link | None:
        """Its day told by a pronoun: "La ville organise un festival. Il se tiendra du 3 au 5 mai"."""
        if name.rank < 2:
            return None
        low = self._found.low
        again = _AGAIN.match(low, around[1])
        if again is None:
            return None
        d = next((d for d in near if again.end() <= d.start < again.end() + _SAID_AGAIN), None)
        if d is None or _BREAK.search(low[again.end() : d.start]) or not _DAY.match(d.first):
            return None
        return Link(
            name, d, 6.5, "next-sentence", (around[0], sentence(self._found.plain, d.start, d.end)[1])
        )

    def _judged(self, name: Named, d: DateMention, around: Span) -> Link | None:
        if d.start < name.end and name.start < d.end:
            return None
        points, rule, beside = self._after(name, d) if d.start >= name.end else self._before(name, d, around)
        to_the_day = _DAY.match(d.first) is not None
        points -= 0.0 if to_the_day else 3.0
        if points < (6.0 if name.rank == 1 else 3.0) or not _fits(name, rule, to_the_day=to_the_day):
            return None
        return None if self._is_others(d, points) else Link(name, d, points, rule, around, beside)

    def _is_others(self, d: DateMention, points: float) -> bool:
        """Whether the words before a day say that it is none of an event's: "jusqu'au", "depuis", "voté le"."""
        low = self._found.low
        until = _UNTIL.search(low[max(0, d.start - 8) : d.start + 3])
        return until is not None or (
            points < 8 and _OTHERWISE.search(low[max(0, d.start - 16) : d.start + 3]) is not None
        )

    def _after(self, name: Named, d: DateMention) -> tuple[float, str, bool]:
        gap = self._found.low[name.end : d.start]
        if _PUT_OFF.search(gap) and not _BREAK.search(gap):
            return 11.0, "takes-place", False
        if _BESIDE.match(gap):
            return 10.0, "beside", True
        verb = _TAKES_PLACE.search(gap)
        if verb and not _BREAK.search(gap):
            return 9.0 - len(gap) / 60, "takes-place", False
        if len(gap) < 64 and _PLACE_BETWEEN.match(self._found.plain[name.end : d.start]):
            return 6.5, "place-between", False
        return self._loose(name, gap, d.start)

    def _before(self, name: Named, d: DateMention, around: Span) -> tuple[float, str, bool]:
        low = self._found.low
        gap = low[d.end : name.start]
        if len(gap) < 40 and _AGENDA.match(gap):
            # ", la mise en service" goes on with a list, unless the day begins the sentence
            listed = "," in gap and not any(c.isdigit() for c in gap) and d.start > around[0] + 3
            return 4.0 if listed else 8.0, "agenda", False
        leads = _LEADS.search(low, max(0, d.start - 40), d.start)
        if (leads or _TAKES_PLACE.search(gap)) and not _BREAK.search(gap):
            return 7.5 - len(gap) / 60, "takes-place", False
        if len(gap) < 70 and _GATHERED.search(low, max(0, d.start - 24), d.start) and _FOR.search(gap):
            return 7.0 - len(gap) / 60, "hosted", False
        if len(gap) < 90 and not _BREAK.search(gap) and _HOSTS.search(low, max(0, d.start - 60), name.start):
            return 7.0 - len(gap) / 60, "hosted", False
        if d.start > around[0] + 3 and not _FRAME.search(low[max(0, name.start - 34) : name.at]):
            return 0.0, "", False
        return self._loose(name, gap, d.start)

    def _loose(self, name: Named, gap: str, at: int) -> tuple[float, str, bool]:
        if _BREAK.search(gap):
            return 0.0, "", False
        claimed = CLAIMS.search(self._found.plain, max(0, at - 30), at) is not None
        ahead = self._found.low[max(0, name.start - 34) : name.at]
        if _FRAME.search(ahead) or _FRAME.search(self._found.low[max(0, name.start - 34) : name.start]):
            return 6.0 - len(gap) / 200, "framed", False
        if claimed:
            return 0.0, "", False
        if _HOSTS.search(self._found.low, max(0, name.start - 60), name.start):
            return 5.0 + (1.0 if len(gap) < 30 else 0), "hosted", False
        return (3.5 if len(gap) < 110 else 0.0), "same-sentence", False

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
