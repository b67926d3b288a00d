"""Where an event takes place: the town that its sentence names, else the text's own town for what a town holds."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from core.types import Mention, MentionKind, Span
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

_AT = re.compile(r"(?:\b(?:a|au|aux|en|pour|de|d|du|commune de|ville de|maire de) |\(|[-–,] ?)(?:l[ea]s? )?$")
_THERE = re.compile(r"\b(?:a|au|aux) (?:l[ea]s? )?$")
_VENUE = re.compile(
    rf"\b{pattern('venues', 'words')}(?: (?:de la |de l |du |des |de |d |d en )?[a-z0-9œ]+){{1,3}}"
)
_VISITED = re.compile(
    r"\b(?:(?:en visite|en deplacement|en voyage|de retour) (?:[a-z]+ )?(?:a|au|aux|en|d|de|du|des)"
    r"|(?:venue?s?|arrivee?s?|originaires?|partie?s?|jumelee?s?|deputee?s?|senateur|senatrice|prefete?|tribunal)"
    r" (?:[a-z]+ )?(?:d|de|du|des|avec)) (?:l[ea]s? )?$"
)
"""A town that somebody visits or comes from is none where the event is."""
_DATELINE = re.compile(
    r"(?: \([^)\n]{2,30}\))?(?:, \d{1,2}(?:er)? \w+\.?(?: \d{4})?)?(?: \(AFP\))? [–—-] |, \d{1,2}(?:er)? "
)
_HERE = re.compile(rf"\b{pattern('venues', 'here')}\b(?! d)")
"""A town hall or a library without a name is the text's own town's."""
_AT_FIRST = re.compile(
    rf"\b{pattern('signs', 'at_first_at')} (?:[^.;:!?\n]{{2,40}} )?(?:a|au|aux) (?:l[ea]s? )?$"
)
_NOW = re.compile(
    rf"\b{pattern('signs', 'takes_place')}\b[^.;:!?\n]{{0,40}} (?:a|au|aux) (?:l[ea]s? )?$"
    rf"|\b{pattern('signs', 'moved')}\b[^.;:!?\n]{{0,40}} (?:a|au|aux) (?:l[ea]s? )?$"
)
"""Of two towns the one that an event had first, and the one that it has now."""
_CAPITAL = re.compile(r"[A-ZÀ-Ý0-9]")
_TAIL = re.compile(r"[ ’'-](?:[a-zà-ÿ]{1,3}|[a-zà-ÿ-]+)$")


def _start(mention: Mention) -> int:
    return mention.start


def _dates_a_line(found: Findings, m: Mention) -> bool:
    """A dateline ("NANTES, 22 janvier 2025 –") says where the journalist is."""
    opens = m.start == 0 or found.text[m.start - 1] == "\n"
    return opens and _DATELINE.match(found.text, m.end) is not None


class Places:
    """The towns of one text, asked for each event."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        abroad = [m for m in found.places if m.kind is MentionKind.FOREIGN]
        self._towns = sorted(
            [*(m for m in found.communes if not _dates_a_line(found, m)), *abroad], key=_start
        )
        self._starts = [m.start for m in self._towns]
        counts = Counter(m.key for m in found.communes)
        best = max(counts.values(), default=0)
        self._one = len(counts) == 1 and not abroad
        self._bodies = sorted(m.start for m in found.places if m.kind is MentionKind.EPCI)
        self._main = next((m for m in found.communes if counts[m.key] == best), None)

    def alone(self, around: Span) -> bool:
        """Whether the text names one town and none abroad, and the sentence no grouping of towns."""
        return self._one and bisect_left(self._bodies, around[0]) == bisect_left(self._bodies, around[1])

    def of(self, name: Span, around: Span, *, local: bool) -> tuple[str, str | None]:
        """(place as the text names it, INSEE code)."""
        here = local or _HERE.search(self._found.low, around[0], around[1]) is not None
        town = self._named(name, around) or (self._main if here else None)
        venue = self._venue(name, around)
        insee = town.key if town and town.kind is MentionKind.COMMUNE else None
        if venue and town and self._is_elsewhere(venue, town, around):
            venue = ""  # "prévu à la salle des fêtes de Tournus, il se tiendra à Cluny"
        return venue or (town.surface if town else ""), insee

    def _is_elsewhere(self, venue: str, town: Mention, around: Span) -> bool:
        """Whether a hall has another town's name than the event's."""
        left, right = bisect_left(self._starts, around[0]), bisect_left(self._starts, around[1])
        near = self._towns[left : min(right, left + 12)]
        return any(m.key != town.key and venue.endswith(m.surface) for m in near)

    def _named(self, name: Span, around: Span) -> Mention | None:
        left, right = bisect_left(self._starts, around[0]), bisect_left(self._starts, around[1])
        near = [m for m in self._towns[left : min(right, left + 12)] if not self._is_visited(m)]
        near = self._moved(near)
        best = max(near, key=lambda m: self._nearness(m, name), default=None)
        inside = self._inside(name)
        there = (
            best
            and best.start >= name[1]
            and _THERE.search(self._found.low, max(0, best.start - 8), best.start)
        )
        return best if inside is None or there else inside

    def _moved(self, near: list[Mention]) -> list[Mention]:
        """Without the towns where it was to be first: "prévu à Tournus, il aura lieu à Cluny"."""
        low = self._found.low
        for old, new in pairwise(near):
            if (
                old.key != new.key
                and _AT_FIRST.search(low, max(0, old.start - 70), old.start)
                and _NOW.search(low, old.end, new.start)
            ):
                return [m for m in near if m.key != old.key]
        return near

    def _inside(self, name: Span) -> Mention | None:
        """The town that the name itself has; "le forum de Dole se tiendra à Beaune" is at Beaune all the same."""
        left, right = bisect_left(self._starts, name[0]), bisect_left(self._starts, name[1])
        return self._towns[left] if left < right else None

    def _is_visited(self, m: Mention) -> bool:
        return _VISITED.search(self._found.low, max(0, m.start - 36), m.start) is not None

    def _nearness(self, m: Mention, name: Span) -> float:
        before = self._found.low[max(0, m.start - 8) : m.start]
        gap = min(abs(m.start - name[1]), abs(name[0] - m.end))
        return (2.0 if _THERE.search(before) else 0.5 if _AT.search(before) else 0.0) - gap / 100

    def _venue(self, name: Span, around: Span) -> str:
        """A hall or a square with its name: "salle du Pin-Galant"."""
        m = _VENUE.search(self._found.low, name[1], min(around[1], name[1] + 120))
        if m is None or not _CAPITAL.search(self._found.text, m.start() + 1, m.end()):
            return ""
        words = self._found.text[m.start() : m.end()]
        while (tail := _TAIL.search(words)) and not _CAPITAL.search(tail.group()):
            words = words[: tail.start()]
        return words.strip() if _CAPITAL.search(words) else ""
