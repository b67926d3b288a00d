"""The persons and bodies of a text as possible speakers: their names, their offices, their gender."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from core.types import Role, RoleKind, Span
from nlp.civility import gender
from nlp.findings import Findings
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase, phrases
from nlp.quotes import genders
from nlp.quotes.complements import speaks_to
from nlp.quotes.lexicon import words
from nlp.quotes.patterns import COMPLEMENT, CONTRACTED, PREPOSITION
from nlp.text import fold

_APPOSED = re.compile(r"(?: ?\([^()\n]{1,60}\))?(?:,| -| –)? ?$")
_CHAINED = re.compile(r"[^.;:!?\n«»]{0,110}(?: et|,|,? mais aussi|,? ainsi que) ?$")
_TOLD_OF = re.compile(
    r"(?<![\w’'-])([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)(?: \((?=\d)|, )(?:(\d{1,3} ans\b)|(?=[a-zà-ÿ]))"
)
_TRADE = re.compile(r"[a-z]{4,}")
VAGUE = frozenset(["other", "company", "staff", "same"])
"""Families of titles that many bear."""
_MOST_PRIVATE = 30
_STEM = 5
_OFFICE_REACH = 120


@dataclass(slots=True)
class Speaker:
    """Who can be quoted: somebody named, or whatever the text calls who speaks (then `role` is None or inferred)."""

    name: str
    role: Role | None = None
    gender: str | None = None
    offices: set[tuple[str, str]] = field(default_factory=set)
    guessed: bool = False
    private: bool = False

    @property
    def named(self) -> bool:
        """Whether the text names them."""
        return self.role is not None and not self.role.inferred


Name = tuple[int, int, Speaker]


class People:
    """Those whom one text names; `names` are (start, end, speaker) in text order, `titles` its role phrases."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.names: list[Name] = sorted(self._named(), key=lambda n: n[:2])
        self.starts = [n[0] for n in self.names]
        self.titles = phrases(found.low)
        self.title_starts = [p.start for p in self.titles]
        self.speakers = list({id(s): s for _, _, s in self.names}.values())
        self.of_kind: dict[RoleKind, list[Speaker]] = defaultdict(list)
        self.inferred = [r for r in found.roles if r.inferred]
        self.owner: dict[int, Speaker] = {}  # of a title, by its start
        self._offices()
        for speaker in self.speakers:
            if speaker.role is not None:
                self.of_kind[speaker.role.role].append(speaker)

    def _named(self) -> list[Name]:
        found, named = self.found, []
        known: set[Span] = set()
        for role in found.roles:
            if role.inferred or not role.mentions:
                continue
            told = next((g for s, _ in role.mentions[:20] if (g := gender(found.text, s))), None)
            speaker = Speaker(role.name, role, told or genders.of_name(role.name), guessed=told is None)
            for start, end in role.mentions:
                named.append((start, end, speaker))
                known.add((start, end))
        others: dict[str, Speaker] = {}
        firsts: dict[str, list[Speaker]] = defaultdict(list)
        for speaker in {id(s): s for _, _, s in named}.values():
            firsts[speaker.name.partition(" ")[0]].append(speaker)
        for start, end in found.names:
            if (start, end) not in known:
                name = " ".join(found.text[start:end].split())
                same = firsts.get(name, [])
                speaker = same[0] if len(same) == 1 else others.setdefault(name, Speaker(name))
                named.append((start, end, speaker))
        return named + self._told_of(named)

    def _told_of(self, named: list[Name]) -> list[Name]:
        """Those told of by first name alone: "Josiane, 72 ans", "Enzo, lycéen"; where they are named again, too."""
        text, low = self.found.plain, self.found.low
        taken = sorted((start, end) for start, end, _ in named)
        starts = [start for start, _ in taken]
        at = {start: speaker for start, _, speaker in named}
        proper = {m.start for m in (*self.found.communes, *self.found.places, *self.found.organisations)}
        private: dict[str, Speaker] = {}
        for match in _TOLD_OF.finditer(text):
            start, name = match.start(1), match[1]
            trade = None if match[2] else _TRADE.match(low, match.end())
            before = bisect_right(starts, start) - 1
            inside = before >= 0 and taken[before][0] < start < taken[before][1]
            if inside or start in proper or not (match[2] or (trade and genders.is_person(trade.group()))):
                continue
            if start in at:
                at[start].private = at[start].role is None
            elif len(private) < _MOST_PRIVATE and fold(name).lower() not in words("grammar", "small"):
                private.setdefault(
                    name, Speaker(name, None, genders.of_first(name), guessed=True, private=True)
                )
        if not private:
            return []
        again = re.compile(rf"(?<![\w’'-])({'|'.join(map(re.escape, private))})\b(?![ \u00a0-][A-ZÀ-Ý])")
        found = [(*m.span(1), private[m[1]]) for m in again.finditer(text)]
        return [n for n in found if n[0] not in at]

    def _offices(self) -> None:
        """Give each title that stands beside a name to who bears it."""
        text, low = self.found.plain, self.found.low
        last: tuple[int, Speaker] | None = None
        for title in self.titles:
            owner = self._before(low, title) or self._after(text, title)
            # "N, maire de Gap, président de ...", not "N, maire de Gap, le préfet ..."
            if owner is None and last is not None and not title.article and title.start - last[0] < 130:
                gap = low[last[0] : title.start]
                owner = (
                    last[1]
                    if _CHAINED.fullmatch(gap) and not self._names_between(last[0], title.start)
                    else None
                )
            if owner is None:
                continue
            last = (title.end, owner)
            self.owner[title.start] = owner
            owner.offices.add((title.family, title.words[:_STEM]))
            told = genders.of_office(title.article, title.words)
            if owner.gender is None or (told == "f" and title.article in {"la", "une", "sa"}):
                owner.gender = told or owner.gender

    def _names_between(self, start: int, end: int) -> bool:
        return bisect_left(self.starts, start) < bisect_left(self.starts, end)

    def _before(self, low: str, title: Phrase) -> Speaker | None:
        at = bisect_left(self.starts, title.start) - 1
        if at < 0 or title.start - self.names[at][1] > 70:
            return None
        gap = low[self.names[at][1] : title.start]
        return self.names[at][2] if "," in gap and _APPOSED.fullmatch(gap) else None

    def _after(self, text: str, title: Phrase) -> Speaker | None:
        at = bisect_left(self.starts, title.end)
        if at == len(self.names) or self.names[at][0] - title.end > 170:
            return None
        if speaks_to(self.found.low, title.start, title.end):
            return None  # "a rappelé le préfet au maire de Gap, N"
        return (
            self.names[at][2] if complement(clean(text, (title.end, self.names[at][0]))) is not None else None
        )

    def is_governed(self, name: int, speaker: Speaker) -> bool:
        """Whether a preposition leads to who is named, or to the office before: "a écrit au maire de Gap, N"."""
        low, at = self.found.low, bisect_left(self.title_starts, name) - 1
        if COMPLEMENT.search(low, max(0, name - 16), name) or PREPOSITION.search(
            low, max(0, name - 20), name
        ):
            return True
        while at >= 0 and name - self.title_starts[at] < _OFFICE_REACH:
            title = self.titles[at]
            if self.owner.get(title.start) is not speaker or self._names_between(title.end, name):
                return False
            led = PREPOSITION.search(low, max(0, title.start - 20), title.start)
            if title.article in CONTRACTED or led:
                return True
            name, at = title.start, at - 1
        return False

    def told_of(self) -> list[Speaker]:
        """The persons whom a pronoun may resume."""
        return [s for s in self.speakers if s.role is not None or s.private]

    def name_at(self, start: int, end: int) -> tuple[int, int, Speaker] | None:
        """The first name that begins within a span."""
        at = bisect_left(self.starts, start)
        return self.names[at] if at < len(self.names) and self.starts[at] < end else None

    def title_at(self, start: int, end: int) -> Phrase | None:
        """The first role phrase that begins within a span."""
        at = bisect_left(self.title_starts, start)
        return self.titles[at] if at < len(self.titles) and self.title_starts[at] < end else None

    def before(self, at: int, floor: int) -> list[Name]:
        """The names between `floor` and `at`, the nearest first; some dozens at most."""
        right = bisect_right(self.starts, at - 1)
        left = max(bisect_left(self.starts, floor), right - 40)
        return self.names[left:right][::-1]
