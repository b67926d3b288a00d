"""The mayors' file of the Répertoire national des élus, as the ministry publishes it: read, or refused with a reason.

`;`-separated, UTF-8 or latin-1, one mayor a commune. Days are DD/MM/YYYY before August 2026, ISO 8601 since: both are
read. A file is taken whole or not at all: half a register would make half the mayors doubtful.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from core.errors import RegisterError
from core.names import name_key

COLUMNS = {
    "insee": "Code de la commune",
    "surname": "Nom de l'élu",
    "given": "Prénom de l'élu",
    "mandate_start": "Date de début du mandat",
    "function_start": "Date de début de la fonction",
}
_ADVICE = "Donnez le fichier des maires du Répertoire national des élus, tel que data.gouv.fr le publie."
_FIRST = date(1945, 1, 1)
"""The oldest start that is believed: no mayor of today was elected before."""


class Sitting(NamedTuple):
    """A mayor that the file shows in office; a start is None where it has none."""

    insee: str
    surname: str
    given: str
    mandate_start: date | None
    function_start: date | None

    @property
    def start(self) -> date | None:
        """The later of the two: nobody holds the office before the mandate it rests on."""
        return max((day for day in (self.mandate_start, self.function_start) if day), default=None)


def read_official(content: bytes, name: str, today: date) -> list[Sitting]:
    """The mayors of a file, in its order; communes without a mayor (a vacancy) are left out.

    Raises:
        RegisterError: the file is no such file, is cut short, or says what cannot be.

    """
    text = _text(content, name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        header = next(rows, [])
        places = _places(header, name)
        found = [row for row in _sittings(rows, header, places, name, today) if row.surname]
    except csv.Error as error:
        raise RegisterError(f"{name} : ligne {rows.line_num + 1} illisible ({error}).", _ADVICE) from error
    if not found:
        raise RegisterError(f"{name} : aucun maire.", _ADVICE)
    _refuse_twice(found, name)
    return found


def latest_day(sittings: Sequence[Sitting]) -> date | None:
    """The latest day that the file tells of: it shows the country on that day, or a little later."""
    return max((start for sitting in sittings if (start := sitting.start)), default=None)


def _text(content: bytes, name: str) -> str:
    if not content.strip():
        raise RegisterError(f"{name} : fichier vide.", _ADVICE)
    if b"\0" in content:
        raise RegisterError(f"{name} : ce n'est pas un texte.", _ADVICE)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<", content):
        raise RegisterError(f"{name} : c'est une page HTML ou du XML, pas le registre.", _ADVICE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _places(header: Sequence[str], name: str) -> dict[str, int]:
    """Where each column stands; accents, case and kinds of apostrophes do not count."""
    known = {name_key(title): place for place, title in enumerate(header)}
    missing = [title for title in COLUMNS.values() if name_key(title) not in known]
    if missing:
        said = ", ".join(f"« {title} »" for title in missing)
        hint = "" if len(header) > 1 else " (séparateur attendu : point-virgule)"
        raise RegisterError(f"{name} : colonnes absentes : {said}{hint}.", _ADVICE)
    return {field: known[name_key(title)] for field, title in COLUMNS.items()}


def _sittings(
    rows: Iterator[list[str]], header: Sequence[str], places: Mapping[str, int], name: str, today: date
) -> Iterator[Sitting]:
    for line, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) != len(header):
            raise RegisterError(
                f"{name} : ligne {line} : {len(row)} colonnes au lieu de {len(header)} (fichier tronqué ?).",
                _ADVICE,
            )
        cells = {field: row[place].strip() for field, place in places.items()}
        where = f"{name} : ligne {line}"
        starts = (_day(cells[field], where, today) for field in ("mandate_start", "function_start"))
        yield Sitting(_code(cells["insee"], where), cells["surname"], cells["given"], *starts)


def _code(cell: str, where: str) -> str:
    """An INSEE code; a spreadsheet drops the zero of 01001."""
    code = cell.upper().zfill(5)
    if not re.fullmatch(r"\d[\dAB]\d{3}", code):
        raise RegisterError(f"{where} : « {cell} » n'est pas un code de commune.", _ADVICE)
    return code


def _day(cell: str, where: str, today: date) -> date | None:
    """A day, in either of the two forms that the file has had; a year of two digits is a slip for 2000 and some."""
    if not cell:
        return None
    try:
        day = datetime.strptime(cell, "%d/%m/%Y").date() if "/" in cell else date.fromisoformat(cell)  # noqa: DTZ007
    except ValueError as error:
        raise RegisterError(f"{where} : « {cell} » n'est pas une date.", "Corrigez cette ligne.") from error
    if day.year < 100:
        day = day.replace(year=day.year + 2000)
    if not _FIRST <= day <= today:
        raise RegisterError(f"{where} : « {cell} » n'est pas une date possible.", "Corrigez cette ligne.")
    return day


def _refuse_twice(found: Sequence[Sitting], name: str) -> None:
    seen: set[str] = set()
    for sitting in found:
        if sitting.insee in seen:
            raise RegisterError(f"{name} : deux maires pour la commune {sitting.insee}.", _ADVICE)
        seen.add(sitting.insee)
