"""Mayors introduced by name in their town, and by title a sentence later.

"À Gap, N a longtemps hésité. Le maire craignait ...", "N ... . Devenue maire, elle ...". A title so far from its
name is claimed only within the paragraph, when N alone is without a role there, stands bare as a subject as no
passer-by does, and nobody else is mayor of that town in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.types import Span
from nlp.persons.attachments import Attacher, Attachment
from nlp.persons.bystanders import acts_on_another, answers, passes_by
from nlp.persons.complements import clean
from nlp.persons.coreference import Person
from nlp.persons.role_words import Phrase
from nlp.persons.towns import Towns

_REACH = 700
_LE = frozenset(["le", "la", "l"])
_QUOTE = re.compile(r"[«“][^«»“”]{0,1500}[»”]")
_STOP = re.compile(r"[.!?…](?=\s|$)")
_START = re.compile(r"(?:^|\n|[.!?…»”]\s+)$")
_SPEAKS = re.compile(r"[»”],? (?:(?:a|s est|se|s|n a)? ?)(?:[a-z]+ ){1,3}$")
_INTO = re.compile(r"(?:^|[.!?…»”\n]\s*|, )(?:[\w ]{1,24}, )?(?:quand |lorsque |pour |selon )?$")
_AT_TOWN = re.compile(r"(?:^|[.!?»]\s|\n)(?:a|au|aux|chez nous a|du cote de|cote|reste) $")
# "N (LR) veut", not "N, boulanger," nor "N habite"
_BARE = re.compile(r"(?: \([^()\n]{2,12}\))?(?:, (?:lui|elle),)? (?!et |ou )[a-z]")
_BARE_AFTER_FOR = re.compile(r", (?:il|elle|c|la|le|l|on|pas|rien|ce|tout)\b")
_BECOMING = re.compile(
    r"(?:^|[.!?…»”\n]\s*)(?:(?:aujourd hui|depuis|desormais|alors) )?"
    r"(?:(?:re)?devenue? |(?:re)?elue? )?$"
)
_PRONOUN = re.compile(r"[^.;:!?\n()«»]{0,90}?, (?:il|elle)\b")


class Introduced:
    """Reads one text; `attached` is what the grammar of the sentence gave."""

    def __init__(
        self, attacher: Attacher, people: Sequence[Person], attached: Sequence[Attachment], towns: Towns
    ) -> None:
        self.text, self.low, self.names = attacher.text, attacher.low, attacher.names
        self._towns, self._mentions = towns, attacher.towns
        self._starts = [n[0] for n in self.names]
        self._town_starts = [t[0] for t in attacher.towns]
        self._person = {i: p for p in people for i in p.indexes}
        self._attached = list(attached)
        self._with_role = {id(self._person[a.name]) for a in attached}
        self._mayors = {id(self._person[a.name]) for a in attached if _is_mayor(a)}
        self._held: set[str | None] | None = None

    def attach(self, groups: Sequence[Sequence[Phrase]]) -> Iterator[Attachment]:
        """Attachments of the mayors' titles that stand beside no name."""
        for group in groups:
            first = group[0]
            if first.family != "mayor" or first.plural or first.former:
                continue
            if first.predicate and not first.words.startswith("avant"):
                continue
            found = self._titled(first) if first.article in _LE else self._became(first)
            if found is None:
                continue
            name, town = found
            self._with_role.add(id(self._person[name]))
            self._mayors.add(id(self._person[name]))
            if town is not None:
                self._holders().add(self._key(town))
            yield from (Attachment(name, phrase, "anaphora", town) for phrase in group)

    def _titled(self, phrase: Phrase) -> tuple[int, int | None] | None:
        """The name and the town of "le maire" as the subject or the speaker of a later sentence."""
        if not self._tells(phrase):
            return None
        near = self._named_before(phrase)
        lacking = {id(self._person[i]): i for i in near if id(self._person[i]) not in self._with_role}
        if len(lacking) != 1:
            return None
        name = next(i for i in near if id(self._person[i]) in lacking)
        if not self._is_subject(self.names[name]) or self._sentences(name, phrase) > 2:
            return None
        said = self._said(phrase)
        town = said if said is not None else self._located(self.names[name])
        rivals = any(id(self._person[i]) in self._mayors for i in near)
        if town is None or (rivals and said is None) or self._key(town) in self._holders():
            return None
        return name, town

    def _became(self, phrase: Phrase) -> tuple[int, int | None] | None:
        """The name and the town of "Devenue maire, elle": of the one person of the sentence before."""
        if phrase.article or not _BECOMING.search(self.low[max(0, phrase.start - 40) : phrase.start]):
            return None
        at = bisect_left(self._starts, phrase.start) - 1
        if at < 0 or not _PRONOUN.match(self.low, phrase.end) or self._sentences(at, phrase) != 1:
            return None
        if id(self._person[at]) in self._mayors or self._paragraph(phrase) > self.names[at][0]:
            return None
        left = self._sentence_start(self.names[at][0])
        if at > 0 and self.names[at - 1][0] >= left and self._person[at - 1] is not self._person[at]:
            return None
        said = self._said(phrase)
        inside = list(self._mentioned(left, self.names[at][0]))
        town = said if said is not None else (inside[-1] if inside else None)
        return at, town

    def _tells(self, phrase: Phrase) -> bool:
        """Whether the title is the subject of a sentence, or says what was quoted."""
        before = self.low[max(0, phrase.start - 45) : phrase.start]
        if _SPEAKS.search(before):
            return not answers(before)
        said = self._said(phrase)
        end = phrase.end if said is None else self._mentions[said][1]
        return (
            _START.search(self.text[max(0, phrase.start - 4) : phrase.start]) is not None
            and not acts_on_another(self.low, end)
            and re.match(r"[^,:]{0,60}? [a-z]", self.low[phrase.end : phrase.end + 90]) is not None
        )

    def _paragraph(self, phrase: Phrase) -> int:
        return max(self.text.rfind("\n", 0, phrase.start) + 1, phrase.start - _REACH)

    def _named_before(self, phrase: Phrase) -> range:
        """The names of the paragraph before a title."""
        return range(
            bisect_left(self._starts, self._paragraph(phrase)), bisect_left(self._starts, phrase.start)
        )

    def _is_subject(self, name: Span) -> bool:
        before = self.low[max(0, name[0] - 60) : name[0]]
        if not _INTO.search(before) or passes_by(self.low, name[1]):
            return False
        if re.search(r"\b(?:pour|selon) $", before):
            return _BARE_AFTER_FOR.match(self.low, name[1]) is not None
        return _BARE.match(self.low, name[1]) is not None

    def _sentences(self, at: int, phrase: Phrase) -> int:
        """How many sentences end between a name and a title, quotes apart."""
        gap = _QUOTE.sub("", clean(self.text, (self.names[at][1], phrase.start)))
        return len(_STOP.findall(gap)) if len(gap) < _REACH else 99

    def _sentence_start(self, at: int) -> int:
        return max(self.text.rfind(stop, 0, at) for stop in ("\n", ". ", "! ", "? ", "» ")) + 1

    def _mentioned(self, start: int, end: int) -> range:
        return range(bisect_left(self._town_starts, start), bisect_left(self._town_starts, end))

    def _said(self, phrase: Phrase) -> int | None:
        mention = self._towns.said(phrase)
        return bisect_left(self._town_starts, mention.start) if mention else None

    def _located(self, name: Span) -> int | None:
        """The town where the paragraph places a person: "À Gap, N", "À Gap, la neige tient. N"."""
        edge = max(self.text.rfind("\n", 0, name[0]) + 1, name[0] - _REACH)
        placed = [
            i
            for i in self._mentioned(edge, name[0])
            if _AT_TOWN.search(self.low[max(0, self._town_starts[i] - 20) : self._town_starts[i]])
        ]
        return placed[-1] if placed else None

    def _key(self, town: int) -> str:
        return self._towns.found.communes[town].key

    def _holders(self) -> set[str | None]:
        """The towns whose mayor the text names beside a title."""
        if self._held is None:
            self._held = {self._town_of(a) for a in self._attached if _is_mayor(a)}
        return self._held

    def _town_of(self, attachment: Attachment) -> str | None:
        if attachment.town is not None:
            return self._key(attachment.town)
        name = self._person[attachment.name].name
        return self._towns.of(attachment.phrase, name, self.names[attachment.name][0]).insee


def _is_mayor(attachment: Attachment) -> bool:
    phrase = attachment.phrase
    return phrase.family == "mayor" and not (phrase.former or attachment.link in {"former", "wish"})
