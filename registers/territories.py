"""Rows of the territories table: départements, régions, EPCI."""

from collections import Counter

from registers.raw import CogCommune, Raw
from registers.schema import TerritoryRow


def territory_rows(raw: Raw) -> list[TerritoryRow]:
    """Every territory, keyed by (kind, code), sorted; populations are municipal ones (INSEE)."""
    communes = [c for c in raw.communes if c.type == "commune-actuelle"]
    by_departement = _population(communes, "departement")
    by_region = _population(communes, "region")
    rows = [
        *(
            TerritoryRow("departement", d.code, d.name, None, by_departement.get(d.code), d.region)
            for d in raw.departements
        ),
        *(TerritoryRow("region", r.code, r.name, None, by_region.get(r.code), None) for r in raw.regions),
        *(TerritoryRow("epci", g.siren, g.name, g.type, g.population, None) for g in (*raw.epcis, *raw.epts)),
    ]
    return sorted(rows, key=lambda row: (row.kind, row.code))


def _population(communes: list[CogCommune], column: str) -> Counter[str]:
    """Inhabitants by code of a column; a code without any counted commune is absent."""
    total: Counter[str] = Counter()
    for commune in communes:
        if commune.population is not None:
            total[getattr(commune, column)] += commune.population
    return total
