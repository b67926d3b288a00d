"""Whom a description or a pronoun resumes: "le maire", "l'éleveur", "la seconde", "elle".

Wrong words in a mayor's mouth are the gravest error: where two persons could be meant, nobody is.
"""

import re
from bisect import bisect_left, bisect_right

from core.types import RoleKind
from nlp.persons.role_words import Phrase
from nlp.quotes import genders
from nlp.quotes.lexicon import words
from nlp.quotes.marks import Marked
from nlp.quotes.patterns import JOINED, SET, TOPIC, TOWN
from nlp.quotes.people import People, Speaker

_FAMILIES = {
    "deputy_mayor": RoleKind.DEPUTY_MAYOR,
    "councillor": RoleKind.COUNCILLOR,
    "epci_president": RoleKind.EPCI_PRESIDENT,
    "minister": RoleKind.MINISTER,
    "mayor_candidate": RoleKind.MAYOR_CANDIDATE,
    "former_mayor": RoleKind.FORMER_MAYOR,
}
_LOCAL = frozenset([RoleKind.MAYOR, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR, RoleKind.EPCI_PRESIDENT])
_PUBLIC = _LOCAL | {RoleKind.MINISTER}
_ELECTED = _LOCAL | {RoleKind.FORMER_MAYOR, RoleKind.OTHER}
_OBJECT = re.compile(
    r"(?<![\w’'])(?:a|ont|avait|avaient|a été|l[’']a|est venue?s?) (?:[a-zà-ÿ]+ment |aussi |ensuite )?"
    r"[a-zà-ÿ]+(?:é|i|u|is|it|ert|eint)s? (?:M\.? |Mme )?$"
)
"""Before the object of a compound verb: "a félicité N"."""
_FAR, _NEAR = 2500, 900
_STEM = 5
_ROOT, _APPOSITION = 6, 60
_NOUN = re.compile(r"(?:le |la |l |son |sa |ce |cet |cette |notre )([a-z]{4,})")
_TOWNS = 10
_COUPLE = 120
Mention = tuple[int, Speaker, bool]
"""Where a person is named, and whether as a subject or topic."""


class Resumed:
    """Answers for one text; remembers who spoke last."""

    def __init__(self, people: People, passages: list[Marked]) -> None:
        self.people, self.low, self._text = people, people.found.low, people.found.plain
        self._passages, self._openings = passages, [p.opening for p in passages]
        self._towns = sorted((m.start, m.key) for m in people.found.communes)
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
        return self._text.rfind("\n", 0, at) + 1

    # --- offices -----------------------------------------------------------------------------

    def office(self, title: Phrase, article: str, literal: Speaker) -> Speaker | None:
        """Who bears the office of a title that stands beside no name; `literal` when nobody named does."""
        if title.family == "mayor" and not title.former:
            return self._mayor(title, article, literal)
        family = "former_mayor" if title.family == "mayor" else title.family
        told = genders.of_office(article, title.words)
        bear = {id(s) for s in self.people.speakers if (family, title.words[:_STEM]) in s.offices}
        if not bear and family in _FAMILIES:
            bear = {id(s) for s in self.people.of_kind[_FAMILIES[family]]}
        able = [s for s in self.people.speakers if id(s) in bear and _agrees(s, told)]
        return self._last_named(able, title.start) if able else None

    def _mayor(self, title: Phrase, article: str, literal: Speaker) -> Speaker | None:
        """For "le maire", "la maire de Gap"."""
        mayors = self.people.of_kind[RoleKind.MAYOR]
        insee = self._town(title.end) or self._elsewhere(title.start, mayors)
        if insee is not None:
            known = next((m for m in mayors if m.role and m.role.insee == insee), None)
            if known is None:
                literal.role = next((r for r in self.people.inferred if r.insee == insee), None)
            return known or self._only_unknown(title.start) or literal
        told = "f" if article.endswith("la") or title.words.startswith("mairesse") else None
        able = [m for m in mayors if told is None or m.gender != "m"]
        if able:
            return self._last_named(able, title.start)
        if title.words.startswith("edile"):  # of any elected office
            return self.nearest(title.start, None, elected=True) or literal
        return self._only_unknown(title.start) or literal

    def _last_named(self, able: list[Speaker], at: int) -> Speaker | None:
        """The only one, else who of several was named last; nobody when none was yet."""
        if len(able) == 1:
            return able[0]
        known = {id(s) for s in able}
        before = self.people.before(at, at - _FAR)
        near = [(start, s) for start, _, s in before if id(s) in known and not self.quoted(start)]
        other = next((start for start, s in near if s is not near[0][1]), None)
        return None if not near or (other is not None and self._together(other, near[0][0])) else near[0][1]

    def _town(self, end: int) -> str | None:
        """The town of "le maire de Gap"."""
        at = bisect_left(self._towns, (end, ""))
        if at < len(self._towns) and self._towns[at][0] - end < 30:
            return self._towns[at][1] if TOWN.fullmatch(self.low, end, self._towns[at][0]) else None
        return None

    def _elsewhere(self, at: int, mayors: list[Speaker]) -> str | None:
        """The town where the paragraph is set, when it names no mayor so far: "À Lens, ... le maire" is of Lens."""
        floor = max(self.paragraph(at), at - _NEAR)
        named = {id(n[2]) for n in self.people.before(at, floor)}
        if any(id(m) in named for m in mayors):
            return None
        right = bisect_left(self._towns, (at, ""))
        left = max(bisect_left(self._towns, (floor, "")), right - _TOWNS)
        placed = (t for t in self._towns[left:right][::-1] if SET.search(self.low, max(0, t[0] - 24), t[0]))
        return next((key for _, key in placed), None)

    def _only_unknown(self, at: int) -> Speaker | None:
        """The one person of the paragraph so far, a subject whose role the text does not tell otherwise.

        "À Gap, N a choisi d'attendre. « ... », ironise le maire": N can be nobody else's than who is told of.
        """
        told = self._mentions(at, max(self.paragraph(at), at - _NEAR))
        if len({id(m[1]) for m in told}) != 1 or not any(m[2] for m in told):
            return None
        speaker = told[0][1]
        role = speaker.role
        return speaker if role is not None and role.rule == "no-role" and not speaker.offices else None

    # --- descriptions ------------------------------------------------------------------------

    def described(self, at: int, told: str | None) -> Speaker | None:
        """The one person without a public office: "N était monté. « ... », raconte l'éleveur"."""
        floor = self.paragraph(at)
        before = [m[1] for m in self._mentions(at, max(floor, at - _NEAR))]
        if self.last is not None and self.last_at >= floor and self.last.named:
            before.append(self.last)
        able = {id(s): s for s in before if _is_private(s) and _agrees(s, told)}
        if not able:
            far = [s for _, _, s in self.people.before(at, at - _FAR)]
            able = {id(s): s for s in far if _is_private(s) and _agrees(s, told)}
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

    def _first(self, here: list[Mention]) -> Speaker | None:
        """The nearest subject; without one, the only person there is."""
        subjects = [m for m in here if m[2]]
        if not subjects:
            return here[0][1] if len({id(m[1]) for m in here}) == 1 else None
        at, speaker = subjects[0][:2]
        others = (m[0] for m in here if m[1] is not speaker)
        return None if any(self._together(*sorted((at, other))) for other in others) else speaker

    def _together(self, first: int, second: int) -> bool:
        """Whether "N, maire de Gap, et son adjoint, M" are one subject: "il" could be either."""
        return second - first < _COUPLE and JOINED.fullmatch(self.low, first, second) is not None

    def here(self, at: int, told: str | None) -> bool:
        """Whether the paragraph so far names somebody, or quotes somebody, whom a pronoun may resume."""
        floor = self.paragraph(at)
        spoke = self.last is not None and self.last_at >= floor
        return spoke or bool(self._able(at, max(floor, at - _FAR), told, elected=False))

    def subjects(self, start: int, end: int, told: str) -> list[Mention]:
        """Those whom a stretch names as its subject or topic."""
        return [m for m in self._able(end, start, told, elected=False) if m[2]]

    def _able(self, at: int, floor: int, told: str | None, *, elected: bool) -> list[Mention]:
        return [m for m in self._mentions(at, floor) if self._fits(m[1], told, elected=elected)]

    def _fits(self, speaker: Speaker, told: str | None, *, elected: bool) -> bool:
        return _agrees(speaker, told) and (not elected or _is_elected(speaker))

    def _mentions(self, at: int, floor: int) -> list[Mention]:
        """The names of a stretch outside marks, the nearest first."""
        return [
            (start, speaker, self._is_told_of(start, speaker))
            for start, _, speaker in self.people.before(at, floor)
            if (speaker.role is not None or speaker.private) and not self.quoted(start)
        ]

    def _is_told_of(self, start: int, speaker: Speaker) -> bool:
        """Whether a name is a subject or a topic, not a complement: "avec N"."""
        if TOPIC.search(self.low, max(0, start - 20), start):
            return True
        acted_on = _OBJECT.search(self._text, max(0, start - 40), start)
        return acted_on is None and not self.people.is_governed(start, speaker)


def _is_private(speaker: Speaker) -> bool:
    return speaker.role is None or speaker.role.role not in _PUBLIC


def _agrees(speaker: Speaker, told: str | None) -> bool:
    return None in (told, speaker.gender) or speaker.gender == told


def _is_elected(speaker: Speaker) -> bool:
    if speaker.role is None or speaker.role.role not in _ELECTED:
        return False
    stems = words("grammar", "elected")
    other = speaker.role.role is RoleKind.OTHER
    return not other or any(stem.strip() in stems for _, stem in speaker.offices)
