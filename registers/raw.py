"""The published files as they come, read into typed rows; used by the build only."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import RegisterError

TERM_FILES = ("mayors_2014_2020.csv", "mayors_2020_2026.csv")


class CogCommune(NamedTuple):
    """A line of the COG. `belongs_to` is the commune of today for all but current communes."""

    code: str
    name: str
    type: str
    departement: str
    region: str
    population: int | None
    belongs_to: str | None
    former_codes: tuple[str, ...]


class Grouping(NamedTuple):
    """An EPCI or EPT: SIREN, official name, municipal population, INSEE codes of its members."""

    siren: str
    name: str
    type: str
    population: int
    members: tuple[str, ...]


class Area(NamedTuple):
    """A département (with its region) or a region (its own code again)."""

    code: str
    name: str
    region: str


class MayorRow(NamedTuple):
    """A mayor of the RNE as two snapshots saw him; a start is None where the register has none."""

    insee: str
    commune: str
    surname: str
    given: str
    mandate_start: date | None
    function_start: date | None
    first_seen: date
    last_seen: date


class ListHead(NamedTuple):
    """The head of an elected list of March 2026, or a mayor that another `source` gives."""

    insee: str
    commune: str
    surname: str
    given: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Everything the build reads. `terms`: the files of 2014-2020 and 2020-2026, in that order."""

    communes: tuple[CogCommune, ...]
    epcis: tuple[Grouping, ...]
    epts: tuple[Grouping, ...]
    departements: tuple[Area, ...]
    regions: tuple[Area, ...]
    points: dict[str, tuple[float, float]]
    terms: tuple[tuple[MayorRow, ...], ...]
    heads: tuple[ListHead, ...]


def read_raw(npm: Path, shared: Path) -> Raw:
    """Read the npm package's `data` folder, and the mayors and points under `shared`/data.

    Raises:
        RegisterError: a file is missing or has another shape.

    """
    registers, areas = shared / "data" / "registers", ("departements.json", "regions.json")
    departements, regions = ([_area(x) for x in _json(npm / name)] for name in areas)
    return Raw(
        communes=tuple(_commune(x) for x in _json(npm / "communes.json")),
        epcis=tuple(_grouping(x) for x in _json(npm / "epci.json")),
        epts=tuple(_grouping(x) for x in _json(npm / "ept.json")),
        departements=tuple(departements),
        regions=tuple(regions),
        points={
            x["code_insee"]: (float(x["lat"]), float(x["lon"]))
            for x in _csv(shared / "data" / "geo" / "communes_coords.csv")
        },
        terms=tuple(tuple(_mayor(x) for x in _csv(registers / name)) for name in TERM_FILES),
        heads=tuple(_head(x) for x in _csv(registers / "mayors_2026.csv")),
    )


def _json(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RegisterError(f"{path} : {error}", "Vérifier --npm.") from error
    return rows


def _csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path} : {error}", "Vérifier --shared.") from error


def _commune(x: dict[str, Any]) -> CogCommune:
    return CogCommune(
        *(x["code"], x["nom"], x["type"], x["departement"], x["region"], x.get("population")),
        belongs_to=x.get("chefLieu") or x.get("commune"),
        former_codes=tuple(x.get("anciensCodes", ())),
    )


def _grouping(x: dict[str, Any]) -> Grouping:
    members = tuple(member["code"] for member in x["membres"])
    return Grouping(x["code"], x["nom"], x["type"], x["populationMunicipale"], members)


def _area(x: dict[str, Any]) -> Area:
    return Area(x["code"], x["nom"], x.get("region", x["code"]))


def _mayor(x: dict[str, str]) -> MayorRow:
    return MayorRow(
        *(x["insee"], x["commune"], x["nom"], x["prenom"]),
        *(_day(x["debut_mandat"]), _day(x["debut_fonction"])),
        *(date.fromisoformat(x["first_seen"]), date.fromisoformat(x["last_seen"])),
    )


def _head(x: dict[str, str]) -> ListHead:
    return ListHead(x["insee"], x["commune"], x["nom"], x["prenom"], x["source"], x["note"])


def _day(text: str) -> date | None:
    """A day; 44 rows of the register have a year of two digits ("0020-07-03")."""
    if not text:
        return None
    day = date.fromisoformat(text)
    return day.replace(year=day.year + 2000) if day.year < 100 else day
