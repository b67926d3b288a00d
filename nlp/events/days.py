"""The days of a text that can be an event's, and a name with its day."""

import re
from typing import NamedTuple

from core.types import DateMention, Span
from nlp.events.heads import Named
from nlp.findings import Findings

DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_NO_DAYS = frozenset({"length", "year", "season", "part", "term", "today"})
_DATELINE = re.compile(r"(?:^|\n)[^\n.]{0,60}$")
_DATELINE_END = re.compile(r" ?(?:[–—|-]|\n|$|, ?(?:mis a jour|a \d))")
_SIGNED = re.compile(
    r"\b(?:publie|paru|mis a jour|modifie|redaction|publication|mise en ligne)\b[^.\n]{0,30}$"
)


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
