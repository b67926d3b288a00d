"""Rows of the communes table: current communes, their parts, and what older registers call them."""

import re
from collections import Counter

from core.errors import RegisterError
from core.names import name_key
from core.types import Commune
from registers.raw import CogCommune, Raw

KINDS = {
    "commune-actuelle": "commune",
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement",
}
FORMER = "ancienne"


def commune_rows(raw: Raw) -> tuple[list[Commune], Counter[str]]:
    """All communes, keyed by (insee, kind, name), and what was left out, counted by reason."""
    epci_of = {member: epci.siren for epci in raw.epcis for member in epci.members}
    current = {c.code: c for c in raw.communes if KINDS[c.type] == "commune"}
    counts: Counter[str] = Counter()
    rows = []
    for cog in raw.communes:
        if cog.belongs_to == cog.code and name_key(cog.name) == name_key(current[cog.code].name):
            counts["chef-lieu delegated communes of the same name, dropped"] += 1
        else:
            rows.append(_row(cog, raw, epci_of))
    former, more = _former(raw, rows)
    return sorted(rows + former, key=lambda r: (r.insee, r.kind, r.name)), counts + more


def today_codes(raw: Raw) -> dict[str, str]:
    """INSEE code -> code of the commune it belongs to today, for every code that the COG knows."""
    former = {old: c.code for c in raw.communes for old in c.former_codes}
    parts = {c.code: c.belongs_to for c in raw.communes if c.belongs_to}
    return former | parts | {c.code: c.code for c in raw.communes if KINDS[c.type] == "commune"}


def _row(cog: CogCommune, raw: Raw, epci_of: dict[str, str]) -> Commune:
    kind = KINDS[cog.type]
    # A delegated commune of the chef-lieu has the code of its commune: the point is the commune's.
    point = raw.points.get(cog.code) if kind in {"commune", "arrondissement"} else None
    return Commune(
        *(cog.code, cog.name, kind, cog.departement, cog.region),
        epci_siren=epci_of.get(cog.belongs_to or cog.code),
        population=cog.population,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        parent=cog.belongs_to,
    )


def _former(raw: Raw, rows: list[Commune]) -> tuple[list[Commune], Counter[str]]:
    """Codes and names that mandates use and the COG of today does not: Oissel, now Oissel-sur-Seine."""
    today, by_code = today_codes(raw), {r.insee: r for r in rows if r.kind == "commune"}
    known = {(r.insee, name_key(r.name)) for r in rows}
    former: list[Commune] = []
    counts: Counter[str] = Counter()
    for insee, name in _names_in_mandates(raw):
        if (insee, name_key(name)) in known:
            continue
        known.add((insee, name_key(name)))
        if re.search(r"[\d(]", name):  # "Mo1ntboudif", "Assions (Les)": a slip, not a name
            counts["misspelt commune names of the register, dropped"] += 1
            continue
        former.append(_former_row(insee, name, today, by_code))
    named = {r.insee for r in [*rows, *former]}
    counts["former codes without any name in the sources, dropped"] = len(today.keys() - named)
    return former, counts


def _names_in_mandates(raw: Raw) -> list[tuple[str, str]]:
    """(insee, commune name), the newest register first: its spelling wins."""
    newest = [(row.insee, row.commune) for row in raw.heads]
    return newest + [(row.insee, row.commune) for term in reversed(raw.terms) for row in term]


def _former_row(insee: str, name: str, today: dict[str, str], by_code: dict[str, Commune]) -> Commune:
    if insee not in today:
        raise RegisterError(
            f"Le code {insee} ({name}) d'un mandat est inconnu du COG.",
            "Ajouter sa commune d'aujourd'hui aux sources, ou retirer la ligne.",
        )
    parent = by_code[today[insee]]
    return parent._replace(
        insee=insee, name=name, kind=FORMER, population=None, lat=None, lon=None, parent=parent.insee
    )
