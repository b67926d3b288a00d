"""How the places of a text support one another by being near."""

from math import exp

from core.types import MentionKind
from nlp.places.gazetteer import Reading
from nlp.places.geography import Geography
from nlp.places.name_groups import Group

Point = tuple[float, float]

_NEAR_KM = 35.0
_FAR_KM = 200
_NEIGHBOUR_KM = 36.0  # a short form alone is borne out by a neighbour at most so far (east plus north)


class Nearness:
    """Weighs the readings of a name by those of the others."""

    def __init__(self, geography: Geography) -> None:
        self._geography = geography

    def support(self, group: Group, reading: Reading, groups: list[Group]) -> float:
        """Points for the other names' places being near."""
        here = self._point(reading)
        if here is None:
            return 0.0
        total = 0.0
        for other in groups:
            if other is not group and other.weight >= 0.3:
                total += other.weight * self._nearest(here, reading, other)
        return 2.6 * min(total, 1.8)

    def _nearest(self, here: Point, reading: Reading, other: Group) -> float:
        """How near another name's places are, each by how likely it is."""
        best = 0.0
        for r, p in other.odds.items():
            if p > 0.05 and r.code != reading.code and (there := self._point(r)) is not None:
                km = _km(here, there)
                if km < _FAR_KM:
                    best = max(best, p * exp(-km / (1.3 * _NEAR_KM)))
        return best

    def has_neighbour(self, group: Group, reading: Reading, groups: list[Group]) -> bool:
        """Whether a likely place of another name is next to this reading's."""
        here = self._point(reading)
        return here is not None and any(
            _km(here, there) < _NEIGHBOUR_KM
            for other in groups
            if other is not group and other.weight > 0.3
            for r, p in other.odds.items()
            if p > 0.4 and r.code != reading.code and (there := self._point(r)) is not None
        )

    def _point(self, reading: Reading) -> Point | None:
        if reading.kind is MentionKind.FOREIGN:
            return None
        point = self._geography.points.get(reading.code)
        parent = None if point else self._geography.place(reading).parent
        return point or (self._geography.points.get(parent) if parent else None)


def _km(here: Point, there: Point) -> float:
    return abs(here[0] - there[0]) + abs(here[1] - there[1])
