"""What the register says of the country, indexed for questions asked of a text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from core.types import Commune, Mandate, Territory
from nlp.places.gazetteer import Gazetteer
from nlp.text import fold


@dataclass(frozen=True)
class Geography:
    """Communes, territories and mandates, held once per process."""

    communes: Sequence[Commune]
    territories: Sequence[Territory]
    mandates: Sequence[Mandate]
    gazetteer: Gazetteer = field(init=False)
    mandates_of: dict[str, list[Mandate]] = field(init=False)
    departements: dict[str, str] = field(init=False)
    regions: dict[str, str] = field(init=False)
    epci_names: dict[str, str] = field(init=False)
    surnames: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        by_insee: dict[str, list[Mandate]] = defaultdict(list)
        for mandate in self.mandates:
            by_insee[mandate.insee].append(mandate)
        named = {kind: {t.code: t.name for t in self.territories if t.kind == kind} for kind in _KINDS}
        object.__setattr__(self, "gazetteer", Gazetteer(self.communes))
        object.__setattr__(self, "mandates_of", dict(by_insee))
        for kind, attribute in _KINDS.items():
            object.__setattr__(self, attribute, named[kind])
        object.__setattr__(self, "surnames", _surnames(self.mandates))

    def commune(self, insee: str) -> Commune:
        """A current commune by INSEE code."""
        return self.gazetteer.communes[insee]


_KINDS = {"departement": "departements", "region": "regions", "epci": "epci_names"}


def _surnames(mandates: Sequence[Mandate]) -> frozenset[str]:
    """Surnames that at least five mandates bear: a bare "Martin" is rarely the town of Martin."""
    count: dict[str, set[str]] = defaultdict(set)
    for mandate in mandates:
        count[mandate.name_key.rpartition(" ")[2]].add(mandate.insee)
    return frozenset(name for name, towns in count.items() if len(towns) >= 5)


def distance_km(a: Commune, b: Commune) -> float | None:
    """Great-circle distance in kilometres; None where a point is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(north / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east / 2) ** 2
    return 12742 * asin(sqrt(h))


_TYPE = re.compile(r"^(?:CC|CA|CU|EPT)\s+")
_LINK = re.compile(r"^(?:de la|de l|des|du|de|d)\s+", re.IGNORECASE)


def epci_short_name(official: str) -> str:
    """The name without its administrative type, folded: "CA du Grand Cahors" -> "Grand Cahors"."""
    bare = re.sub(r"\s*\([^)]*\)", "", _TYPE.sub("", official))
    return _LINK.sub("", fold(bare)).strip()
