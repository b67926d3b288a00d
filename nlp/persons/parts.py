"""The country's municipal districts and delegated communes, which have a mayor of their own or none."""

from collections import defaultdict
from collections.abc import Iterable

from core.types import Commune
from nlp.text import fold


class Parts:
    """Municipal districts by city and number, delegated communes by name."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self.districts: dict[tuple[str, int], str] = {}
        self.city_of: dict[str, str] = {}
        self.parent_of: dict[str, str] = {}
        self.parents_named: dict[str, set[str]] = defaultdict(set)
        for commune in communes:
            if commune.kind == "arrondissement" and commune.parent:
                first = (
                    80 if commune.departement == "69" else 0
                )  # 69381 is Lyon's first, 75101 and 13201 are others'
                self.districts[commune.parent, int(commune.insee[-2:]) - first] = commune.insee
                self.city_of[commune.insee] = commune.parent
            elif commune.kind in {"deleguee", "associee"} and commune.parent:
                self.parent_of[commune.insee] = commune.parent
                self.parents_named[fold(commune.name).lower()].add(commune.parent)
