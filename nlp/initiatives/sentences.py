"""The sentences of a text, numbered, with their paragraphs: the units in which an initiative is told."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from core.types import Span
from nlp.text import paragraphs

# a full stop after one capital is an initial or "M."; a sentence may close with a guillemet; a semicolon
# parts what two towns do. Each way begins with its sign, for speed: what may not precede is looked at behind it
_STOP = re.compile(
    r"(?:\.(?<!\b[A-ZÀ-Ý]\.)(?<!\b[Aa]v\.)(?<!\b[Ss]t\.)(?<!\bcf\.)|[!?…])[\s»”]*(?=\s[«“A-ZÀ-Ý0-9—–-])|;(?=\s)"
)
_TITLE = 200


class Sentence(NamedTuple):
    """A sentence's span, the number of its paragraph; `heading`: its paragraph is one line without a full stop."""

    start: int
    end: int
    paragraph: int
    heading: bool


class Sentences:
    """The sentences of a text, in order; `cuts` are joints at which a clause counts as one of its own."""

    def __init__(self, text: str, cuts: Sequence[Span] = ()) -> None:
        self.all: list[Sentence] = []
        self._cuts = cuts
        for number, (start, end) in enumerate(paragraphs(text)):
            heading = end - start <= _TITLE and text[end - 1] not in '.!?…»”":;,'
            at = start
            for stop in _STOP.finditer(text, start, end):
                self._add(text, at, stop.end(), number, heading=False)
                at = stop.end()
            self._add(text, at, end, number, heading=heading and at == start)
        self._starts = [s.start for s in self.all]

    def _add(self, text: str, start: int, end: int, number: int, *, heading: bool) -> None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if not heading:
            first, last = bisect_right(self._cuts, (start, end)), bisect_left(self._cuts, (end, 0))
            for before, behind in self._cuts[first:last]:
                self.all.append(Sentence(start, before, number, heading))
                start = behind
        if start < end:
            self.all.append(Sentence(start, end, number, heading))

    def at(self, offset: int) -> int:
        """The number of the sentence in which an offset lies (or after which: white space)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def span(self, number: int) -> Span:
        """Where a sentence stands."""
        return self.all[number].start, self.all[number].end

    def __len__(self) -> int:
        return len(self.all)
