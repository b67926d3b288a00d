"""A day that another one takes the place of: "pas le 12 mars, mais le 19", "fixée au 1er ; elle se tiendra le 8"."""

import re
from bisect import bisect_left
from datetime import date, timedelta

from core.types import DateMention
from nlp.dates.vocabulary import NUMBER, count
from nlp.events.days import DAY, Link
from nlp.events.vocabulary import pattern
from nlp.findings import Findings
from nlp.text import sentence

_NOT_ON = re.compile(r"\b(?:pas|plus|non) (?:[a-z]+ ){0,2}?(?:le |ce |du )?$")
_BUT = re.compile(r",? mais (?:bien |plutot |finalement )?(?:le |du |au )?$")
_HAD = re.compile(rf"\b{pattern('signs', 'at_first')}\b[^.;!?]{{0,60}}$")
_FINALLY = re.compile(
    rf"[^.;:!?]{{0,30}} ?[.;,:] (?:mais )?{pattern('signs', 'again')} (?:[a-z]+ ){{0,2}}?"
    rf"{pattern('signs', 'takes_place')} (?:[a-z]+ )?(?:le |au |du |ce )?$"
)
_MOVED = (
    r"(?:est|sont|a ete|ont ete|sera|seront) (?:[a-z]{2,20} )?"
    rf"(?:{pattern('signs', 'moved')}|{pattern('signs', 'handed')})"
)
_MOVED_THEN = re.compile(
    rf"[^.;:!?]{{0,30}} ?[.;,:] (?:mais )?{pattern('signs', 'again')} {_MOVED} (?:[a-z]{{2,20}} )?(?:au |a |le )?$"
    rf"|,? [^.;:!?,]{{0,20}}{_MOVED} [^.;:!?]{{0,40}} ?[.;,:] (?:mais )?{pattern('signs', 'again')} (?:[a-z]+ ){{0,2}}?"
    rf"{pattern('signs', 'takes_place')} (?:le |au |du |ce )?$"
)
"""As "Il est remis au 21 mars"; "est avancée d'une semaine : elle ouvrira le 3"."""
_SHIFTED = re.compile(
    rf"(?:,? (?:a|au|aux|qui|prevue?s?|initialement)\b[^.;:!?,«»\n]{{0,60}}?(?:,|(?=[ .;])))?"
    rf"(?P<again> ?[.;] {pattern('signs', 'again')}\b|,)? (?:(?:finalement|donc) )?"
    rf"(?:(?P<moved>{_MOVED}) (?:de |d )|(?P<held>{pattern('signs', 'takes_place')}) )"
    rf"(?P<n>{NUMBER}) (?P<unit>jours?|semaines?)\b(?P<turn> plus tard| plus tot| apres| avant)?"
)
_EARLIER = ("avanc", "plus tot", "avant")
_REACH = 90
_LONGEST = 400
"""Days."""


def replaced(found: Findings, link: Link, dates: list[DateMention], starts: list[int]) -> Link:
    """The link with the day that stands for its own."""
    at = bisect_left(starts, link.date.start) + 1
    later = dates[at] if at < len(dates) else None
    if shifted := _shifted(found, link):
        return shifted
    if later is None or later.start - link.date.end > _REACH or not DAY.match(later.first):
        return link
    low, d = found.low, link.date
    gap = low[d.end : later.start]
    ahead = low[max(link.around[0], d.start - 60) : d.start]
    if not (
        (_BUT.match(gap) and _NOT_ON.search(ahead))
        or _MOVED_THEN.match(gap)
        or (_FINALLY.match(gap) and _HAD.search(low[max(link.around[0], d.start - 90) : d.start]))
    ):
        return link
    around = (link.around[0], max(link.around[1], sentence(found.plain, later.start, later.end)[1]))
    return link._replace(date=later, rule="replaced", points=9.0, around=around, beside=False)


def _shifted(found: Findings, link: Link) -> Link | None:
    """The link some days on: "est décalé de deux semaines", "aura lieu une semaine plus tard"."""
    d = link.date
    m = _SHIFTED.match(found.low, d.end) if DAY.match(d.first) and DAY.match(d.last) else None
    if m is None or (m["held"] and not m["turn"]):
        return None
    ahead = found.low[max(link.around[0], d.start - 90) : d.start]
    if (m["again"] or "")[1:] and not m["moved"] and not _HAD.search(ahead):
        return None
    steps = count(m["n"]) * (7 if m["unit"].startswith("semaine") else 1)
    by = timedelta(-steps if any(word in m.group() for word in _EARLIER) else steps)
    if steps > _LONGEST:
        return None
    first, last = (str(date.fromisoformat(iso) + by) for iso in (d.first, d.last))
    return link._replace(date=d._replace(first=first, last=last), rule="replaced", points=9.0, beside=False)
