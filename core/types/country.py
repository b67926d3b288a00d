"""What is known of the country: rows of the registers."""

from datetime import date
from typing import NamedTuple


class Commune(NamedTuple):
    """A commune of any kind; `parent` is the INSEE code of the commune it belongs to today."""

    insee: str
    name: str
    kind: str
    departement: str
    region: str
    epci_siren: str | None
    population: int | None
    lat: float | None
    lon: float | None
    parent: str | None


class Territory(NamedTuple):
    """A département, région (INSEE code) or EPCI (SIREN)."""

    kind: str
    code: str
    name: str


class Mandate(NamedTuple):
    """A mayor's time in office, as far as `basis` (attested, extrapolated, provisional) can know it."""

    insee: str
    name: str
    name_key: str
    from_day: date
    to_day: date | None
    basis: str
