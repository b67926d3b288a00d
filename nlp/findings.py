"""What the components of the pipeline hand to one another on a document."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from core.types import DateMention, Event, Figure, Initiative, Mention, Nature, Quote, Role, Span
from nlp.text import fold, guillemets

if TYPE_CHECKING:
    from nlp.places.gazetteer import Match


@dataclass(slots=True)
class Findings:
    """Filled by one component after the other; `doc._.findings`.

    `published` and `departements` (the outlet's own area) are given with the text; `masks` are spans
    that name something larger, inside which a town's name is no town. `plain` is the text with guillemets for straight
    quotes, `folded` that without accents, `low` that in lower case: all of the same length.
    `hints` are digital matters that are no technology (a cyberattack): they help to judge, none reports them.
    `matches` are all written names of places, `pending` départements that may be rivers until towns are known;
    `abroad` counts the signs that the text is set in another country.
    """

    text: str
    published: date | None = None
    departements: tuple[str, ...] = ()
    names: list[Span] = field(default_factory=list)
    masks: list[Span] = field(default_factory=list)
    matches: "list[Match]" = field(default_factory=list)
    pending: list[Mention] = field(default_factory=list)
    abroad: dict[str, int] = field(default_factory=dict)
    places: list[Mention] = field(default_factory=list)
    communes: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    technologies: list[Mention] = field(default_factory=list)
    hints: list[Mention] = field(default_factory=list)
    organisations: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    relevance: float = 0.0
    relevant: bool = False
    gate: str = "stopped"
    nature: Nature = Nature.OTHER
    topics: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    plain: str = field(init=False)
    folded: str = field(init=False)
    low: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = guillemets(self.text)
        self.folded = fold(self.plain)
        self.low = self.folded.lower()


def of(doc: Any) -> Findings:  # spaCy's Doc is untyped here
    """The findings of a document."""
    found: Findings = doc._.findings
    return found


def inside(span: Span, masks: list[Span]) -> bool:
    """Whether a span lies within one of the masks."""
    return any(left <= span[0] and span[1] <= right for left, right in masks)
