"""From the roles tied to a person's names to the one the person has, the register asked last."""

import re
from collections.abc import Iterator, Sequence

from core.names import name_key
from core.types import MAYOR_STATUS, Role, RoleKind, Span
from nlp.civility import has_civility
from nlp.findings import Findings
from nlp.persons.attachment import ANAPHORA, Attachment
from nlp.persons.coreference import Person
from nlp.persons.doubts import doubtful
from nlp.persons.employers import affiliation, president
from nlp.persons.headless import announced, winners
from nlp.persons.readings import NOWHERE, Reading, best, no_role, role
from nlp.persons.register_check import UNKNOWN, Verdict, check
from nlp.persons.role_kinds import MUNICIPAL, Kinds
from nlp.persons.role_words import Phrase
from nlp.persons.towns import Town, Towns
from nlp.places.geography import Geography

_RUNS = re.compile(r",? qui (?:administre|dirige|gouverne) (?:la (?:ville|commune) (?:de |d ))?")
# who votes against, named with a bench: "N (opposition) s'abstient"
_BENCH = re.compile(r" \((?:l )?(?:opposition|minorite|majorite)(?: [^()\n]{1,40})?\)")
_OF_A_TOWN = frozenset([*MAYOR_STATUS, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR])


class Reader:
    """From the attachments of a person to the one role at the article's date."""

    def __init__(self, found: Findings, geography: Geography, towns: Towns, kinds: Kinds) -> None:
        self.found, self.geography, self.towns, self.kinds = found, geography, towns, kinds
        self._town_at = {m.start: m for m in found.communes}

    def role(self, person: Person, attached: Sequence[Attachment]) -> Role:
        """The highest role that the text gives; `other` when it gives none."""
        spans = dict(zip(person.indexes, person.spans, strict=True))
        readings = [self._reading(person, a, spans[a.name]) for a in attached]
        readings += self._implied(person)
        if not any(r.kind in MAYOR_STATUS for r in readings):
            readings += self._elected(person)
        reading = best(readings) if readings else self._without(person)
        return role(self.found, person, reading, self._verdict(reading.kind, person.name, reading.insee))

    def _reading(self, person: Person, attachment: Attachment, name: Span) -> Reading:
        """What one attachment makes of a person, once the register and the town are asked."""
        phrase = attachment.phrase
        if phrase.family == "reelected":
            return self._reelected(person, phrase, name)
        kind = self.kinds.of(attachment, name)
        town = self._town_of(person, attachment, name) if kind in MUNICIPAL else NOWHERE
        if phrase.family == "same" and kind in MAYOR_STATUS and town.how != "said":
            # "sa collègue N" of a mayor may be anybody; "son homologue de Gap, N" is a mayor
            return no_role(phrase, name)
        if town.how == "elsewhere" and kind in _OF_A_TOWN:
            abroad = kind in MAYOR_STATUS or self.towns.opens_abroad(phrase.start)
            return Reading(RoleKind.OTHER if abroad else kind, NOWHERE, phrase, name, "mayor-elsewhere")
        if kind is RoleKind.OFFICIAL and self.towns.opens_abroad(phrase.start):
            return Reading(RoleKind.OTHER, NOWHERE, phrase, name, "official-abroad")
        if self._is_denied(person, attachment, name, kind, town):
            return no_role(phrase, name)
        if kind is RoleKind.MAYOR and self._over(person, phrase, name, town):
            kind = RoleKind.FORMER_MAYOR
        return Reading(kind, town, phrase, name, f"{attachment.link}-{town.how}")

    def _is_denied(
        self, person: Person, attachment: Attachment, name: Span, kind: RoleKind, town: Town
    ) -> bool:
        """Whether the register speaks against what a sentence away suggests, or nothing clears a doubt.

        A name a sentence away may be a passer-by's: where the register knows who is mayor, attested or carried
        forward, it must be they (docs/adr/0013-titles-in-another-sentence.md).
        """
        verdict = self._verdict(kind, person.name, town.insee)
        distant = attachment.link == ANAPHORA
        if distant and verdict.register == "contradicted":
            return True
        if kind is not RoleKind.MAYOR:
            return False
        if distant and (town.insee is None or (verdict.register == "unknown" and verdict.basis is not None)):
            return True
        return not self._sure(person, attachment, name, town)

    def _over(self, person: Person, phrase: Phrase, name: Span, town: Town) -> bool:
        """Whether a sentence tells of a mandate of long ago, and no register says it goes on."""
        if self.kinds.told_of(min(phrase.start, name[0])) is None:
            return False
        return self._verdict(RoleKind.MAYOR, person.name, town.insee).register != "confirmed"

    def _sure(self, person: Person, attachment: Attachment, name: Span, town: Town) -> bool:
        """Whether the words leave no doubt of a mayor, or the register clears it; a first name alone never does."""
        if len(name_key(person.name).split()) < 2 and not has_civility(self.found.text, name[0]):
            return False
        return (
            not doubtful(self.found, attachment, name)
            or self._verdict(RoleKind.MAYOR, person.name, town.insee).register == "confirmed"
        )

    def _town(self, phrase: Phrase, person: Person, name_start: int) -> Town:
        return self.towns.of(phrase, person.name, name_start)

    def _town_of(self, person: Person, attachment: Attachment, name: Span) -> Town:
        """The town of a municipal role: a list's, the one in brackets, or what the words say."""
        if attachment.town is not None:
            return Town(self.found.communes[attachment.town].key, "said")
        return self._bracketed(name) or self._town(attachment.phrase, person, name[0])

    def _bracketed(self, name: Span) -> Town | None:
        """The town of "les maires N (Arras) et M (Lens)"; a département in brackets is no town."""
        low = self.found.low
        opening = low.find("(", name[1], name[1] + 2)
        town = self._town_at.get(opening + 1) if opening >= 0 and not low[name[1] : opening].strip() else None
        return Town(town.key, "said") if town and low[town.end : town.end + 1] == ")" else None

    def _implied(self, person: Person) -> Iterator[Reading]:
        """Mayor by "la municipalité de N", "la mairie que dirige N"; the register must not say otherwise."""
        for span in person.spans:
            yield from self._runs(person, span)
            phrase = None if self.kinds.abroad else announced(self.found, span)
            if phrase is None:
                continue
            if phrase.family == "president":
                kind = president(self.found, phrase, span[0])
                yield Reading(kind, NOWHERE, phrase, span, "implied")
                continue
            town = self._town(phrase, person, span[0])
            verdict = self._verdict(RoleKind.MAYOR, person.name, town.insee)
            if town.insee and verdict.register != "contradicted":
                yield Reading(RoleKind.MAYOR, town, phrase, span, "implied")

    def _runs(self, person: Person, span: Span) -> Iterator[Reading]:
        """Mayor by "N, qui administre Thiviers"."""
        match = _RUNS.match(self.found.low, span[1])
        town = self._town_at.get(match.end()) if match else None
        if match and town and self._verdict(RoleKind.MAYOR, person.name, town.key).register != "contradicted":
            phrase = Phrase("mayor", match.start(), match.start(), match.end())
            yield Reading(RoleKind.MAYOR, Town(town.key, "said"), phrase, span, "runs")

    def _reelected(self, person: Person, phrase: Phrase, name: Span) -> Reading:
        """For "le réélu de mars": of the towns of the text, the one whose mayor the register says this is."""
        for insee in dict.fromkeys(m.key for m in self.found.communes):
            if self._verdict(RoleKind.MAYOR, person.name, insee).register == "confirmed":
                return Reading(RoleKind.MAYOR, Town(insee, "understood"), phrase, name, "reelected")
        return Reading(RoleKind.OTHER, NOWHERE, phrase, name, "reelected")

    def _verdict(self, kind: RoleKind, name: str, insee: str | None) -> Verdict:
        if insee is None or kind not in MAYOR_STATUS:
            return UNKNOWN
        return check(kind, name, self.found.published, self.geography.mandates_of.get(insee, ()))

    def _elected(self, person: Person) -> Iterator[Reading]:
        """Candidate by "N l'emporte", in a text that tells of a municipal election."""
        for phrase in winners(self.found, person.spans):
            town = self._town(phrase, person, phrase.start)
            yield Reading(RoleKind.MAYOR_CANDIDATE, town, phrase, (phrase.start, phrase.end), "vote")

    def _without(self, person: Person) -> Reading:
        """Of a person to whom the text gives no role, perhaps an employer: "N, de la société X"."""
        for span in person.spans:
            if _BENCH.match(self.found.low, span[1]):
                phrase = Phrase("councillor", span[0], span[0], span[1])
                return Reading(
                    RoleKind.COUNCILLOR, self._town(phrase, person, span[0]), phrase, span, "bench"
                )
            kind = affiliation(self.found, span[1])
            if kind:
                return Reading(
                    kind, NOWHERE, Phrase(kind.value, span[0], span[0], span[1]), span, "affiliation"
                )
        span = person.spans[0]
        return no_role(Phrase("other", span[0], span[0], span[1]), span)
