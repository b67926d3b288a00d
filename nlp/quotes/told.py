"""What the readers of quotes hand to one another."""

from dataclasses import dataclass

from core.types import Span
from nlp.quotes.people import Speaker


@dataclass(slots=True)
class Voice:
    """A phrase that says who speaks, and whom it stands for (None: the text does not say, or two could be meant).

    `kind` is name, title (an office, or a description of somebody named), pronoun or body.
    """

    start: int
    end: int
    speaker: Speaker | None
    kind: str

    @property
    def known(self) -> bool:
        """Whether it stands for somebody, not for a body or an unclear pronoun."""
        return self.speaker is not None and self.kind != "body"


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks a passage, as `rule` tells it: the span that says so."""

    voice: Voice
    span: Span
    rule: str


@dataclass(slots=True)
class Said:
    """A quote with its speaker; `evidence` is the span that tells who speaks.

    `inferred`: it does not name them, and others whom the text names might be meant.
    """

    start: int
    end: int
    direct: bool
    speaker: Speaker | None
    evidence: Span
    rule: str
    inferred: bool = False
