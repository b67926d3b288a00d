"""Which place is meant by a name that several bear: joint evidence over all names of a text.

Each reading has points of its own (département and EPCI named, mayor named, population); then names support one
another by distance, in two rounds, each counting for as much as it is sure itself.
"""

from math import exp

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.forms import GENERIC, SHORT
from nlp.places.gazetteer import Reading
from nlp.places.geography import Geography
from nlp.places.name_groups import KEPT, Group, whole
from nlp.places.nearness import Nearness
from nlp.places.own_points import OwnPoints

_ROUNDS = 2
_NAMES = 60  # beyond so many a text is a list: further names no longer count as evidence
_KNOWN = 15_000  # people: a short form alone is understood of a town that everybody knows by it


class Homonyms:
    """Resolves the names of one text."""

    def __init__(self, found: Findings, geography: Geography) -> None:
        self._geography = geography
        self._own = OwnPoints(found, geography)
        self._near = Nearness(geography)

    def resolve(self, groups: list[Group]) -> None:
        """Set the odds of every group's readings."""
        owners = whole(groups)
        for group in groups:
            named = _by_others(owners, group)
            own = {r: self._own.of(group, r, named) for r in group.readings}
            kept = sorted(own, key=lambda r: -own[r])[:KEPT]
            group.own = {r: own[r] for r in kept}
            group.odds = _softmax(group.own)
        others = sorted(groups, key=lambda g: -g.weight)[:_NAMES]
        for _ in range(_ROUNDS):
            self._round(groups, others)
        for group in groups:
            named = _by_others(owners, group)
            group.shown = {r: self._shown(group, r, others, named) for r in group.own}

    def _round(self, groups: list[Group], others: list[Group]) -> None:
        """Weigh every name by the others, all by the odds of before."""
        for group in groups:
            group.near = {r: self._near.support(group, r, others) for r in group.own}
        for group in groups:
            group.odds = _softmax({r: group.own[r] + group.near[r] for r in group.own})

    def _shown(self, group: Group, reading: Reading, groups: list[Group], named: set[str]) -> bool:
        """Whether a short form is borne out."""
        if (
            reading.kind is MentionKind.FOREIGN
            or reading.rank not in {SHORT, GENERIC}
            or reading.code in named
        ):
            return True
        commune = self._geography.place(reading)
        return (
            (commune.population or 0) > _KNOWN
            or self._own.territory(group, commune) > 0
            or self._own.mayor(commune) > 1
            or self._near.has_neighbour(group, reading, groups)
        )


def _by_others(owners: dict[str, set[int]], group: Group) -> set[str]:
    """The communes that another name than this one's names in full."""
    return {code for code, ids in owners.items() if ids != {id(group)}}


def _softmax(points: dict[Reading, float]) -> dict[Reading, float]:
    top = max(points.values())
    raw = {r: exp(p - top) for r, p in points.items()}
    total = sum(raw.values())
    return {r: v / total for r, v in raw.items()}
