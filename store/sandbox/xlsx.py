"""Answers as a spreadsheet: text stays text, whatever it looks like, and what does not fit is said."""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from core.errors import QueryError
from store.sandbox.ask import Answer
from store.sandbox.cells import unique, words
from store.sandbox.values import rows_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_575
"""Rows of a sheet, its heading aside; with the next two, Excel's own limits."""
COLUMNS = 16_384
LENGTH = 32_767
"""UTF-16 units of a cell."""

_SHEET = "Résultat"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and control characters that nobody would see."""
_EXACT = 10**15
_WIDEST = 60
_FIRST_YEAR = 1900


def write_xlsx(answer: Answer, file: IO[bytes]) -> list[str]:
    """One sheet, its heading frozen and filtered. Returns what was cut, in French; nothing is cut in silence.

    Raises QueryError when there are more columns than a sheet has.
    """
    import xlsxwriter

    if len(answer.columns) > COLUMNS:
        raise QueryError(
            f"{len(answer.columns)} colonnes : une feuille en a {COLUMNS} au plus.", "Demandez-en moins."
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = _Sheet(book)
        sheet.write(answer)
    return sheet.said()


class _Sheet:
    """The sheet being written, and how many cells and rows did not fit."""

    def __init__(self, book: "Workbook") -> None:
        self._sheet: Worksheet = book.add_worksheet(_SHEET)
        self._bold = book.add_format({"bold": True})
        self._instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._clock = book.add_format({"num_format": "hh:mm:ss"})
        self._cut_cells = 0
        self._cut_rows = 0

    def write(self, answer: Answer) -> None:
        """The heading, then the rows in order: memory stays that of one row."""
        names = unique(answer.columns)
        for place, name in enumerate(names):
            self._sheet.set_column(place, place, min(max(len(name) + 4, 12), _WIDEST))
            self._sheet.write_string(0, place, self._fitting(name), self._bold)
        self._sheet.freeze_panes(1, 0)
        self._cut_rows = max(answer.rows - ROWS, 0)
        self._sheet.autofilter(0, 0, min(answer.rows, ROWS), max(len(names) - 1, 0))
        rows = (row for batch in answer.batches() for row in rows_of(batch))
        for number, row in zip(range(1, ROWS + 1), rows, strict=False):
            for place, value in enumerate(row):
                self._cell(number, place, value)

    def said(self) -> list[str]:
        """What was cut."""
        said = []
        if self._cut_cells:
            said.append(f"{self._cut_cells} cellule(s) coupée(s) à {LENGTH} caractères, la limite d’Excel.")
        if self._cut_rows:
            said.append(f"{self._cut_rows} ligne(s) de trop pour une feuille, qui en tient {ROWS}.")
        return said

    def _cell(self, row: int, column: int, value: Any) -> None:
        """NULL leaves no cell. A number that Excel would round, an instant it cannot date: text."""
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float, Decimal)) and _is_exact(value):
            self._sheet.write_number(row, column, float(value))
        elif isinstance(value, date) and _is_datable(value):
            form = self._instant if isinstance(value, datetime) else None
            self._sheet.write_datetime(row, column, value, form)
        elif isinstance(value, time):
            self._sheet.write_datetime(row, column, value, self._clock)
        else:
            self._sheet.write_string(row, column, self._fitting(str(words(value))))

    def _fitting(self, text: str) -> str:
        """Text that XML and a cell can hold."""
        text = _ILLEGAL.sub("�", text)
        if len(text) * 2 <= LENGTH or len(text.encode("utf-16-le")) <= 2 * LENGTH:
            return text
        self._cut_cells += 1
        return text.encode("utf-16-le")[: 2 * (LENGTH - 1)].decode("utf-16-le", "ignore") + "…"


def _is_exact(value: float | Decimal) -> bool:
    """Excel keeps fifteen digits of a number, and knows neither NaN nor infinity."""
    if isinstance(value, Decimal):
        return len(value.as_tuple().digits) <= len(str(_EXACT)) - 1
    return abs(value) <= _EXACT if isinstance(value, int) else math.isfinite(value)


def _is_datable(value: date) -> bool:
    """Excel knows no day before 1900, and no zone."""
    return value.year >= _FIRST_YEAR and not (isinstance(value, datetime) and value.tzinfo)
