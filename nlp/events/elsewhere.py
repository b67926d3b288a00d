"""Days of an event that its own sentence does not tell, or does not tell itself.

The next one takes it up, the one before has told it, its name has its year, or it is its eve.
"""

import re
from bisect import bisect_left
from datetime import date, timedelta

from core.types import DateMention, Span
from nlp.events.between import BREAK
from nlp.events.days import DAY, Link
from nlp.events.heads import Named
from nlp.events.vocabulary import pattern
from nlp.findings import Findings
from nlp.text import sentence

_AGAIN = re.compile(
    rf"[.!;]? {{0,2}}\n?(?:(?:{pattern('signs', 'again')}) (?:[a-z]+ ){{0,2}}?{pattern('signs', 'takes_place')}\b"
    r"|rendez vous (?:est pris |est donne )?(?=l|d|\d|m|j|v|s))"
)
_SAID_AGAIN = 70
_SAID_BEFORE = 160
_OPENS = 30
_YEAR = re.compile(r"(?<=[ \u00a0])20\d\d$")
_IN_YEAR = re.compile(
    rf"[^.;:!?«»\n]{{0,60}}?\b{pattern('signs', 'takes_place')}\b"
    r"(?: (?:a|au|aux|dans) [^.;:!?«»\n,]{2,40}?)?,? "
    r"(?:en|(?:en |au |a l )(?:printemps|ete|automne|hiver)) (?P<year>20\d\d)\b"
)
_HELD = re.compile(
    r"\b(?:accueillait|organisait|recevait|se tenait|tenait|disputait|participaient|participait) "
)
_RITES = ("ceremonie", "inauguration", "remise", "reunion publique", "reunion d information")
_TOOK_PLACE = re.compile(
    r"(?: organisee par [^.;:,\n]{2,40}?)? (?:s est tenue|s est deroulee|a eu lieu|se tenait|avait lieu|a reuni|"
    r"a rassemble|a dure|a attire|a commence|a tourne)\b"
)
_THIS = re.compile(r"(?:ce|cet|cette) ")
_EVE = re.compile(r"\ba la veille (?:de|du|des|d)\b[^.]{0,12}$")
_MORROW = re.compile(r"\bau lendemain (?:de|du|des|d)\b[^.]{0,12}$")


def by_year(found: Findings, name: Named) -> Link | None:
    """A name that has its year: "le Salon des maires 2025"."""
    year = _YEAR.search(found.text, name.at, name.end)
    if year is None or name.rank < 3:
        return _in_year(found, name)
    mention = DateMention(year.start(), year.end(), year[0], year[0], "year")
    around = sentence(found.plain, name.start, name.end)
    return Link(name, mention, 4.0, "year", around)


def _in_year(found: Findings, name: Named) -> Link | None:
    """As "la prochaine édition aura lieu à Dole en 2027": to come, for of what is past a year says little.

    ISO 8601 dates have no seasons: "au printemps 2027" is of 2027.
    """
    m = _IN_YEAR.match(found.low, name.end) if name.rank == 3 or name.head == "edition" else None
    if m is None or int(m["year"]) < (found.published.year if found.published else 9999):
        return None
    mention = DateMention(m.start("year"), m.end("year"), m["year"], m["year"], "year")
    return Link(name, mention, 4.0, "in-year", sentence(found.plain, name.start, name.end))


def sentence_before(found: Findings, dates: list[DateMention], starts: list[int], name: Named) -> Link | None:
    """Its day told ahead: "Samedi, on retenait son souffle. Dole accueillait la finale"; a rite's by what was done."""
    around = sentence(found.plain, name.start, name.end)
    at = bisect_left(starts, around[0])
    d = dates[at - 1] if at else None
    if d is None or name.rank < 2 or around[0] - d.end > _SAID_BEFORE or not DAY.match(d.first):
        return None
    alone = at == len(dates) or dates[at].start >= around[1]
    ahead = sentence(found.plain, d.start, d.end)
    if not alone or ahead[0] > d.start or "\n" in found.text[d.end : name.start]:
        return None
    if name.head.startswith(_RITES) and name.start == around[0] and _TOOK_PLACE.match(found.low, name.end):
        return Link(name, d, 5.0, "sentence-before", (ahead[0], around[1]))
    if _THIS.match(found.low, name.start) and name.start == around[0]:
        return Link(name, d, 5.0, "sentence-before", (ahead[0], around[1]))
    if name.rank < 3 or d.start - ahead[0] > _OPENS or not _HELD.search(found.low, around[0], name.start):
        return None
    return Link(name, d, 5.0, "sentence-before", (ahead[0], around[1]))


def next_sentence(found: Findings, name: Named, near: list[DateMention], around: Span) -> Link | None:
    """Its day told by a pronoun: "La ville organise un festival. Il se tiendra du 3 au 5 mai"."""
    if name.rank < 2:
        return None
    low = found.low
    part = low.find(";", name.end, around[1])
    again = (_AGAIN.match(low, part) if part > 0 else None) or _AGAIN.match(low, around[1])
    if again is None:
        return None
    d = next((d for d in near if again.end() <= d.start < again.end() + _SAID_AGAIN), None)
    if d is None or BREAK.search(low[again.end() : d.start]) or not DAY.match(d.first):
        return None
    return Link(name, d, 6.5, "next-sentence", (around[0], sentence(found.plain, d.start, d.end)[1]))


def eve_of(found: Findings, name: Named) -> int:
    """1 at an event's eve ("à la veille d'un sommet"), -1 on its morrow."""
    ahead = found.low[max(0, name.start - 30) : name.at]
    return 1 if _EVE.search(ahead) else -1 if _MORROW.search(ahead) else 0


def moved(name: Named, best: Link | None, around: Span, eve: int) -> Link | None:
    """The day after (`eve` 1) the one that its sentence tells; "à la veille du scrutin" alone tells none."""
    if best is None or best.rule == "beside" or not DAY.match(best.date.first):
        return best
    iso = str(date.fromisoformat(best.date.first) + timedelta(eve))
    return Link(name, DateMention(name.start, name.end, iso, iso, "eve"), 6.0, "eve", around)
