"""Roles given one sentence away: "..., note N. La maire se défend", "Le maire ne dit pas non. « ... », tempère N".

Only for somebody to whom the text gives no other role and no trade, when nobody else in it holds the role, and
when nobody else is named in between.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nlp.civility import FOLDED_SHORT
from nlp.persons import titles
from nlp.persons.attachment import Attachment
from nlp.persons.attachments import Attacher
from nlp.persons.bystanders import acts_on_another, passes_by
from nlp.persons.complements import clean, complement
from nlp.persons.coreference import Person
from nlp.persons.role_words import Phrase

_DEFINITE = frozenset(["le", "la", "l"])
_BACK = frozenset(
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
# one holds it at a time: a second "maire" is the first again
_UNIQUE = frozenset(["mayor", "epci_president", "president", "minister"])
_AHEAD = frozenset(["mayor", "minister"])
_STAFF = frozenset(["staff", "official", "company", "deputy_mayor", "president", "other"])
_QUOTE = re.compile(r"[«“][^«»“”]{0,1500}[»”]")
_STOP = re.compile(r"[.!?…](?=\s|$)|\n+")
# "N, boulanger," or "la présidente N" is introduced already
_TRADE_AFTER = re.compile(
    r"(?: ?\([^()\n]{1,60}\))?, (?!qui |dont |lui|elle|a |en |au |ce |c |et |il |le |la |de |du |dans |sur |"
    r"pour )[a-z]{3,}(?: |,)"
)
_TRADE_BEFORE = re.compile(r"\b(?:le|la|l|un|une|son|sa|notre)(?:(?: [a-z]+){1,3}| [a-z]+,) $")
_OBLIQUE = re.compile(r"\b(?:de|d|du|avec|contre|a|chez|par|sans|comme|des|que|pour|selon|et|ou) $")
# an obituary says "le maire" of the one in its title, whatever trade that gives
_DIED = re.compile(
    r"(?: (?:de la |de |du |d |des )[^,.;:!?\n]{1,40}?)? "
    r"(?:s est eteinte?|est (?:mort|decede)e?|nous a quittes|n est plus)\b"
)
_SPEAKS = re.compile(r"[»”],? (?:[a-z]+ ){1,4}$")
# before who is a subject or a speaker
_INTO = re.compile(rf"(?:^|[.!?…»”\n:;,–—]\s*|[,»”] (?:[a-z]+ ){{1,4}})(?:{FOLDED_SHORT} )?$")
_CONTRAST = re.compile(r",? (?:lui|elle|quant a|de son cote|pour sa part|en revanche)\b")
_REACH = 320
_NEXT = 80


class Anaphora:
    """Reads one text; `attached` is what the grammar of the sentence gave."""

    def __init__(self, attacher: Attacher, people: Sequence[Person], attached: Sequence[Attachment]) -> None:
        self.text, self.low, self.names = attacher.text, attacher.low, attacher.names
        self._towns = [start for start, _ in attacher.towns]
        self._starts = [n[0] for n in self.names]
        self._person = {i: p for p in people for i in p.indexes}
        self._used = {a.phrase.start for a in attached}
        self._told: list[tuple[int, str]] = []
        self._with_role = {id(self._person[a.name]) for a in attached}
        self._in_office = {id(self._person[a.name]) for a in attached if a.phrase.family in _BACK}
        self._held = {
            a.phrase.family
            for a in attached
            if a.phrase.family in _UNIQUE and not (a.phrase.former or a.link == "former")
        }

    def attach(self, groups: Sequence[Sequence[Phrase]]) -> Iterator[Attachment]:
        """Attachments of the groups that stand beside no name; each person and each role once."""
        self._told = [(p.start, p.family) for g in groups for p in g if p.article in _DEFINITE]
        for group in groups:
            first = group[0]
            if first.article not in _DEFINITE or first.plural or first.predicate:
                continue
            families = {"former_mayor" if p.family == "mayor" and p.former else p.family for p in group}
            if (
                first.start in self._used
                or titles.quoted(self.text, first.start)
                or titles.addresses(self.low, first)
            ):
                continue
            if families & self._held:
                continue
            name = self._back(group) if families & _BACK else None
            if name is None and families & _AHEAD:
                name = self._ahead(group) if titles.is_subject(self.low, first) else None
            if name is None and families <= _STAFF:
                name = self._next(group)
            if name is not None:
                self._with_role.add(id(self._person[name]))
                self._held |= families & _UNIQUE
                yield from (Attachment(name, phrase, "anaphora") for phrase in group)

    def _back(self, group: Sequence[Phrase]) -> int | None:
        """The only person of the sentence before."""
        start = group[0].start
        at = bisect_left(self._starts, start) - 1
        if at < 0 or not titles.opens(self.text, start) or not titles.runs_on(self.text, group[-1].end):
            return None
        name = self.names[at]
        gap = _QUOTE.sub("", self.text[name[1] : start])
        if passes_by(self.low, name[1]) or acts_on_another(self.low, group[-1].end):
            return None
        stops = [m.group() for m in _STOP.finditer(gap)]
        title = name[1] < 160 and len(stops) <= 2
        if start - name[1] > _REACH or not (title or (len(stops) == 1 and stops[0][0] != "\n")):
            return None
        if title and _DIED.match(self.low, group[-1].end):
            return at if id(self._person[at]) not in self._in_office else None
        if "\n" not in gap and not (_INTO.search(self.low[max(0, name[0] - 40) : name[0]])):
            return None  # "le maire remercie N. Le maire ..."
        alone = at == 0 or _STOP.search(self.text, self.names[at - 1][1], name[0]) is not None
        return at if alone and self._free(at) else None

    def _ahead(self, group: Sequence[Phrase]) -> int | None:
        """The next person named, for the first time, as the speaker or the subject of a sentence."""
        end, families = group[-1].end, {p.family for p in group}
        at = bisect_left(self._starts, end)
        if at == len(self.names) or self.names[at][0] - end > _REACH:
            return None
        name, person = self.names[at], self._person[at]
        gap = _QUOTE.sub("", self.text[end : name[0]])
        contrast = _CONTRAST.match(self.low, name[1])
        if person.indexes[0] != at or len(_STOP.findall(gap)) > 3 or contrast or not self._free(at):
            return None
        if any(max(end, name[0] - 40) < start < name[0] for start in self._towns):
            return None  # "À Donges, N": of another town perhaps
        if any(end < start < name[0] and family not in families for start, family in self._told):
            return None  # "la maire, qui avait appelé le préfet. N"
        before = self.low[max(0, name[0] - 40) : name[0]]
        speaks = _SPEAKS.search(before) is not None
        opens = titles.opens(self.text, name[0]) or re.search(r"[.!?\n] ?[\w ]{1,24}, $", before)
        return at if speaks or opens else None

    def _next(self, group: Sequence[Phrase]) -> int | None:
        """Who begins the sentence after the role: "... a fait venir le directeur de cabinet. N a détaillé"."""
        end = group[-1].end
        at = bisect_left(self._starts, end)
        if at == len(self.names) or self.names[at][0] - end > _NEXT:
            return None
        gap = clean(self.text, (end, self.names[at][0]))
        first = self._person[at].indexes[0] == at
        bare = re.match(r" [a-z]", self.low[self.names[at][1] : self.names[at][1] + 2])
        if not (first and bare and gap.endswith(". ") and self._free(at)):
            return None
        return at if not gap[:-2] or complement(gap[:-2] + ",") == "comma" else None

    def _free(self, at: int) -> bool:
        """Whether this mention's person is given no role, no trade, and is no mere complement here."""
        person, name = self._person[at], self.names[at]
        if id(person) in self._with_role:
            return False
        for start, end in {person.spans[0], name}:
            before = self.low[max(0, start - 45) : start]
            if _TRADE_AFTER.match(self.low, end) or _TRADE_BEFORE.search(before):
                return False
        return _OBLIQUE.search(self.low[max(0, name[0] - 10) : name[0]]) is None
