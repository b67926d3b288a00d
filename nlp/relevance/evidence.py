"""What a text shows, before anything is counted: where technology, local authorities and actions stand."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from core.types import MentionKind, RoleKind, Span
from nlp.findings import Findings
from nlp.relevance.cues import Hit, groups
from nlp.technologies import lexicon

HEAD = 280
"""Characters of title and standfirst, where the press says what an article is about."""
_REST = re.compile(r"\w*")  # of a word whose beginning was found
_STOP = re.compile(r"[.!?…](?=[\s»”\"])|\n+")
_LOCAL = frozenset({"authority", "elected", "intercommunal"})
_ACTS = frozenset({"deploy", "test", "plan"})
LOCAL_ROLES = frozenset({RoleKind.MAYOR, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR, RoleKind.EPCI_PRESIDENT})
"""Roles of those who speak for a local authority."""


class Spot:
    """A kind of evidence: where it stands; what overlaps the one before is the same place."""

    __slots__ = ("_end", "_spans", "_text", "starts")

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._end = 0
        self._spans: list[Span] = []
        self.starts: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Note a place."""
        self._spans.append((start, end))
        if start >= self._end:
            self.starts.append(start)
            self._end = end

    @property
    def kinds(self) -> int:
        """How many different words are written there, whatever their case."""
        return len({self._text[start:end].lower() for start, end in self._spans})

    def examples(self, most: int) -> list[str]:
        """The commonest words there, whole and as they are written first: "inaugur" is a part of "inaugure"."""
        said: dict[str, str] = {}
        count: Counter[str] = Counter()
        for start, end in self._spans:
            rest = _REST.match(self._text, end)
            word = self._text[start : rest.end() if rest else end]
            count[word.lower()] += 1
            said.setdefault(word.lower(), word)
        return [said[key] for key, _ in count.most_common(most)]

    def __len__(self) -> int:
        return len(self.starts)

    def before(self, limit: int) -> int:
        """How many stand before an offset."""
        return bisect_right(self.starts, limit - 1)


_NOTHING = Spot()


class Evidence:
    """The evidence of one text: `tech` is digital by itself, `weak` may be; `local` names a local authority.

    The words of an attack are no technology that a town carries, though they are a subject. `groups` are the places
    of every group of words; `strong` those of its digital words alone; `concepts` those of technologies by topic.
    """

    def __init__(self, found: Findings, hits: Sequence[Hit]) -> None:
        self.found = found
        self.words = found.low.count(" ") + found.low.count("\n") + 1
        self.title_end, self.head_end = _bounds(found.low)
        self.groups: dict[str, Spot] = {}
        self.strong: dict[str, Spot] = {}
        self.concepts: dict[str, Spot] = {}
        spans = _read(found)
        self._sort_out(hits, spans)
        self.tech, self.weak = self._spot(spans["tech"]), self._spot(spans["weak"])
        self.local, self.acts = self._spot(spans["local"]), self._spot(spans["acts"])
        self.towns = self._spot(spans["towns"])

    def _sort_out(self, hits: Sequence[Hit], spans: dict[str, list[Span]]) -> None:
        """Each word to its group, and to the kinds of evidence that the group is."""
        attacks: set[int] = set()
        for start, end, _, group in hits:
            if group == "incident":
                attacks.update(range(start, -end))
        for start, end, weak, group in hits:
            self._at(self.groups, group).add(start, -end)
            kind = _kinds()[group]
            if kind == "about":
                if not weak:
                    self._at(self.strong, group).add(start, -end)
                    spans["tech"].append((start, -end))
                elif group == "digital":
                    spans["weak"].append((start, -end))
            elif kind:
                spans[kind].append((start, -end))
        spans["tech"] = [span for span in spans["tech"] if span[0] not in attacks]
        for m in (*self.found.technologies, *self.found.hints):
            for topic in lexicon.topics(m) if lexicon.weight(m) else ():
                self._at(self.concepts, topic).add(m.start, m.end)

    def _at(self, spots: dict[str, Spot], name: str) -> Spot:
        spot = spots.get(name)
        if spot is None:
            spot = spots[name] = Spot(self.found.text)
        return spot

    def _spot(self, spans: list[Span]) -> Spot:
        spot = Spot(self.found.text)
        for start, end in sorted(spans):
            spot.add(start, end)
        return spot

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


@cache
def _kinds() -> dict[str, str]:
    """Groups to the kind of evidence they are; "" for those that only count by themselves."""

    def kind(name: str, side: str) -> str:
        if side == "about":
            return side
        return "local" if name in _LOCAL else "acts" if name in _ACTS else ""

    return {name: kind(name, group.side) for name, group in groups().items()}


def _read(found: Findings) -> dict[str, list[Span]]:
    """The places of what the pipeline found: technologies, persons who speak for a town, towns."""
    spans: dict[str, list[Span]] = {"tech": [], "weak": [], "local": [], "acts": [], "towns": []}
    for m in found.technologies:
        spans["tech" if lexicon.weight(m) else "weak"].append((m.start, m.end))
    for role in found.roles:
        if role.role in LOCAL_ROLES:
            spans["local"] += role.mentions
    spans["towns"] = [(m.start, m.end) for m in found.communes]
    spans["towns"] += [(m.start, m.end) for m in found.places if m.kind is MentionKind.EPCI]
    return spans
