"""A value as the cell of a text file or of a spreadsheet."""

import json
import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet run a cell (owasp.org, CSV injection), full-width ones included."""
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_EXACT_DIGITS = 15
"""Digits that a double keeps, and a spreadsheet shows."""


def unique(columns: Iterable[str]) -> list[str]:
    """Column names with a number where one comes twice: a join must not lose a column."""
    names: list[str] = []
    for name in columns:
        count = 1
        while (found := name if count == 1 else f"{name}_{count}") in names:
            count += 1
        names.append(found)
    return names


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one. Numbers stay."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def words(value: Any) -> str | None:
    """A value as text, None for NULL. Lists and structs are JSON; bytes are as DuckDB writes them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return to_json(value)
    if isinstance(value, bytes):
        return _escaped(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON that any program reads: no NaN nor infinity (null), keys as text, days and instants in ISO 8601.

    A decimal is a number up to 15 digits, which is what a double keeps, and text beyond.
    """
    return json.dumps(_plain(value), ensure_ascii=False, indent=indent)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value) if len(value.as_tuple().digits) <= _EXACT_DIGITS else f"{value:f}"
    if isinstance(value, (date, time)):  # datetime is a date
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, str)) else words(value)


def _key(key: Any) -> str:
    """A key of a map: the text that its value would be."""
    plain = _plain(key)
    return plain if isinstance(plain, str) else json.dumps(plain)


def _escaped(data: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 and b not in b"\\\"'" else f"\\x{b:02X}" for b in data)
