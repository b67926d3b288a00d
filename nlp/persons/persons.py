"""Who is named, in what public role, and for mayors: of which town, and does the register agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from core.ids import mayor_key
from core.names import name_key
from core.types import MAYOR_STATUS, Mention, Role, RoleKind, Span
from nlp import findings
from nlp.findings import Findings
from nlp.persons.register_check import UNKNOWN, Verdict, check, in_office, same_person
from nlp.persons.roles import RolePhrase, after, before
from nlp.places.geography import Geography
from nlp.text import sentence

_PRIORITY = list(RoleKind)
_MUNICIPAL = {*MAYOR_STATUS, RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR}
_TO_TOWN = re.compile(
    r"^(?:\s?\([^()]{1,40}\))?(?: [a-z][^,.;:()\n]{0,60}?)??"
    r"(?: (?:de la ville de|de la commune de|a la mairie de|a|de la|de|d|du|des|pour))? ?$"
)
_ELSEWHERE = re.compile(r" (?:de la |de l |des |du |de |d )[A-Z]")
_UNNAMED = re.compile(r"\b(?:[Ll][ea]|[Mm]me le|[Mm]me la|[Mm]\. le) maire (?:de |d |du |des |de la )$")


@dataclass(slots=True)
class Person:
    """Someone the text names: the fullest form of the name, every span, every role found beside one."""

    name: str
    spans: list[Span] = field(default_factory=list)
    roles: list[tuple[RolePhrase, str | None]] = field(default_factory=list)


@Language.factory("persons", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Persons":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Persons()


class Persons:
    """Reads names and role phrases; the article's word decides the role, the register is asked after."""

    def __init__(self) -> None:
        self.geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the mandates of `geography`."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Add the roles to the document's findings."""
        found = findings.of(doc)
        towns = {(m.start, m.end) for m in found.communes}
        people = group(found.text, [span for span in found.names if span not in towns])
        for person in people:
            person.roles = list(self._roles_of(found, person))
        named = [self._role(found, p) for p in people if p.roles or len(p.name.split()) > 1]
        found.roles = [*named, *self._inferred(found, named)]
        return doc

    def _roles_of(self, found: Findings, person: Person) -> Iterator[tuple[RolePhrase, str | None]]:
        """Every role phrase beside one of the person's mentions, with the town it names."""
        for span in person.spans:
            ahead = before(found.folded, span)
            for phrase in [*after(found.folded, span), *([ahead] if ahead else [])]:
                yield phrase, _town_after(found, phrase)

    def _role(self, found: Findings, person: Person) -> Role:
        """The person's one role at the article's date: the highest that the text gives."""
        if not person.roles:
            return self._made(found, person, RoleKind.OTHER, None, UNKNOWN, person.spans[0], "no-role")
        phrase, town = min(person.roles, key=lambda r: (_PRIORITY.index(r[0].kind), r[1] is None))
        if phrase.kind in MAYOR_STATUS and town is None and _ELSEWHERE.match(found.folded, phrase.end):
            # "maire de Londres": of a place that is no commune of ours
            return self._made(
                found, person, RoleKind.OTHER, None, UNKNOWN, person.spans[0], "mayor-elsewhere"
            )
        rule = "role-of-town" if town else "role"
        if phrase.kind in _MUNICIPAL and town is None:
            town = self._understood(found, person, phrase)
            rule = "role-town-understood"
        verdict = UNKNOWN
        if phrase.kind in MAYOR_STATUS and town:
            mandates = self.geography.mandates_of.get(town, ())
            verdict = check(phrase.kind, person.name, found.published, mandates)
        if phrase.kind not in _MUNICIPAL:
            town = None
        span = (min(phrase.start, person.spans[0][0]), max(phrase.end, person.spans[0][0]))
        return self._made(found, person, phrase.kind, town, verdict, span, rule)

    def _made(
        self, found: Findings, person: Person, kind: RoleKind, town: str | None,
        verdict: Verdict, span: Span, rule: str,
    ) -> Role:  # fmt: skip
        key = mayor_key(town, person.name) if kind in MAYOR_STATUS and town else name_key(person.name)
        mayor = kind in MAYOR_STATUS
        evidence = sentence(found.text, *span)
        return Role(
            person_key=key,
            name=person.name,
            role=kind,
            insee=town,
            register=verdict.register if mayor else None,
            register_basis=verdict.basis if mayor else None,
            inferred=False,
            mentions=tuple(person.spans),
            evidence=evidence,
            evidence_text=found.text[evidence[0] : evidence[1]],
            rule=rule,
        )

    def _understood(self, found: Findings, person: Person, phrase: RolePhrase) -> str | None:
        """The town of "le maire, X": one of the text's towns that had X as mayor, else the last named."""
        for mention in found.communes:
            mandates = self.geography.mandates_of.get(mention.key, ())
            if any(same_person(person.name, m.name) for m in mandates) and len(person.name.split()) > 1:
                return mention.key
        earlier = [m for m in found.communes if m.end <= phrase.start]
        return _main_town(earlier or found.communes)

    def _inferred(self, found: Findings, named: Sequence[Role]) -> Iterator[Role]:
        """For "le maire de Dreux" with nobody named: the register's name, marked as inferred."""
        taken = {r.insee for r in named if r.role in MAYOR_STATUS}
        for mention in found.communes:
            left = found.folded[max(0, mention.start - 25) : mention.start]
            if mention.key in taken or not _UNNAMED.search(left) or found.published is None:
                continue
            holders = in_office(self.geography.mandates_of.get(mention.key, ()), found.published)
            if len({h.name_key for h in holders}) == 1:
                taken.add(mention.key)
                yield _inferred_role(found, mention, holders[0].name, holders[0].basis)


def _inferred_role(found: Findings, mention: Mention, name: str, basis: str) -> Role:
    evidence = sentence(found.text, mention.start, mention.end)
    return Role(
        person_key=mayor_key(mention.key, name),
        name=name,
        role=RoleKind.MAYOR,
        insee=mention.key,
        register="confirmed",
        register_basis=basis,
        inferred=True,
        mentions=(),
        evidence=evidence,
        evidence_text=found.text[evidence[0] : evidence[1]],
        rule="register-name",
    )


def group(text: str, spans: Sequence[Span]) -> list[Person]:
    """Mentions of one person under the fullest name: a later surname joins the full name before it."""
    people: list[Person] = []
    for span in sorted(spans, key=lambda s: (-len(text[s[0] : s[1]].split()), s)):
        surface = " ".join(text[span[0] : span[1]].split())
        owner = next((p for p in people if _may_be(surface, p.name)), None)
        if owner is None:
            people.append(owner := Person(surface))
        owner.spans.append(span)
    for person in people:
        person.spans.sort()
    return sorted(people, key=lambda p: p.spans[0])


def _may_be(surface: str, name: str) -> bool:
    """Whether a shorter form can stand for a name: its surname, an initial and surname, or the first name."""
    short, full = name_key(surface).split(), name_key(name).split()
    if len(short) > 1 and len(short[0]) == 1:
        return short[0][0] == full[0][0] and short[1:] == full[-len(short) + 1 :]
    if len(short) == 1:
        return short[-1:] == full[-1:]
    return short == full or (len(short) < len(full) and short == full[-len(short) :])


def _town_after(found: Findings, phrase: RolePhrase) -> str | None:
    """The town that completes a role: "maire [sortant] de Cannes"."""
    for mention in found.communes:
        if mention.start >= phrase.end:
            between = found.folded[phrase.end : mention.start]
            return mention.key if _TO_TOWN.match(between) else None
    return None


def _main_town(mentions: Sequence[Mention]) -> str | None:
    """The town that a text is about, up to a point: the most named, the latest of equals."""
    if not mentions:
        return None
    keys = [m.key for m in mentions]
    return max(reversed(keys), key=keys.count)
