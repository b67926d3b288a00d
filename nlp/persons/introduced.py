"""Mayors introduced by name in their town, and by title a sentence later.

"À Gap, N a longtemps hésité. Le maire craignait ...", "N ... . Devenue maire, elle ...". A title so far from its
name is claimed only within the paragraph, when N alone is without a role there, stands bare as a subject as no
passer-by does, and nobody else is mayor of that town in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.types import Span
from nlp.persons.attachment import Attachment
from nlp.persons.attachments import Attacher
from nlp.persons.bystanders import acts_on_another, answers, passes_by
from nlp.persons.coreference import Person
from nlp.persons.paragraphs import Paragraphs
from nlp.persons.role_words import Phrase
from nlp.persons.towns import Towns

_LE = frozenset(["le", "la", "l"])
_START = re.compile(r"(?:^|\n|[.!?…»”]\s+)$")
_SPEAKS = re.compile(r"[»”],? (?:(?:a|s est|se|s|n a)? ?)(?:[a-z]+ ){1,3}$")
_INTO = re.compile(r"(?:^|[.!?…»”\n]\s*|, )(?:[\w ]{1,24}, )?(?:quand |lorsque |pour |selon )?$")
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
        self._read = Paragraphs(attacher)
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
        near = self._read.named_before(phrase)
        lacking = {id(self._person[i]): i for i in near if id(self._person[i]) not in self._with_role}
        if len(lacking) != 1:
            return None
        name = next(i for i in near if id(self._person[i]) in lacking)
        if not self._is_subject(self.names[name]) or self._read.sentences_between(name, phrase) > 2:
            return None
        said = self._said(phrase)
        town = said if said is not None else self._read.placed_in(self.names[name])
        rivals = any(id(self._person[i]) in self._mayors for i in near)
        if town is None or (rivals and said is None) or self._key(town) in self._holders():
            return None
        return name, town

    def _became(self, phrase: Phrase) -> tuple[int, int | None] | None:
        """The name and the town of "Devenue maire, elle": of the one person of the sentence before."""
        if phrase.article or not _BECOMING.search(self.low[max(0, phrase.start - 40) : phrase.start]):
            return None
        at = bisect_left(self._read.starts, phrase.start) - 1
        if (
            at < 0
            or not _PRONOUN.match(self.low, phrase.end)
            or self._read.sentences_between(at, phrase) != 1
        ):
            return None
        if id(self._person[at]) in self._mayors or self._read.start(phrase) > self.names[at][0]:
            return None
        left = self._read.sentence_start(self.names[at][0])
        if at > 0 and self.names[at - 1][0] >= left and self._person[at - 1] is not self._person[at]:
            return None
        said = self._said(phrase)
        inside = list(self._read.towns_between(left, self.names[at][0]))
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

    def _is_subject(self, name: Span) -> bool:
        before = self.low[max(0, name[0] - 60) : name[0]]
        if not _INTO.search(before) or passes_by(self.low, name[1]):
            return False
        if re.search(r"\b(?:pour|selon) $", before):
            return _BARE_AFTER_FOR.match(self.low, name[1]) is not None
        return _BARE.match(self.low, name[1]) is not None

    def _said(self, phrase: Phrase) -> int | None:
        mention = self._towns.said(phrase)
        return bisect_left(self._mentions, (mention.start, 0)) if mention else None

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
