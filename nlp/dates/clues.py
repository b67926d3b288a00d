"""What a date is resolved by: the text around it and the day of publication."""

import re
from datetime import date

from core.types import DateMention
from nlp.dates import patterns
from nlp.dates.tense import Verbs
from nlp.findings import Findings

_WAYS = {"proc": 1, "suiv": 1, "dern": -1, "pass": -1}


class Clues:
    """A text and its day, as the readers of dates ask them."""

    def __init__(self, found: Findings) -> None:
        self.low = found.low
        self.plain = found.plain
        self.published: date | None = found.published
        self.verbs = Verbs(found.plain)

    def way(self, m: re.Match[str]) -> int:
        """Whether what is told of a date is to come (1) or past (-1): its own word, else the sentence's verbs."""
        turn = m.groupdict().get("turn")
        if not turn and self.verbs.until(m.start()):
            return 2
        return 3 * said(turn) or self.verbs.direction(m.start(), m.end())

    def before(self, at: int, reach: int = 40) -> str:
        """The text before, on its line, beginning with its line's break if it is near."""
        return self.low[max(0, at - reach) : at]

    def mention(
        self, start: int, end: int, first: date | str | None, last: date | str | None, rule: str
    ) -> DateMention:
        """A mention with the article or demonstrative before it ("le", "du", "ce")."""
        opening = patterns.OPENING.search(self.before(start, 6))
        if opening:
            start -= len(opening.group())
        return DateMention(start, end, str(first), str(last), rule)


def said(turn: str | None) -> int:
    """1 for " prochain", -1 for " de l an dernier", 0 for None and " ci"."""
    return next((way for begin, way in _WAYS.items() if turn and begin in turn), 0)
