"""What a paragraph holds before a title: its names, its towns, the sentences between."""

import re
from bisect import bisect_left

from core.types import Span
from nlp.persons.attachments import Attacher
from nlp.persons.complements import clean
from nlp.persons.role_words import Phrase
from nlp.persons.titles import QUOTE

_REACH = 700
_STOP = re.compile(r"[.!?…](?=\s|$)")
_AT_TOWN = re.compile(r"(?:^|[.!?»]\s|\n)(?:a|au|aux|chez nous a|du cote de|cote|reste) $")


class Paragraphs:
    """Reads one text; names and towns are told by their index."""

    def __init__(self, attacher: Attacher) -> None:
        self.text, self.low, self.names = attacher.text, attacher.low, attacher.names
        self.starts = [n[0] for n in attacher.names]
        self._town_starts = [t[0] for t in attacher.towns]

    def start(self, phrase: Phrase) -> int:
        """Where the paragraph of a title begins, or what is read of it."""
        return max(self.text.rfind("\n", 0, phrase.start) + 1, phrase.start - _REACH)

    def named_before(self, phrase: Phrase) -> range:
        """The names of the paragraph before a title."""
        return range(bisect_left(self.starts, self.start(phrase)), bisect_left(self.starts, phrase.start))

    def sentences_between(self, at: int, phrase: Phrase) -> int:
        """How many sentences end between a name and a title, quotes apart."""
        gap = QUOTE.sub("", clean(self.text, (self.names[at][1], phrase.start)))
        return len(_STOP.findall(gap)) if len(gap) < _REACH else 99

    def sentence_start(self, at: int) -> int:
        """Where the sentence about `at` begins."""
        return max(self.text.rfind(stop, 0, at) for stop in ("\n", ". ", "! ", "? ", "» ")) + 1

    def towns_between(self, start: int, end: int) -> range:
        """The towns named between two positions."""
        return range(bisect_left(self._town_starts, start), bisect_left(self._town_starts, end))

    def placed_in(self, name: Span) -> int | None:
        """The town where the paragraph places a person: "À Gap, N", "À Gap, la neige tient. N"."""
        edge = max(self.text.rfind("\n", 0, name[0]) + 1, name[0] - _REACH)
        placed = [
            i
            for i in self.towns_between(edge, name[0])
            if _AT_TOWN.search(self.low[max(0, self._town_starts[i] - 20) : self._town_starts[i]])
        ]
        return placed[-1] if placed else None
