"""All mentions of one name in a text, with the places it may be."""

from dataclasses import dataclass, field

from core.types import MentionKind
from nlp.places.forms import FULL
from nlp.places.gazetteer import Match, Reading

KEPT = 8
"""Readings of a name that are weighed."""


@dataclass(slots=True)
class Group:
    """All mentions of one name, the places it may be, and how sure it is a place's name at all."""

    matches: list[Match]
    weight: float
    readings: list[Reading] = field(default_factory=list)
    # the département that stands beside these mentions, where others of the name have another
    told: str | None = None
    own: dict[Reading, float] = field(default_factory=dict)
    near: dict[Reading, float] = field(default_factory=dict)
    odds: dict[Reading, float] = field(default_factory=dict)
    # whether a short form is borne out: its full name, its département or a town near it stands in the text
    shown: dict[Reading, bool] = field(default_factory=dict)

    def best(self) -> Reading:
        """The likeliest reading."""
        return max(self.odds, key=lambda r: self.odds[r])


def whole(groups: list[Group]) -> dict[str, set[int]]:
    """Codes of the communes whose full name stands in the text, with the groups (by identity) that name them."""
    found: dict[str, set[int]] = {}
    for group in groups:
        if group.weight > 0.5 and len(group.readings) < KEPT:
            for r in group.readings:
                if r.rank == FULL and r.kind is MentionKind.COMMUNE:
                    found.setdefault(r.code, set()).add(id(group))
    return found
