"""What towns do: initiatives, and what is known of them from one article to the next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.types.span import Span


class ActorKind(StrEnum):
    """Who can carry an initiative."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    SYNDICATE = "syndicate"


class InitiativeStatus(StrEnum):
    """How far an initiative is on the article's day."""

    PLAN = "plan"
    ANNOUNCED = "announced"
    EXPERIMENT = "experiment"
    DEPLOYED = "deployed"
    ABANDONED = "abandoned"


class UseCategory(StrEnum):
    """What an initiative is for; labels in nlp/lexicon/initiatives.toml."""

    RECEPTION = "demarches-accueil"
    ADMINISTRATION = "administration"
    SAFETY = "securite"
    MOBILITY = "mobilite-stationnement"
    CLEANLINESS = "proprete-dechets"
    WATER = "eau"
    BUILDINGS = "energie-batiments"
    LIGHTING = "eclairage"
    EDUCATION = "education-jeunesse"
    SOCIAL = "social-sante"
    INCLUSION = "inclusion"
    PARTICIPATION = "participation"
    CULTURE = "culture-tourisme"
    NETWORKS = "reseaux-infrastructures"
    ENVIRONMENT = "environnement-risques"
    DATA = "donnees"
    CYBERSECURITY = "cybersecurite"
    OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Initiative:
    """A local authority does something with a technology: a cell of the register, with its sentence.

    `actor_code` is an INSEE code, a SIREN, a département's or région's code; None for a syndicate, known by its name.
    `use_case` is a short French phrase, `use_from_text` whether the text says it (else it is what such a technology
    is usually for), `category` what kind of use that is. `supplier` is who
    provides or shares it. `amounts` are spans of Figures, `dates` of DateMentions, told of it. `id` is given by what
    compares it with the initiatives known.
    """

    actor_kind: ActorKind
    actor_code: str | None
    actor_name: str
    technology_id: str
    technology: str
    use_case: str
    category: UseCategory
    status: InitiativeStatus
    supplier: str
    amounts: tuple[Span, ...]
    dates: tuple[Span, ...]
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    id: str = ""
    use_from_text: bool = False


class InitiativeTrace(NamedTuple):
    """What is kept of an initiative that an article told, to know it again; `day` is the article's."""

    id: str
    article_id: str
    actor_kind: ActorKind
    actor_code: str | None
    actor_name: str
    technology_id: str
    technology: str
    category: UseCategory
    use_case: str
    supplier: str
    day: date | None
