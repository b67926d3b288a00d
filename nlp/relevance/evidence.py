"""What a text shows, before anything is counted: where technology, local authorities and actions stand."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from core.types import MentionKind, RoleKind
from nlp.findings import Findings
from nlp.relevance.cues import Hit, groups
from nlp.technologies import lexicon

HEAD = 280
"""Characters of title and standfirst, where the press says what an article is about."""
_STOP = re.compile(r"[.!?…](?=[\s»”\"])|\n+")
_LOCAL = frozenset({"authority", "elected", "intercommunal"})
_ACTS = frozenset({"deploy", "test", "plan"})
LOCAL_ROLES = frozenset({RoleKind.MAYOR, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR, RoleKind.EPCI_PRESIDENT})
"""Roles of those who speak for a local authority."""


@dataclass(slots=True)
class Spot:
    """A kind of evidence: where it begins, and what is written there."""

    starts: list[int] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    _end: int = 0

    def add(self, start: int, end: int, surface: str) -> None:
        """Note a place; what overlaps the one before is the same place."""
        self.surfaces[surface] += 1
        if start >= self._end:
            self.starts.append(start)
            self._end = end

    def __len__(self) -> int:
        return len(self.starts)

    def before(self, limit: int) -> int:
        """How many stand before an offset."""
        return bisect_right(self.starts, limit - 1)


_NOTHING = Spot()


class Evidence:
    """The evidence of one text: `tech` is digital by itself, `weak` may be; `local` names a local authority.

    The words of an attack are no technology that a town carries, though they are a subject.

    `groups` are the places of every group of words; `strong` those of its digital words alone.
    """

    def __init__(self, found: Findings, hits: Iterable[Hit]) -> None:
        self.found = found
        self.words = found.low.count(" ") + found.low.count("\n") + 1
        self.title_end, self.head_end = _bounds(found.low)
        self.groups: dict[str, Spot] = {}
        self.strong: dict[str, Spot] = {}
        self.tech, self.weak, self.local, self.towns, self.acts = Spot(), Spot(), Spot(), Spot(), Spot()
        self.concepts: dict[str, Spot] = {}
        hits = list(hits)
        attacks = {at for h in hits if h.group == "incident" for at in range(h.start, h.end)}
        notes = [*_words(hits), *_technologies(found), *_people(found), *_towns(found)]
        for start, end, kind, name in sorted(notes):
            if kind != "tech" or start not in attacks:
                self._note(start, end, kind, name)

    def _note(self, start: int, end: int, kind: str, name: str) -> None:
        surface = self.found.low[start:end]
        if kind == "word":
            self.groups.setdefault(name, Spot()).add(start, end, surface)
        elif kind == "strong":
            self.strong.setdefault(name, Spot()).add(start, end, surface)
        elif kind == "topic":
            self.concepts.setdefault(name, Spot()).add(start, end, surface)
        else:
            getattr(self, kind).add(start, end, surface)

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end."""
        return [m.end() for m in _STOP.finditer(self.found.low)]

    @property
    def plain(self) -> bool:
        """Whether no technology and no digital word is named at all."""
        return not self.tech and not self.weak and not self.strong

    def group(self, name: str) -> Spot:
        """The places of a group, none when it is absent."""
        return self.groups.get(name, _NOTHING)

    def sentences(self, spot: Spot) -> set[int]:
        """Numbers of the sentences in which this stands."""
        return {bisect_right(self.stops, start) for start in spot.starts}


def _bounds(low: str) -> tuple[int, int]:
    """Ends of the title (a first line that is no paragraph) and of the head."""
    line = low.find("\n")
    title = line if 0 < line <= 200 else min(len(low), 120)
    return title, max(title, min(HEAD, len(low)))


def _words(hits: Iterable[Hit]) -> Iterator[tuple[int, int, str, str]]:
    known = groups()
    for start, end, group, strong in hits:
        yield start, end, "word", group
        if known[group].side == "about":
            yield start, end, "tech" if strong else "weak" if group == "digital" else "word", group
            if strong:
                yield start, end, "strong", group
        elif group in _LOCAL:
            yield start, end, "local", group
        elif group in _ACTS:
            yield start, end, "acts", group


def _technologies(found: Findings) -> Iterator[tuple[int, int, str, str]]:
    """Hints (a cyberattack) are a subject, not a technology that a town carries."""
    for m in found.technologies:
        yield m.start, m.end, "tech" if lexicon.weight(m) else "weak", m.key
    for m in (*found.technologies, *found.hints):
        for topic in lexicon.topics(m) if lexicon.weight(m) else ():
            yield m.start, m.end, "topic", topic


def _people(found: Findings) -> Iterator[tuple[int, int, str, str]]:
    for role in found.roles:
        if role.role in LOCAL_ROLES:
            for start, end in role.mentions:
                yield start, end, "local", "elected"


def _towns(found: Findings) -> Iterator[tuple[int, int, str, str]]:
    for m in found.communes:
        yield m.start, m.end, "towns", m.key
    for m in found.places:
        if m.kind is MentionKind.EPCI:
            yield m.start, m.end, "towns", m.key
