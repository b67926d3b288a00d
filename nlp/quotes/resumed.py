"""Whom a description or a pronoun resumes: "le maire", "l'éleveur", "la seconde", "elle".

Wrong words in a mayor's mouth are the gravest error: where two persons could be meant, nobody is.
"""

import re
from bisect import bisect_right

from core.types import RoleKind
from nlp.persons.role_words import Phrase
from nlp.quotes import offices
from nlp.quotes.lexicon import words
from nlp.quotes.marks import Marked
from nlp.quotes.offices import agrees
from nlp.quotes.patterns import JOINED
from nlp.quotes.people import People, Speaker
from nlp.quotes.prominence import Prominence
from nlp.quotes.sentences import Sentence

_LOCAL = frozenset([RoleKind.MAYOR, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR, RoleKind.EPCI_PRESIDENT])
_PUBLIC = _LOCAL | {RoleKind.MINISTER}
_ELECTED = _LOCAL | {RoleKind.FORMER_MAYOR, RoleKind.OTHER}
_FAR, _NEAR = 2500, 900
_ROOT, _APPOSITION = 6, 60
_NOUN = re.compile(r"(?:le |la |l |son |sa |ce |cet |cette |notre )([a-z]{4,})")
_COUPLE = 120
Mention = tuple[int, Speaker, bool]
"""Where a person is named, and whether as a subject or topic."""


class Resumed:
    """Answers for one text; remembers who spoke last."""

    def __init__(self, people: People, passages: list[Marked], sentences: list[Sentence]) -> None:
        self.prominence = Prominence(people, sentences)
        self.people, self.low, self.text = people, people.found.low, people.found.plain
        self._passages, self._openings = passages, [p.opening for p in passages]
        self.towns = sorted((m.start, m.key) for m in people.found.communes)
        self.last: Speaker | None = None
        self.last_at = -1

    def spoke(self, speaker: Speaker | None, at: int) -> None:
        """Note who is the speaker of what ends at `at`."""
        if speaker is not None and speaker.name:
            self.last, self.last_at = speaker, at

    def quoted(self, at: int) -> bool:
        """Whether a place lies inside a passage in marks."""
        index = bisect_right(self._openings, at) - 1
        return index >= 0 and at < self._passages[index].closing

    def paragraph(self, at: int) -> int:
        """Where the paragraph of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def office(self, title: Phrase, article: str, literal: Speaker) -> Speaker | None:
        """Who bears the office of a title that stands beside no name; `literal` when nobody named does."""
        return offices.bearer(self, title, article, literal)

    # --- descriptions ------------------------------------------------------------------------

    def described(self, at: int, told: str | None) -> Speaker | None:
        """The one person without a public office: "N était monté. « ... », raconte l'éleveur"."""
        floor = self.paragraph(at)
        before = [m[1] for m in self.mentions(at, max(floor, at - _NEAR))]
        if self.last is not None and self.last_at >= floor and self.last.named:
            before.append(self.last)
        able = {id(s): s for s in before if _is_private(s) and agrees(s, told)}
        if not able:
            far = [s for _, _, s in self.people.before(at, at - _FAR)]
            able = {id(s): s for s in far if _is_private(s) and agrees(s, told)}
        told_so = [s for s in able.values() if self._is_told(s, at)]
        if len(told_so) == 1:
            return told_so[0]
        one = next(iter(able.values())) if len(able) == 1 else None
        return None if one is not None and self._may_be_mayor(one) else one

    def _is_told(self, speaker: Speaker, at: int) -> bool:
        """Whether a person is introduced by the noun of the description at `at`: "N, ingénieure" for "l'ingénieure"."""
        noun = _NOUN.match(self.low, at)
        if noun is None:
            return False
        own = (end for _, end, s in self.people.before(at, at - _FAR) if s is speaker)
        return any(noun[1][:_ROOT] in self.low[end : end + _APPOSITION] for end in own)

    def _may_be_mayor(self, speaker: Speaker) -> bool:
        """Whether the text speaks of a mayor whom it does not name, and of somebody without a role, who may be it."""
        mayors = (t for t in self.people.titles if t.family == "mayor" and not t.former)
        if speaker.offices or speaker.private or self.people.of_kind[RoleKind.MAYOR]:
            return False
        return any(t.start not in self.people.owner for t in mayors)

    def of_two(self, at: int, *, last: bool) -> Speaker | None:
        """For "le premier", "la seconde": of the two persons that the paragraph named last."""
        near = self.people.before(at, max(self.paragraph(at), at - _NEAR))
        two = list({id(s): s for start, _, s in near if not self.quoted(start)}.values())
        return two[0 if last else 1] if len(two) == 2 else None

    # --- pronouns ----------------------------------------------------------------------------

    def nearest(self, at: int, told: str | None, *, elected: bool = False) -> Speaker | None:
        """The person last spoken of in the paragraph, subjects first; else who spoke last; else the last named."""
        floor = self.paragraph(at)
        here = self._able(at, max(floor, at - _FAR), told, elected=elected)
        last = self.last if self.last is not None and self._fits(self.last, told, elected=elected) else None
        if last is not None and self.last_at >= floor:
            here = sorted([*here, (self.last_at, last, True)], key=lambda m: -m[0])
        if here:
            return self._first(here)
        if self.last is not None and self.last_at >= floor and self.last.guessed and not elected:
            return self.last  # a first name tells less than who spoke just before
        if last is not None:
            return last
        far = self._able(at, at - _FAR, told, elected=elected)
        return next((m[1] for m in far if m[2]), far[0][1] if far else None)

    def only(self, at: int, told: str | None, *, elected: bool) -> Speaker | None:
        """The same for "l'élue": nobody where the sentence that names them names another who may be meant."""
        one = self.nearest(at, told, elected=elected)
        able = self._able(at, at - _FAR, told, elected=elected)
        named = next((start for start, speaker, _ in able if speaker is one), None)
        if named is None or (self.last is one and self.last_at > named):
            return one
        sentence = self.prominence.sentence(named)
        rivals = (m for m in able if m[1] is not one and self.prominence.sentence(m[0]) == sentence)
        return one if next(rivals, None) is None else None

    def _first(self, here: list[Mention]) -> Speaker | None:
        """The nearest subject; without one, the only person there is."""
        subjects = [m for m in here if m[2]]
        if not subjects:
            return here[0][1] if len({id(m[1]) for m in here}) == 1 else None
        at, speaker = subjects[0][:2]
        others = (m[0] for m in here if m[1] is not speaker)
        return None if any(self.together(*sorted((at, other))) for other in others) else speaker

    def together(self, first: int, second: int) -> bool:
        """Whether "N, maire de Gap, et son adjoint, M" are one subject: "il" could be either."""
        return second - first < _COUPLE and JOINED.fullmatch(self.low, first, second) is not None

    def here(self, at: int, told: str | None) -> bool:
        """Whether the paragraph so far names somebody, or quotes somebody, whom a pronoun may resume."""
        floor = self.paragraph(at)
        spoke = self.last is not None and self.last_at >= floor
        return spoke or bool(self._able(at, max(floor, at - _FAR), told, elected=False))

    def rivals(self, at: int, told: str) -> bool:
        """Whether the paragraph so far has several whom a pronoun may resume."""
        able = {id(m[1]) for m in self._able(at, max(self.paragraph(at), at - _FAR), told, elected=False)}
        return len(able) > 1

    def subjects(self, start: int, end: int, told: str) -> list[Mention]:
        """Those whom a stretch names as its subject or topic."""
        return [m for m in self._able(end, start, told, elected=False) if m[2]]

    def _able(self, at: int, floor: int, told: str | None, *, elected: bool) -> list[Mention]:
        return [m for m in self.mentions(at, floor) if self._fits(m[1], told, elected=elected)]

    def _fits(self, speaker: Speaker, told: str | None, *, elected: bool) -> bool:
        return agrees(speaker, told) and (not elected or _is_elected(speaker))

    def mentions(self, at: int, floor: int) -> list[Mention]:
        """The names of a stretch outside marks, the nearest first."""
        return [
            (start, speaker, self.prominence.is_subject(start))
            for start, _, speaker in self.people.before(at, floor)
            if (speaker.role is not None or speaker.private) and not self.quoted(start)
        ]


def _is_private(speaker: Speaker) -> bool:
    return speaker.role is None or speaker.role.role not in _PUBLIC


def _is_elected(speaker: Speaker) -> bool:
    if speaker.role is None or speaker.role.role not in _ELECTED:
        return False
    stems = words("grammar", "elected")
    other = speaker.role.role is RoleKind.OTHER
    return not other or any(stem.strip() in stems for _, stem in speaker.offices)
