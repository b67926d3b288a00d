"""An authority with a technology, and the places of a text that bring them together."""

from dataclasses import dataclass, field

from core.types import Mention
from nlp.initiatives.carriers import Carrier
from nlp.initiatives.families import Thing, thing
from nlp.initiatives.references import Actor

SURE = frozenset({"borne", "agent", "subject", "owner"})
"""Ways in which a sentence itself says who carries a technology."""


UNDERSTOOD = frozenset({"main", "before", "heading"})


@dataclass(slots=True)
class Place:
    """A mention of a technology, the sentence, and who carries it there; `local` is how well it tells it."""

    mention: Mention
    number: int
    carrier: Carrier
    local: float


@dataclass(slots=True)
class Candidate:
    """An authority with a technology; `signals` are named values that add up to a score (weights in `choice`)."""

    actor: Actor
    technology: str
    places: list[Place] = field(default_factory=list)
    signals: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    _best: Place | None = None

    @property
    def best(self) -> Place:
        """The place that tells it best; all places must be known."""
        if self._best is None:
            self._best = max(self.places, key=lambda p: (p.local, -p.number))
        return self._best

    @property
    def mention(self) -> Mention:
        """The technology where it is told best."""
        return self.best.mention

    @property
    def thing(self) -> Thing:
        """What the technology is, and its product's name."""
        return thing([p.mention for p in self.places], self.mention)
