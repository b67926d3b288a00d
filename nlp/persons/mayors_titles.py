"""Mayors named in one sentence and told by their title in another.

"À Gap, N a longtemps hésité. Le maire craignait ...", "« ... », sourit N. ..., assure le maire", "Devenue maire".
A title resumes a name only when its town has no other mayor in the text, and the name is nobody's with a role or a
trade: near it first, then ahead of it, at last the only speaker of the text whom nothing introduces.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from nlp.persons import titles
from nlp.persons.antecedents import Antecedents, Told
from nlp.persons.attachment import ANAPHORA, Attachment
from nlp.persons.bystanders import acts_on_another, answers, passes_by
from nlp.persons.paragraphs import Paragraphs
from nlp.persons.role_words import Phrase
from nlp.persons.towns import Towns

_LE = frozenset(["le", "la", "l"])
_START = re.compile(r"(?:^|\n|[.!?…»”]\s+)$")
_INTO = re.compile(r"(?:^|[.!?…»”\n]\s*|, )(?:[\w ]{1,24}, )?(?:quand |lorsque |pour |selon )?$")
# "N (LR) veut", not "N, boulanger," nor "N habite"
_BARE = re.compile(r"(?: \([^()\n]{2,12}\))?(?:, (?:lui|elle|qui [^,.;:!?\n]{3,60}),)? (?!et |ou )[a-z]")
_BARE_AFTER_FOR = re.compile(r", (?:il|elle|c|la|le|l|on|pas|rien|ce|tout)\b")
# "N ouvre lui-même. Berger, maire depuis 2020, il ..."
_BECOMING = re.compile(
    r"(?:^|[.!?…»”\n]\s*)(?:[a-z]+(?: [a-z]+){0,3}, )?(?:(?:aujourd hui|depuis|desormais|alors) )?"
    r"(?:(?:re)?devenue? |(?:re)?elue? )?$"
)
_OF_THEN = re.compile(r" (?:de l epoque|d alors)\b")
_PRONOUN = re.compile(r"[^.;:!?\n()«»]{0,90}?, (?:il|elle)\b")


class MayorsTitles:
    """Reads one text; `attached` is what the grammar of the sentence gave."""

    def __init__(
        self, antecedents: Antecedents, paragraphs: Paragraphs, attached: Sequence[Attachment], towns: Towns
    ) -> None:
        self._all, self._read, self._towns = antecedents, paragraphs, towns
        self.text, self.low, self.names = antecedents.text, antecedents.low, antecedents.names
        self._mentions = [(m.start, m.end) for m in towns.found.communes]
        held = [a for a in attached if _is_mayor(a)]
        self._mayors = {id(antecedents.person(a.name)) for a in held}
        self._holders = {self._town_of(a) for a in held}
        self._told: list[Told] = []

    def attach(self, groups: Sequence[Sequence[Phrase]]) -> Iterator[Attachment]:
        """Attachments of the mayors' titles that stand beside no name."""
        self._told = [Told(p.start, p.family) for g in groups for p in g if p.article in _LE]
        for group in groups:
            first = group[0]
            if first.family != "mayor" or first.plural or first.former:
                continue
            if first.predicate and not first.words.startswith("avant"):
                continue
            found = self._titled(group) if first.article in _LE else self._became(first)
            if found is None:
                continue
            name, town = found
            attachments = [Attachment(name, phrase, ANAPHORA, town) for phrase in group]
            self._all.give(name)
            self._mayors.add(id(self._all.person(name)))
            self._holders.add(self._town_of(attachments[0]))
            yield from attachments

    def _titled(self, group: Sequence[Phrase]) -> tuple[int, int | None] | None:
        """The name and the town of "le maire"."""
        phrase = group[0]
        if titles.quoted(self.text, phrase.start) or titles.addresses(self.low, phrase):
            return None
        if _OF_THEN.match(self.low, phrase.end):
            return None
        said = self._said(phrase)
        near = self._near(phrase, said)
        if near is not None:
            return near
        name = None
        if self._is_open(self._key(said) if said is not None else self._understood(phrase)):
            name = self._all.back(group)
            if name is None:
                name = self._all.ahead(group, self._told)
        return (name, said) if name is not None else self._lone(phrase, said)

    def _near(self, phrase: Phrase, said: int | None) -> tuple[int, int | None] | None:
        """Of "le maire" as the subject or the speaker of a sentence: who alone lacks a role in the paragraph before."""
        if not self._tells(phrase):
            return None
        before = self._read.named_before(phrase)
        lacking = {id(self._all.person(i)): i for i in before if not self._all.has_role(i)}
        if len(lacking) != 1:
            return None
        name = next(i for i in before if id(self._all.person(i)) in lacking)
        if not self._is_told_of(name) or self._read.sentences_between(name, phrase) > 2:
            return None
        town = said if said is not None else self._read.placed_in(self.names[name])
        rivals = any(id(self._all.person(i)) in self._mayors for i in before)
        key = self._key(town) if town is not None else self._understood(phrase)
        if not self._is_open(key) or (rivals and said is None):
            return None
        return name, town

    def _lone(self, phrase: Phrase, said: int | None) -> tuple[int, int | None] | None:
        """The only speaker of the text without a role, when "the mayor" is that of the town it is about.

        A title that says what was quoted is of that town, whatever town its sentence compares it with.
        """
        name, main = self._all.only_speaker(), self._main
        if name is None or main is None or not self._is_open(self._key(main)):
            return None
        speaks = titles.says_before(self.low, phrase.start)
        town = self._key(said) if said is not None else self._understood(phrase)
        return (name, main) if town == self._key(main) or (speaks and said is None) else None

    @cached_property
    def _main(self) -> int | None:
        """The first mention of the town that the text is most about."""
        main = self._towns.near.main()
        return next((i for i, m in enumerate(self._towns.found.communes) if m.key == main), None)

    def _is_open(self, town: str | None) -> bool:
        """Whether a town's mayor is still to be named; of an unknown town, whether no mayor is named at all."""
        return not self._holders if town is None else town not in self._holders

    def _understood(self, phrase: Phrase) -> str | None:
        return self._towns.of(phrase, "", -1).insee

    def _became(self, phrase: Phrase) -> tuple[int, int | None] | None:
        """The name and the town of "Devenue maire, elle": of the one person of the sentence before."""
        if phrase.article or not _BECOMING.search(self.low[max(0, phrase.start - 40) : phrase.start]):
            return None
        at = bisect_left(self._all.starts, phrase.start) - 1
        if (
            at < 0
            or not _PRONOUN.match(self.low, phrase.end)
            or self._read.sentences_between(at, phrase) != 1
        ):
            return None
        if id(self._all.person(at)) in self._mayors or self._read.start(phrase) > self.names[at][0]:
            return None
        left = self._read.sentence_start(self.names[at][0])
        if at > 0 and self.names[at - 1][0] >= left and self._all.person(at - 1) is not self._all.person(at):
            return None
        said = self._said(phrase)
        inside = list(self._read.towns_between(left, self.names[at][0]))
        town = said if said is not None else (inside[-1] if inside else None)
        return at, town

    def _tells(self, phrase: Phrase) -> bool:
        """Whether the title is the subject of a sentence, or says what was quoted."""
        if titles.says_before(self.low, phrase.start):
            return not answers(self.low[max(0, phrase.start - 45) : phrase.start])
        said = self._said(phrase)
        end = phrase.end if said is None else self._mentions[said][1]
        return (
            _START.search(self.text[max(0, phrase.start - 4) : phrase.start]) is not None
            and not acts_on_another(self.low, end)
            and re.match(r"[^,:]{0,60}? [a-z]", self.low[phrase.end : phrase.end + 90]) is not None
        )

    def _is_told_of(self, name: int) -> bool:
        """Whether a name stands as a subject, bare, or says what was quoted."""
        start, end = self.names[name]
        before = self.low[max(0, start - 60) : start]
        if passes_by(self.low, end):
            return False
        if self._all.speaks(name):
            return self._all.free(name)
        if not _INTO.search(before):
            return False
        if re.search(r"\b(?:pour|selon) $", before):
            return _BARE_AFTER_FOR.match(self.low, end) is not None
        return _BARE.match(self.low, end) is not None

    def _said(self, phrase: Phrase) -> int | None:
        mention = self._towns.said(phrase)
        return bisect_left(self._mentions, (mention.start, 0)) if mention else None

    def _key(self, town: int) -> str:
        return self._towns.found.communes[town].key

    def _town_of(self, attachment: Attachment) -> str | None:
        if attachment.town is not None:
            return self._key(attachment.town)
        name = self._all.person(attachment.name).name
        return self._towns.of(attachment.phrase, name, self.names[attachment.name][0]).insee


def _is_mayor(attachment: Attachment) -> bool:
    phrase = attachment.phrase
    return phrase.family == "mayor" and not (phrase.former or attachment.link in {"former", "wish"})
