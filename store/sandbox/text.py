"""Answers as JSON and CSV, written a batch at a time."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from store.sandbox.ask import Answer
from store.sandbox.cells import inert, to_json, unique, words
from store.sandbox.values import rows_of

_LIKE_A_NUMBER = re.compile(r"\d[\d.,:/eE +-]*", re.ASCII)
_EXACT_DIGITS = 15
"""Digits that Excel keeps of a number."""


def write_json(answer: Answer, file: IO[bytes]) -> None:
    """An array of objects, one a row."""
    names = unique(answer.columns)
    before = "[\n"
    for batch in answer.batches():
        for row in rows_of(batch):
            file.write(f"{before}{to_json(dict(zip(names, row, strict=True)), 1)}".encode())
            before = ",\n"
    file.write(b"[]\n" if before == "[\n" else b"\n]\n")


def write_csv(answer: Answer, file: IO[bytes], most: int = 0) -> bool:
    """CSV as RFC 4180 has it: commas, UTF-8. NULL is nothing, an empty text is `""`; no cell is a formula.

    At most so many bytes, cut between two rows (0: any); returns whether it was cut.
    """
    return _write(answer, file, ",", _cell, most)


def write_excel_csv(answer: Answer, file: IO[bytes], most: int = 0) -> bool:
    """CSV that a French Excel opens right by a double click: semicolons, decimal commas, VRAI and FAUX.

    A byte order mark says that it is UTF-8. Text that looks like a number or a day is written `="01004"`: Excel would
    make 1004 of that INSEE code. A CSV for anything but Excel is the other one. `most` as for `write_csv`.
    """
    file.write(b"\xef\xbb\xbf")
    return _write(answer, file, ";", _excel_cell, most)


def _write(
    answer: Answer, file: IO[bytes], separator: str, cell: Callable[[Any], str | None], most: int
) -> bool:
    def line(row: Any) -> bytes:
        return f"{separator.join(_quoted(cell(value), separator) for value in row)}\r\n".encode()

    written = file.write(line(unique(answer.columns)))
    for batch in answer.batches():
        for row in rows_of(batch):
            said = line(row)
            if most and written + len(said) > most:
                return True
            written += file.write(said)
    return False


def _quoted(text: str | None, separator: str) -> str:
    """A field. Quoted too: what is empty, unlike NULL, and spaces at the ends, which some readers drop."""
    if text is None:
        return ""
    plain = text and text.strip() == text and not any(c in text for c in (separator, '"', "\n", "\r"))
    return text if plain else '"' + text.replace('"', '""') + '"'


def _cell(value: Any) -> str | None:
    return inert(value) if isinstance(value, str) else words(value)


def _excel_cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.isoformat(" ", "seconds")
    if isinstance(value, (int, float, Decimal)):
        text = str(words(value)).replace(".", ",")
        return text if len(text) <= _EXACT_DIGITS else f'="{text}"'
    if isinstance(value, str) and _LIKE_A_NUMBER.fullmatch(value):
        return f'="{value}"'
    return _cell(value)
