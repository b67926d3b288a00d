"""Where a text has verbs of speech and prepositions of view: found once, asked for by sentence."""

import re
from bisect import bisect_left
from typing import NamedTuple

from nlp.quotes.lexicon import introducers, verbs, words

_WORD = re.compile(r"[a-z]{3,}")
_BEFORE = re.compile(r"([a-z]+) $")
_OBJECTS = frozenset(["l", "le", "la"])
_VIEW = re.compile(rf"(?<![a-z])({introducers('according')}) ")


class Hit(NamedTuple):
    """A word that may be a verb of speech: low[start:end], and what it takes."""

    start: int
    end: int
    kinds: frozenset[str]
    that: bool


class Hits:
    """The hits of one text outside marks; what an article or a possessive leads is no verb ("l'annonce")."""

    def __init__(self, low: str) -> None:
        forms, that, nouns = verbs(), words("that", "words"), words("not_verbs", "before")
        homographs = words("not_verbs", "nouns")
        none: frozenset[str] = frozenset()
        self._verbs: list[Hit] = []
        for match in _WORD.finditer(low):
            word = match.group()
            if word in forms or word in that:
                before = _BEFORE.search(low, max(0, match.start() - 9), match.start())
                if (
                    before is None
                    or before[1] not in nouns
                    or (before[1] in _OBJECTS and word not in homographs)
                ):
                    self._verbs.append(Hit(*match.span(), forms.get(word, none), word in that))
        self._starts = [v.start for v in self._verbs]
        self._views = [m.start() for m in _VIEW.finditer(low)]

    def verbs(self, start: int, end: int) -> list[Hit]:
        """Those that begin within a span."""
        return self._verbs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def views(self, start: int, end: int) -> bool:
        """Whether "selon", "pour" or their like begin within a span."""
        at = bisect_left(self._views, start)
        return at < len(self._views) and self._views[at] < end
