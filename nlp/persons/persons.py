"""Who is named, in what public role, and for mayors: of which town, and does the register agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from core.ids import mayor_key
from core.names import name_key
from core.types import MAYOR_STATUS, Role, RoleKind, Span
from nlp import findings
from nlp.civility import has_civility
from nlp.findings import Findings
from nlp.persons.anaphora import Anaphora
from nlp.persons.attachments import Attacher, Attachment
from nlp.persons.coreference import Person, group
from nlp.persons.doubts import doubtful
from nlp.persons.employers import affiliation, president
from nlp.persons.headless import announced, winners
from nlp.persons.introduced import Introduced
from nlp.persons.parts import Parts
from nlp.persons.register_check import UNKNOWN, Verdict, check
from nlp.persons.role_kinds import MUNICIPAL, RANK, Kinds
from nlp.persons.role_words import Phrase, phrases
from nlp.persons.towns import Town, Towns
from nlp.persons.unnamed import Unnamed
from nlp.places.geography import Geography
from nlp.text import sentence


@Language.factory("persons", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Persons":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Persons()


class Persons:
    """Reads names and role phrases; the article's word decides the role, the register is asked after."""

    geography: Geography
    parts: Parts

    def use(self, geography: Geography) -> None:
        """Take the mandates and the communes of `geography`."""
        self.geography, self.parts = geography, Parts(geography.communes)

    def __call__(self, doc: Doc) -> Doc:
        """Add the roles to the document's findings."""
        found = findings.of(doc)
        towns = [(m.start, m.end) for m in found.communes]
        taken = set(towns)
        names = [span for span in found.names if span not in taken]
        said = phrases(found.low)
        attacher = Attacher(found.text, found.low, names, towns)
        attached = attacher.attach(said)
        reader = _Reader(found, self.geography, Towns(found, self.geography, self.parts), Kinds(found, said))
        people = group(found.text, names)
        distant = list(Introduced(attacher, people, attached, reader.towns).attach(attacher.unattached))
        attached += distant
        further = list(Anaphora(attacher, people, attached).attach(attacher.unattached))
        distant += further
        attached += further
        roles = [reader.role(person, [a for a in attached if a.name in person.indexes]) for person in people]
        named = [r for r, p in zip(roles, people, strict=True) if _counts(found, p, r)]
        used = {a.phrase for a in distant}
        left = [p for g in attacher.unattached for p in g if p not in used]
        unnamed = Unnamed(found, self.geography, reader.towns, left)
        found.roles = unnamed.complete(named)
        return doc


def _counts(found: Findings, person: Person, role: Role) -> bool:
    """Whether a name stands for a person here: two words, a role, or "M." before it."""
    several = len(name_key(person.name).split()) > 1
    return several or role.rule != "no-role" or any(has_civility(found.text, s[0]) for s in person.spans)


@dataclass(frozen=True, slots=True)
class Reading:
    """One role read in the text."""

    kind: RoleKind
    town: Town
    phrase: Phrase
    name: Span
    rule: str


def _without_the_over(readings: Sequence["Reading"]) -> Iterator["Reading"]:
    """After "maire de Gap de 1989 à 2008, N", "N, maire" is what N was, unless it names a town anew."""
    over = {r.town.insee for r in readings if r.kind is RoleKind.FORMER_MAYOR and r.phrase.family == "mayor"}
    for reading in readings:
        if reading.kind is not RoleKind.MAYOR or reading.town.how == "said" or reading.town.insee not in over:
            yield reading


class _Reader:
    """From the attachments of a person to the one role at the article's date."""

    def __init__(self, found: Findings, geography: Geography, towns: Towns, kinds: Kinds) -> None:
        self.found, self.geography, self.towns, self.kinds = found, geography, towns, kinds

    def role(self, person: Person, attached: Sequence[Attachment]) -> Role:
        """The highest role that the text gives; `other` when it gives none."""
        spans = dict(zip(person.indexes, person.spans, strict=True))
        readings = [self._reading(person, a, spans[a.name]) for a in attached]
        readings += self._implied(person)
        if not any(r.kind in MAYOR_STATUS for r in readings):
            readings += [
                Reading(RoleKind.MAYOR_CANDIDATE, self._town(p, person, p.start), p, (p.start, p.end), "vote")
                for p in winners(self.found, person.spans)
            ]
        if not readings:
            return self._without(person)
        readings = list(_without_the_over(readings))
        best = min(readings, key=lambda r: (RANK[r.kind], r.town.how != "said"))
        return self._made(person, best)

    def _reading(self, person: Person, attachment: Attachment, name: Span) -> Reading:
        phrase = attachment.phrase
        kind = self.kinds.of(attachment, name)
        town = Town(None, "none")
        if attachment.town is not None and kind in MUNICIPAL:
            town = Town(self.found.communes[attachment.town].key, "said")
        elif kind in MUNICIPAL:
            town = self._bracketed(name) or self._town(phrase, person, name[0])
        if phrase.family == "reelected":
            return self._reelected(person, phrase, name)
        if phrase.family == "same" and kind in MAYOR_STATUS and town.how != "said":
            # "sa collègue N" of a mayor may be anybody; "son homologue de Gap, N" is a mayor
            return Reading(RoleKind.OTHER, Town(None, "none"), phrase, name, "no-role")
        if town.how == "elsewhere" and kind in {*MAYOR_STATUS, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR}:
            kind = RoleKind.OTHER if kind in MAYOR_STATUS else kind
            return Reading(kind, Town(None, "none"), phrase, name, "mayor-elsewhere")
        if (
            attachment.link == "anaphora"
            and self._verdict(kind, person.name, town.insee).register == "contradicted"
        ):
            return Reading(RoleKind.OTHER, Town(None, "none"), phrase, name, "no-role")
        if kind is RoleKind.MAYOR and not self._sure(person, attachment, name, town):
            return Reading(RoleKind.OTHER, Town(None, "none"), phrase, name, "no-role")
        if kind is RoleKind.MAYOR and self._over(person, phrase, name, town):
            kind = RoleKind.FORMER_MAYOR
        return Reading(kind, town, phrase, name, f"{attachment.link}-{town.how}")

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

    def _bracketed(self, name: Span) -> Town | None:
        """The town of "les maires N (Arras) et M (Lens)"; a département in brackets is no town."""
        return next(
            (
                Town(m.key, "said")
                for m in self.found.communes
                if name[1] + 1 <= m.start <= name[1] + 2
                and self.found.low[name[1] : m.start].strip() == "("
                and self.found.low[m.end : m.end + 1] == ")"
            ),
            None,
        )

    def _implied(self, person: Person) -> Iterator[Reading]:
        """Mayor by "la municipalité de N", "la mairie que dirige N"; the register must not say otherwise."""
        for span in person.spans:
            phrase = None if self.kinds.abroad else announced(self.found, span)
            if phrase is None:
                continue
            if phrase.family == "president":
                kind = president(self.found, phrase, span[0])
                yield Reading(kind, Town(None, "none"), phrase, span, "implied")
                continue
            town = self._town(phrase, person, span[0])
            verdict = self._verdict(RoleKind.MAYOR, person.name, town.insee)
            if town.insee and verdict.register != "contradicted":
                yield Reading(RoleKind.MAYOR, town, phrase, span, "implied")

    def _reelected(self, person: Person, phrase: Phrase, name: Span) -> Reading:
        """For "le réélu de mars": of the towns of the text, the one whose mayor the register says this is."""
        for insee in dict.fromkeys(m.key for m in self.found.communes):
            if self._verdict(RoleKind.MAYOR, person.name, insee).register == "confirmed":
                return Reading(RoleKind.MAYOR, Town(insee, "understood"), phrase, name, "reelected")
        return Reading(RoleKind.OTHER, Town(None, "none"), phrase, name, "reelected")

    def _verdict(self, kind: RoleKind, name: str, insee: str | None) -> Verdict:
        if insee is None or kind not in MAYOR_STATUS:
            return UNKNOWN
        return check(kind, name, self.found.published, self.geography.mandates_of.get(insee, ()))

    def _without(self, person: Person) -> Role:
        """A person whom the text gives no role but perhaps an employer: "N, de la société X"."""
        for span in person.spans:
            kind = affiliation(self.found, span[1])
            if kind:
                phrase = Phrase(kind.value, span[0], span[0], span[1])
                return self._made(person, Reading(kind, Town(None, "none"), phrase, span, "affiliation"))
        span = person.spans[0]
        phrase = Phrase("other", span[0], span[0], span[1])
        return self._made(person, Reading(RoleKind.OTHER, Town(None, "none"), phrase, span, "no-role"))

    def _made(self, person: Person, reading: Reading) -> Role:
        insee = reading.town.insee if reading.kind in MUNICIPAL else None
        mayor = reading.kind in MAYOR_STATUS
        verdict = self._verdict(reading.kind, person.name, insee)
        span = (min(reading.phrase.start, reading.name[0]), max(reading.phrase.end, reading.name[1]))
        evidence = sentence(self.found.text, *span)
        return Role(
            person_key=mayor_key(insee, person.name) if mayor and insee else name_key(person.name),
            name=person.name,
            role=reading.kind,
            insee=insee,
            register=verdict.register if mayor else None,
            register_basis=verdict.basis if mayor else None,
            inferred=False,
            mentions=tuple(person.spans),
            evidence=evidence,
            evidence_text=self.found.text[evidence[0] : evidence[1]],
            rule=reading.rule,
        )
