"""Whom a title that stands beside no name may resume: the persons of one text who are given no role and no trade.

"« ... », note N. La maire se défend": back. "Le maire ne dit pas non. « ... », tempère N": ahead.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from nlp.civility import FOLDED_SHORT
from nlp.persons import titles
from nlp.persons.attachment import Attachment
from nlp.persons.attachments import Attacher
from nlp.persons.bystanders import acts_on_another, passes_by
from nlp.persons.coreference import Person
from nlp.persons.role_words import Phrase

_IN_OFFICE = frozenset(
    [
        "mayor",
        "former_mayor",
        "mayor_candidate",
        "deputy_mayor",
        "councillor",
        "epci_president",
        "president",
        "minister",
    ]
)
_STOP = re.compile(r"[.!?…](?=\s|$)|\n+")
# "N, boulanger," or "la présidente N" is introduced already
_TRADE_AFTER = re.compile(
    r"(?: ?\([^()\n]{1,60}\))?, (?!qui |dont |lui|elle|a |en |au |ce |c |et |il |le |la |de |du |dans |sur |"
    r"pour |avant |apres |venue? |tout |tres |sans |visiblement )(?:[a-z]{3,}(?: |,)|\d\d ans\b)"
)
_TRADE_BEFORE = re.compile(r"\b(?:le|la|l|un|une|son|sa|notre)(?:(?: [a-z]+){1,3}| [a-z]+,) $")
_OBLIQUE = re.compile(r"\b(?:de|d|du|avec|contre|a|chez|par|sans|comme|des|que|pour|selon|et|ou) $")
# an obituary says "le maire" of the one in its title, whatever trade that gives
_DIED = re.compile(
    r"(?: (?:de la |de |du |d |des )[^,.;:!?\n]{1,40}?)? "
    r"(?:s est eteinte?|est (?:mort|decede)e?|nous a quittes|n est plus)\b"
)
# before who is a subject or a speaker
_INTO = re.compile(rf"(?:^|[.!?…»”\n:;,–—]\s*|[,»”] (?:[a-z]+ ){{1,4}})(?:{FOLDED_SHORT} )?$")
_CONTRAST = re.compile(r",? (?:lui|elle|quant a|de son cote|pour sa part|en revanche)\b")
_REACH = 320


class Told(NamedTuple):
    """A title of the text that stands beside no name: where, and of what family."""

    start: int
    family: str


def _start(told: Told) -> int:
    return told.start


class Antecedents:
    """Answers for one text; names are told by their index."""

    def __init__(self, attacher: Attacher, people: Sequence[Person], attached: Sequence[Attachment]) -> None:
        self.text, self.low, self.names = attacher.text, attacher.low, attacher.names
        self.starts = [n[0] for n in self.names]
        self._towns = [start for start, _ in attacher.towns]
        self._person = {i: p for p in people for i in p.indexes}
        self._with_role = {id(self._person[a.name]) for a in attached}
        self._in_office = {id(self._person[a.name]) for a in attached if a.phrase.family in _IN_OFFICE}

        # who has two names and no role yet, with their first mention
        self._unknown = {
            id(p): p.indexes[0] for p in people if " " in p.name and id(p) not in self._with_role
        }

    def person(self, name: int) -> Person:
        """Whose name this is."""
        return self._person[name]

    def give(self, name: int) -> None:
        """Note that this name's person has a role now."""
        self._with_role.add(id(self._person[name]))
        self._unknown.pop(id(self._person[name]), None)

    def has_role(self, name: int) -> bool:
        """Whether this name's person has one already."""
        return id(self._person[name]) in self._with_role

    def speaks(self, name: int) -> bool:
        """Whether this mention says what was quoted: "« ... », tempère N"."""
        return titles.says_before(self.low, self.names[name][0])

    def back(self, group: Sequence[Phrase]) -> int | None:
        """The only person of the sentence before."""
        start = group[0].start
        at = bisect_left(self.starts, start) - 1
        if at < 0 or not titles.opens(self.text, start) or not titles.runs_on(self.text, group[-1].end):
            return None
        if passes_by(self.low, self.names[at][1]) or acts_on_another(self.low, group[-1].end):
            return None
        return at if self._is_just_before(at, group) else None

    def _is_just_before(self, at: int, group: Sequence[Phrase]) -> bool:
        name, start = self.names[at], group[0].start
        if start - name[1] > _REACH:
            return False
        gap = titles.QUOTE.sub("", self.text[name[1] : start])
        stops = [m.group() for m in _STOP.finditer(gap)]
        headline = name[1] < 160 and len(stops) <= 2
        parted = len(stops) == 2 and stops[1][0] == "\n" and self.speaks(at)  # who speaks last in a paragraph
        if not (headline or parted or (len(stops) == 1 and stops[0][0] != "\n")):
            return False
        if headline and _DIED.match(self.low, group[-1].end):
            return id(self._person[at]) not in self._in_office
        if "\n" not in gap and not _INTO.search(self.low[max(0, name[0] - 40) : name[0]]):
            return False  # "le maire remercie N. Le maire ..."
        alone = at == 0 or _STOP.search(self.text, self.names[at - 1][1], name[0]) is not None
        return alone and self.free(at)

    def ahead(self, group: Sequence[Phrase], told: Sequence[Told]) -> int | None:
        """The next person named, for the first time, as the speaker or the subject of a sentence."""
        end, families = group[-1].end, {p.family for p in group}
        at = bisect_left(self.starts, end)
        if not titles.is_subject(self.low, group[0]) or not self._comes_next(at, end):
            return None
        start = self.names[at][0]
        if bisect_left(self._towns, start) > bisect_right(self._towns, max(end, start - 40)):
            return None  # "À Donges, N": of another town perhaps
        between = told[bisect_right(told, end, key=_start) : bisect_left(told, start, key=_start)]
        if any(t.family not in families for t in between):
            return None  # "la maire, qui avait appelé le préfet. N"
        before = self.low[max(0, start - 40) : start]
        opens = titles.opens(self.text, start) or re.search(r"[.!?\n] ?[\w ]{1,24}, $", before)
        return at if opens or self.speaks(at) else None

    def _comes_next(self, at: int, end: int) -> bool:
        """Whether a name comes up for the first time within some sentences, and is free."""
        if at == len(self.names) or self.names[at][0] - end > _REACH:
            return False
        gap = titles.QUOTE.sub("", self.text[end : self.names[at][0]])
        contrast = _CONTRAST.match(self.low, self.names[at][1])
        first = self._person[at].indexes[0] == at
        return first and len(_STOP.findall(gap)) <= 3 and not contrast and self.free(at)

    def only_speaker(self) -> int | None:
        """The one person of the text who speaks and is given neither role nor trade."""
        name = next(iter(self._unknown.values())) if len(self._unknown) == 1 else None
        if name is None or not self.speaks(name) or not self.free(name):
            return None
        return None if passes_by(self.low, self.names[name][1]) else name

    def free(self, at: int) -> bool:
        """Whether this mention's person is given no role, no trade, and is no mere complement here."""
        person, name = self._person[at], self.names[at]
        if id(person) in self._with_role:
            return False
        for start, end in {person.spans[0], name}:
            before = self.low[max(0, start - 45) : start]
            if _TRADE_AFTER.match(self.low, end) or _TRADE_BEFORE.search(before):
                return False
        return _OBLIQUE.search(self.low[max(0, name[0] - 10) : name[0]]) is None
