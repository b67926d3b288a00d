"""One role read in a text, which of several a person has at the article's date, and what is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.ids import mayor_key
from core.names import name_key
from core.types import MAYOR_STATUS, Role, RoleKind, Span
from nlp.findings import Findings
from nlp.persons.coreference import Person
from nlp.persons.register_check import Verdict
from nlp.persons.role_kinds import MUNICIPAL, RANK
from nlp.persons.role_words import Phrase
from nlp.persons.towns import Town
from nlp.text import sentence

NOWHERE = Town(None, "none")


@dataclass(frozen=True, slots=True)
class Reading:
    """One role read in the text."""

    kind: RoleKind
    town: Town
    phrase: Phrase
    name: Span
    rule: str

    @property
    def insee(self) -> str | None:
        """The town that a municipal role is held in."""
        return self.town.insee if self.kind in MUNICIPAL else None

    @property
    def span(self) -> Span:
        """From the name to the words of the role."""
        return min(self.phrase.start, self.name[0]), max(self.phrase.end, self.name[1])


def no_role(phrase: Phrase, name: Span) -> Reading:
    """What words that give no role, after all, are kept as."""
    return Reading(RoleKind.OTHER, NOWHERE, phrase, name, "no-role")


def best(readings: Sequence[Reading]) -> Reading:
    """The highest role; of two as high, the one whose town is said."""
    return min(_without_the_over(readings), key=lambda r: (RANK[r.kind], r.town.how != "said"))


def _without_the_over(readings: Sequence[Reading]) -> list[Reading]:
    """After "maire de Gap de 1989 à 2008, N", "N, maire" is what N was, unless it names a town anew."""
    over = {r.town.insee for r in readings if r.kind is RoleKind.FORMER_MAYOR and r.phrase.family == "mayor"}
    return [
        r
        for r in readings
        if r.kind is not RoleKind.MAYOR or r.town.how == "said" or r.town.insee not in over
    ]


def role(found: Findings, person: Person, reading: Reading, verdict: Verdict) -> Role:
    """A reading as it is kept, with its sentence and the register's word on it."""
    insee, mayor = reading.insee, reading.kind in MAYOR_STATUS
    evidence = sentence(found.text, *reading.span)
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
        evidence_text=found.text[evidence[0] : evidence[1]],
        rule=reading.rule,
    )
