"""A day that another one takes the place of: "pas le 12 mars, mais le 19", "fixée au 1er ; elle se tiendra le 8"."""

import re
from bisect import bisect_left

from core.types import DateMention
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
_REACH = 90


def replaced(found: Findings, link: Link, dates: list[DateMention], starts: list[int]) -> Link:
    """The link with the day that stands for its own."""
    at = bisect_left(starts, link.date.start) + 1
    later = dates[at] if at < len(dates) else None
    if later is None or later.start - link.date.end > _REACH or not DAY.match(later.first):
        return link
    low, d = found.low, link.date
    gap = low[d.end : later.start]
    ahead = low[max(link.around[0], d.start - 60) : d.start]
    if not (
        (_BUT.match(gap) and _NOT_ON.search(ahead))
        or (_FINALLY.match(gap) and _HAD.search(low[max(link.around[0], d.start - 90) : d.start]))
    ):
        return link
    around = (link.around[0], max(link.around[1], sentence(found.plain, later.start, later.end)[1]))
    return link._replace(date=later, rule="replaced", points=9.0, around=around, beside=False)
