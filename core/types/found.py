"""What is found in a text: mentions and roles."""

from dataclasses import dataclass
from enum import StrEnum

from core.types.span import Span


class MentionKind(StrEnum):
    """What a mention names."""

    COMMUNE = "commune"
    DEPARTEMENT = "departement"
    REGION = "region"
    EPCI = "epci"
    PERSON = "person"
    FOREIGN = "foreign"
    OTHER = "other"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names an entity. `name` is the entity's usual name.

    `category` is a technology's category or an organisation's kind; a `candidate` is in no lexicon, the words
    around it say what it is.
    """

    kind: MentionKind
    key: str
    name: str
    surface: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0
    category: str = ""
    candidate: bool = False


class RoleKind(StrEnum):
    """A person's public role, as the article says it."""

    MAYOR = "mayor"
    FORMER_MAYOR = "former_mayor"
    MAYOR_CANDIDATE = "mayor_candidate"
    DEPUTY_MAYOR = "deputy_mayor"
    COUNCILLOR = "councillor"
    EPCI_PRESIDENT = "epci_president"
    MINISTER = "minister"
    OFFICIAL = "official"
    COMPANY = "company"
    OTHER = "other"


MAYOR_STATUS = {
    RoleKind.MAYOR: "current",
    RoleKind.FORMER_MAYOR: "former",
    RoleKind.MAYOR_CANDIDATE: "candidate",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A person in a role. `register` says whether the register agrees on the article's day."""

    person_key: str
    name: str
    role: RoleKind
    insee: str | None
    register: str | None
    register_basis: str | None
    inferred: bool
    mentions: tuple[Span, ...]
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
