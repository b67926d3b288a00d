"""Mandates laid over the register: the invented mayors of the demo, or a town that knows better."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from core.errors import RegisterError
from core.names import name_key
from registers.schema import MandateRow, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from registers.read import Registers

_DAY = timedelta(days=1)
_BASES = ("attested", "extrapolated", "provisional")


@dataclass(frozen=True, slots=True)
class OverlayMandate:
    """One `[[mandate]]` of an overlay; both days included, `to_day` None while it is open."""

    insee: str
    name: str
    from_day: date
    to_day: date | None = None
    basis: str = "attested"


def read_overlay(path: Path) -> tuple[OverlayMandate, ...]:
    """The `[[mandate]]` tables of a TOML file: insee, name, from_day, and optional to_day and basis.

    Raises:
        RegisterError: the file cannot be read, or a mandate is incomplete or contradictory.

    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RegisterError(f"{path} ne peut être lu : {error}", "Corriger ce fichier TOML.") from error
    tables = content.get("mandate", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RegisterError(f"{path} : « mandate » n'est pas une suite de tables.", "Écrire [[mandate]].")
    return tuple(_mandate(path, number, raw) for number, raw in enumerate(tables, start=1))


def _mandate(path: Path, number: int, raw: dict[str, Any]) -> OverlayMandate:
    try:
        mandate = OverlayMandate(**raw)
    except TypeError as error:
        raise RegisterError(f"{path}, mandat n° {number} : {error}", "Corriger ses clés.") from error
    texts = (mandate.insee, mandate.name, mandate.basis)
    days = [day for day in (mandate.from_day, mandate.to_day) if day is not None]
    if not all(isinstance(text, str) for text in texts) or not all(map(_is_day, days)):
        raise RegisterError(f"{path}, mandat n° {number} : texte ou jour attendu.", "Corriger ses valeurs.")
    return mandate


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def with_overlay(registers: Registers, overlay_rows: Iterable[OverlayMandate]) -> Registers:
    """The registers with these mandates in place of what they say of the same communes and days.

    A register's mandate keeps its days outside [from_day, to_day]; the rest of the country is untouched.

    Raises:
        RegisterError: a commune is unknown, a basis is, or a mandate ends before it begins.

    """
    by_insee: dict[str, list[OverlayMandate]] = defaultdict(list)
    for row in overlay_rows:
        by_insee[row.insee].append(row)
    _check(registers, by_insee)
    if not by_insee:
        return registers
    laid = repr(sorted(map(repr, (row for rows in by_insee.values() for row in rows))))
    manifest = replace(registers.manifest, overlay=laid)
    return replace(registers, mandates=_lay_over(registers.mandates, by_insee), manifest=manifest)


def _check(registers: Registers, by_insee: dict[str, list[OverlayMandate]]) -> None:
    known = set(registers.communes.column("insee").to_pylist())
    for row in (row for rows in by_insee.values() for row in rows):
        if problem := _problem(row, known):
            raise RegisterError(f"Mandat ajouté de {row.name} : {problem}.", "Corriger ce mandat.")


def _problem(row: OverlayMandate, known: set[str]) -> str | None:
    if row.insee not in known:
        return f"commune {row.insee} inconnue"
    if row.basis not in _BASES:
        return f"base « {row.basis} » inconnue"
    if row.to_day is not None and row.to_day < row.from_day:
        return "fin avant le début"
    return None


def _lay_over(mandates: pa.Table, by_insee: dict[str, list[OverlayMandate]]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    touched = pc.is_in(mandates.column("insee"), value_set=pa.array(list(by_insee), pa.string()))
    rows = [MandateRow(**row) for row in mandates.filter(touched).to_pylist()]
    for overlays in by_insee.values():
        for overlay in overlays:
            rows = [part for row in rows for part in _outside(row, overlay)]
    rows += [_row(overlay) for overlays in by_insee.values() for overlay in overlays]
    laid = pa.Table.from_pylist([row._asdict() for row in rows], schema=schema("mandates"))
    merged = pa.concat_tables([mandates.filter(pc.invert(touched)), laid])
    return merged.sort_by([("insee", "ascending"), ("from_day", "ascending"), ("name_key", "ascending")])


def _row(overlay: OverlayMandate) -> MandateRow:
    return MandateRow(
        overlay.insee,
        overlay.name,
        name_key(overlay.name),
        overlay.from_day,
        overlay.to_day,
        overlay.basis,
        "overlay",
    )


def _outside(row: MandateRow, overlay: OverlayMandate) -> Iterator[MandateRow]:
    """What is left of a register's mandate before and after an overlay of the same commune."""
    if row.insee != overlay.insee:
        yield row
        return
    before, after = overlay.from_day - _DAY, overlay.to_day and overlay.to_day + _DAY
    if row.from_day <= before:
        yield row._replace(to_day=before if row.to_day is None else min(row.to_day, before))
    if after and (row.to_day is None or row.to_day >= after):
        yield row._replace(from_day=max(row.from_day, after))
