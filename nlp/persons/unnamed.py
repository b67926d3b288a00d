"""Mayors spoken of without a name beside them: "le maire de Dreux", "l'édile"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.ids import mayor_key
from core.types import MAYOR_STATUS, Mandate, Role, RoleKind
from nlp.findings import Findings
from nlp.persons.register_check import in_office
from nlp.persons.role_words import Phrase
from nlp.persons.same_person import same_person
from nlp.persons.towns import Towns
from nlp.persons.vocabulary import vocabulary
from nlp.places.geography import Geography
from nlp.text import sentence

_DEFINITE = vocabulary("definite_singular")

_SURE = 0.9  # of a town less sure nobody is inferred to be the mayor
_LOOKED_AT = 200  # phrases of a text; the towns of the first ones are those it is about


class Unnamed:
    """The role phrases of a text that stand beside no name."""

    def __init__(
        self, found: Findings, geography: Geography, towns: Towns, unattached: Sequence[Phrase]
    ) -> None:
        self.found, self.geography, self.towns = found, geography, towns
        self._phrases = [
            p
            for p in unattached
            if p.family == "mayor" and p.article in _DEFINITE and not (p.plural or p.former or p.predicate)
        ]

    def complete(self, named: Sequence[Role]) -> list[Role]:
        """The roles, with those added that a phrase and the register give together."""
        taken = {r.insee for r in named if r.role is RoleKind.MAYOR}
        spoken = [s for s in self._spoken() if s[1] not in taken]
        roles = [self._recognised(role, spoken) for role in named]
        return [*roles, *self._inferred(roles)]

    def _spoken(self) -> list[tuple[Phrase, str, Mandate]]:
        """Each town whose mayor is spoken of, once, with who the register says it is."""
        found: dict[str, tuple[Phrase, str, Mandate]] = {}
        for phrase in self._phrases[:_LOOKED_AT]:
            insee = self._town(phrase)
            holder = self._holder(insee) if insee and insee not in found else None
            if insee and holder:
                found[insee] = (phrase, insee, holder)
        return list(found.values())

    def _recognised(self, role: Role, spoken: Sequence[tuple[Phrase, str, Mandate]]) -> Role:
        """Somebody named without a role, when the text speaks of "the mayor" and the register says it is they."""
        if role.rule != "no-role" or len(role.name.split()) < 2:
            return role
        for phrase, insee, holder in spoken:
            if same_person(role.name, holder.name):
                return self._made(role, phrase, insee, holder)
        return role

    def _town(self, phrase: Phrase) -> str | None:
        said = self.towns.said(phrase)
        return said.key if said else self.towns.of(phrase, "", -1).insee

    def _holder(self, insee: str) -> Mandate | None:
        """The one mayor of a town on the article's day."""
        if self.found.published is None:
            return None
        holders = in_office(self.geography.mandates_of.get(insee, ()), self.found.published)
        return holders[0] if len({h.name_key for h in holders}) == 1 else None

    def _made(self, role: Role, phrase: Phrase, insee: str, holder: Mandate) -> Role:
        evidence = sentence(self.found.text, phrase.start, phrase.end)
        return replace(
            role,
            person_key=mayor_key(insee, role.name),
            role=RoleKind.MAYOR,
            insee=insee,
            register="confirmed",
            register_basis=holder.basis,
            evidence=evidence,
            evidence_text=self.found.text[evidence[0] : evidence[1]],
            rule="recognised",
        )

    def _inferred(self, named: Sequence[Role]) -> Iterator[Role]:
        """For "le maire de Dreux" with nobody named: the register's name, marked as inferred."""
        taken = {r.insee for r in named if r.role in MAYOR_STATUS}
        for phrase in self._phrases:
            said = self.towns.said(phrase)
            sure = said is not None and said.confidence >= _SURE
            holder = self._holder(said.key) if said and sure and said.key not in taken else None
            if said and holder:
                taken.add(said.key)
                bare = Role(
                    person_key="", name=holder.name, role=RoleKind.MAYOR, insee=said.key, register="confirmed",
                    register_basis=holder.basis, inferred=True, mentions=(), evidence=(0, 0), evidence_text="", rule="",
                )  # fmt: skip
                yield replace(self._made(bare, phrase, said.key, holder), rule="register-name")
