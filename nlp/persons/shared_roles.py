"""Roles in the plural, that several names share: "N et M, adjoints", "les maires de A et de B, N et M"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.types import Span
from nlp.persons.appositions import Link, link
from nlp.persons.attachment import Attachment
from nlp.persons.complements import clean, complement
from nlp.persons.lists import backward, forward, interleaved
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary

_OBLIQUE = vocabulary("genitives")
_STOP = re.compile(r"[.;:!?\n]")
# "les maires de A, B et C – dans l'ordre, N, M et P –"
_IN_ORDER = re.compile(r"[,–—(-]*\s*(?:respectivement|dans l[’']ordre|dans cet ordre),? ?:?\s*$")

_REACH = 260
_BETWEEN_TOWNS = re.compile(r"(?:\s|,|[–—:(-]|\b(?:et|de|du|des|la|le|les|ainsi|que)\b|[ld][’'])*")


class SharedRoles:
    """Reads one text; names, which begin at `starts`, and towns are told by their index."""

    def __init__(
        self, text: str, low: str, names: Sequence[Span], starts: Sequence[int], towns: Sequence[Span]
    ) -> None:
        self.text, self.low, self.names, self.towns = text, low, names, towns
        self._starts = starts

    def attach(self, group: list[Phrase]) -> Iterator[Attachment]:
        """Every name of a list with its roles."""
        pairs = interleaved(self.text, group[-1].end, self.names, self.towns)
        if pairs:
            yield from (Attachment(name, p, "list", town) for name, town in pairs for p in group)
            return
        tie, listed = self._before(group[0])
        if tie is None:
            listed = self._after(group[-1])
        towns = self._towns(group[-1].end, listed)
        for name, town in zip(listed, towns, strict=True):
            yield from (Attachment(name, phrase, tie.kind if tie else "list", town) for phrase in group)

    def _before(self, phrase: Phrase) -> tuple[Link | None, list[int]]:
        """The list of names that ends before a role, and how it is tied to it."""
        at = bisect_left(self._starts, phrase.start) - 1
        if at < 0 or phrase.article in _OBLIQUE:
            return None, []
        tie = link(self.low[self.names[at][1] : phrase.start], predicate=False)
        if tie is None or tie.kind not in {"apposition", "copula", "former"}:
            return None, []
        listed = backward(self.low, self.names, at)
        return (tie, listed) if len(listed) > 1 else (None, [])

    def _after(self, phrase: Phrase) -> list[int]:
        at = bisect_left(self._starts, phrase.end)
        if at == len(self.names):
            return []
        if self.names[at][0] - phrase.end > _REACH or not self._announces(phrase.end, self.names[at][0]):
            return []
        listed = forward(self.low, self.names, at)
        return listed if len(listed) > 1 else []

    def _announces(self, start: int, end: int) -> bool:
        """Whether what stands between roles and names completes them: "[les maires] de A, B et C – dans l'ordre, N"."""
        gap = _IN_ORDER.sub(", ", clean(self.text, (start, end)))
        if complement(gap) is not None:
            return True
        inside = self.towns[bisect_left(self.towns, (start, 0)) : bisect_left(self.towns, (end, 0))]
        for s, e in reversed(inside):
            gap = gap[: s - start] + gap[min(len(gap), e - start) :] if e - start <= len(gap) else gap
        return len(inside) > 1 and _BETWEEN_TOWNS.fullmatch(gap) is not None

    def _towns(self, end: int, listed: Sequence[int]) -> list[int | None]:
        """Town by town for "les maires de A et de B, N et M", when there are as many."""
        limit = min([*(self.names[i][0] for i in listed if self.names[i][0] > end), end + 120])
        stop = _STOP.search(self.text, end, limit)
        limit = stop.start() if stop else limit
        inside = range(bisect_left(self.towns, (end, 0)), bisect_left(self.towns, (limit, 0)))
        return list(inside) if len(inside) == len(listed) else [None] * len(listed)
