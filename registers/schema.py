"""The columns of the three tables, the same for the builder and the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

TABLES = ("communes", "territories", "mandates")


class TerritoryRow(NamedTuple):
    """A département, région or EPCI. `population` counts inhabitants, `region` is a départements' code."""

    kind: str
    code: str
    name: str
    epci_type: str | None
    population: int | None
    region: str | None


class MandateRow(NamedTuple):
    """Some days in a mayor's office; both ends included, `to_day` None while it is open."""

    insee: str
    name: str
    name_key: str
    from_day: date
    to_day: date | None
    basis: str
    source: str


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of `TABLES`."""
    import pyarrow as pa  # 0.15 s to import: the command line must not pay it for --help

    text, whole, real, day = pa.string(), pa.int32(), pa.float64(), pa.date32()
    types = {"population": whole, "lat": real, "lon": real, "from_day": day, "to_day": day}
    return pa.schema(
        [pa.field(name, types.get(name, text), nullable=name in _NULLABLE) for name in _COLUMNS[table]]
    )


_COLUMNS = {
    "communes": (
        *("insee", "name", "kind", "departement", "region", "epci_siren"),
        *("population", "lat", "lon", "parent"),
    ),
    "territories": TerritoryRow._fields,
    "mandates": MandateRow._fields,
}
_NULLABLE = {"epci_siren", "population", "lat", "lon", "parent", "epci_type", "region", "to_day"}
