"""Which place is meant by a name that several bear: joint evidence over all names of a text.

Each reading has points of its own (département and EPCI named, mayor named, population); then names support one
another by distance, in two rounds, each counting for as much as it is sure itself.
"""

import re
from dataclasses import dataclass, field
from math import exp, log10

from core.names import name_key
from core.types import Commune, MentionKind
from nlp.findings import Findings
from nlp.places.brackets import bracketed, bracketed_region
from nlp.places.forms import FULL, GENERIC, SHORT, USUAL
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.surroundings import before

# points of a form that is not the full name: alone, and with the full name elsewhere in the text
_RANKS = {FULL: (0.0, 0.0), SHORT: (-1.2, 2.5), USUAL: (-0.3, 2.5), GENERIC: (-8.0, 2.5)}
_ROUNDS = 2
_KEPT = 8
# what a text may hold of each before it is a list: beyond, names no longer count as evidence
_MENTIONS, _NAMES = 40, 60
_NEAR_KM = 35.0
# a short form alone: towns that everybody knows by it, or a neighbour at most so far (east plus north)
_KNOWN, _NEIGHBOUR_KM = 15_000, 36.0
DELEGATED = re.compile(
    r"(?:delegue\w*|associee|ancienne commune|ex commune|ancien village) (?:de la |de l |des |du |de |d )$"
)


@dataclass(slots=True)
class Group:
    """All mentions of one name, the places it may be, and how sure it is a place's name at all."""

    matches: list[Match]
    weight: float
    readings: list[Reading] = field(default_factory=list)
    own: dict[Reading, float] = field(default_factory=dict)
    near: dict[Reading, float] = field(default_factory=dict)
    odds: dict[Reading, float] = field(default_factory=dict)
    # whether a short form is borne out: its full name, its département or a town near it stands in the text
    shown: dict[Reading, bool] = field(default_factory=dict)

    def best(self) -> Reading:
        """The likeliest reading."""
        return max(self.odds, key=lambda r: self.odds[r])


class Homonyms:
    """Resolves the names of one text."""

    def __init__(self, found: Findings, geography: Geography) -> None:
        self._found = found
        self._geography = geography
        self._keys = {name_key(found.text[s:e]) for s, e in found.names}
        self._surnames = {key.rpartition(" ")[2] for key in self._keys}
        self._territories = {m.key for m in found.places}
        self._codes = [m for m in found.places if m.kind is MentionKind.DEPARTEMENT]

    def resolve(self, groups: list[Group]) -> None:
        """Set the odds of every group's readings."""
        whole = _whole(groups)
        for group in groups:
            mine = {code for code, owners in whole.items() if owners != {id(group)}}
            own = {r: self._own(group, r, mine) for r in group.readings}
            kept = sorted(own, key=lambda r: -own[r])[:_KEPT]
            group.own = {r: own[r] for r in kept}
            group.odds = _softmax(group.own)
        others = sorted(groups, key=lambda g: -g.weight)[:_NAMES]
        for _ in range(_ROUNDS):
            for group in groups:
                group.near = {r: self._support(group, r, others) for r in group.own}
            for group in groups:
                group.odds = _softmax({r: group.own[r] + group.near[r] for r in group.own})
        for group in groups:
            mine = {code for code, owners in whole.items() if owners != {id(group)}}
            group.shown = {r: self._shown(group, r, others, mine) for r in group.own}

    def _own(self, group: Group, reading: Reading, whole: set[str]) -> float:
        if reading.kind is MentionKind.FOREIGN:
            return self._abroad(reading)
        commune = self._commune(reading)
        people = commune.population or (60 if reading.kind is MentionKind.OTHER else 30)
        points = log10(max(people, 1)) + self._territory(group, commune) + self._mayor(commune)
        points += self._region(group, commune, reading.rank)
        points += _RANKS[reading.rank][reading.code in whole]
        if reading.kind is MentionKind.OTHER:
            points += self._part(group, commune, whole)
        return points

    def _part(self, group: Group, commune: Commune, whole: set[str]) -> float:
        """A delegated or former commune: it is one where the text says so, or names the commune it belongs to."""
        says_so = any(DELEGATED.search(before(self._found, m.start)) for m in group.matches)
        return -1.5 + 5.0 * says_so + 1.5 * (commune.parent in whole)

    def _abroad(self, reading: Reading) -> float:
        signs = min(self._found.abroad.get(reading.code, 0), 3)
        return 4.6 + signs if reading.rank == 0 else 1.2 + 1.7 * signs

    def _territory(self, group: Group, commune: Commune) -> float:
        """Points for the territories named: right after the name, near it, anywhere."""
        points = 0.0
        for match in group.matches[:_MENTIONS]:
            code = bracketed(self._found.low, match.end, self._geography.departement_codes)
            if code:
                points += 8.0 if code == commune.departement else -3.0
                break
        said = [p for p in self._codes if p.key == commune.departement][:_MENTIONS]
        gaps = [min(_gap(m, p.start) for m in group.matches[:_MENTIONS]) for p in said]
        if gaps:
            points += 4.0 if min(gaps) < 50 else 2.8 if min(gaps) < 250 else 2.0
        points += 1.0 * (commune.region in self._territories)
        points += 2.5 * (commune.epci_siren is not None and commune.epci_siren in self._territories)
        points += 1.2 * any(p.key == commune.departement for p in self._found.pending)
        return points + 1.5 * (commune.departement in self._found.departements)

    def _region(self, group: Group, commune: Commune, rank: int) -> float:
        """Points for a région in brackets after the name: too wide to show a short form's town."""
        names = self._geography.region_codes
        said = {bracketed_region(self._found.low, m.end, names) for m in group.matches[:_MENTIONS]} - {None}
        if not said:
            return 0.0
        return (0.0 if rank in {SHORT, GENERIC} else 5.0) if commune.region in said else -3.0

    def _mayor(self, commune: Commune) -> float:
        """Points for a mayor of this town, of any time, among the persons named."""
        points = 0.0
        for mandate in self._geography.mandates_of.get(commune.insee, ()):
            if mandate.name_key in self._keys:
                return 4.0
            surname = mandate.name_key.rpartition(" ")[2]
            if surname in self._surnames:
                points = 0.8 if surname not in self._geography.surnames else 0.3
        return points

    def _support(self, group: Group, reading: Reading, groups: list[Group]) -> float:
        """Points for the other names' places being near."""
        if reading.kind is MentionKind.FOREIGN:
            return 0.0
        here = self._point(reading)
        if here is None:
            return 0.0
        total = 0.0
        for other in groups:
            if other is group or other.weight < 0.3:
                continue
            best = 0.0
            for r, p in other.odds.items():
                there = self._point(r)
                if p > 0.05 and there is not None and r.code != reading.code:
                    km = abs(here[0] - there[0]) + abs(here[1] - there[1])
                    if km < 200:
                        best = max(best, p * exp(-km / (1.3 * _NEAR_KM)))
            total += other.weight * best
        return 2.6 * min(total, 1.8)

    def _shown(self, group: Group, reading: Reading, groups: list[Group], whole: set[str]) -> bool:
        if (
            reading.kind is MentionKind.FOREIGN
            or reading.rank not in {SHORT, GENERIC}
            or reading.code in whole
        ):
            return True
        commune = self._commune(reading)
        if (
            (commune.population or 0) > _KNOWN
            or self._territory(group, commune) > 0
            or self._mayor(commune) > 1
        ):
            return True
        here = self._point(reading)
        return here is not None and any(
            abs(here[0] - there[0]) + abs(here[1] - there[1]) < _NEIGHBOUR_KM
            for other in groups
            if other is not group and other.weight > 0.3
            for r, p in other.odds.items()
            if p > 0.4 and r.code != reading.code and (there := self._point(r)) is not None
        )

    def _commune(self, reading: Reading) -> Commune:
        table = self._geography.by_code if reading.kind is MentionKind.COMMUNE else self._geography.parts
        return table[reading.code]

    def _point(self, reading: Reading) -> tuple[float, float] | None:
        if reading.kind is MentionKind.FOREIGN:
            return None
        point = self._geography.points.get(reading.code)
        parent = None if point else self._commune(reading).parent
        return point or (self._geography.points.get(parent) if parent else None)


def _whole(groups: list[Group]) -> dict[str, set[int]]:
    """Codes of the communes whose full name stands in the text, with the groups (by identity) that name them."""
    found: dict[str, set[int]] = {}
    for group in groups:
        if group.weight > 0.5 and len(group.readings) < _KEPT:
            for r in group.readings:
                if r.rank == FULL and r.kind is MentionKind.COMMUNE:
                    found.setdefault(r.code, set()).add(id(group))
    return found


def _gap(match: Match, at: int) -> int:
    return at - match.end if at >= match.end else match.start - at


def _softmax(points: dict[Reading, float]) -> dict[Reading, float]:
    top = max(points.values())
    raw = {r: exp(p - top) for r, p in points.items()}
    total = sum(raw.values())
    return {r: v / total for r, v in raw.items()}
