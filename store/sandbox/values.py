"""From Arrow to Python: the values that DuckDB itself would give.

Integers of any size are int, decimals Decimal, lists list, structs and maps dict. A date or an instant that Python
cannot hold (infinite, before the year 1, after 9999, nanoseconds) is the text that says it.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}


def rows_of(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """The rows of a batch, as tuples."""
    return zip(*(values(column) for column in batch.columns), strict=True)


def values(array: pa.Array) -> list[Any]:
    """The values of an array."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return values(array.dictionary_decode())
    for holds, read in _READERS:
        if holds(kind):
            return read(array)
    plain: list[Any] = array.to_pylist()
    return plain


def _lists(array: pa.Array) -> list[Any]:
    inner = iter(values(array.flatten()))
    lengths = array.value_lengths().to_pylist()
    return [None if length is None else [next(inner) for _ in range(length)] for length in lengths]


def _maps(array: pa.Array) -> list[Any]:
    """Pairs, as a dict; a list of pairs where a key is a list or a struct."""
    ends = array.offsets.to_pylist()
    lengths = [
        after - before if there else None
        for before, after, there in zip(ends, ends[1:], array.is_valid().to_pylist(), strict=False)
    ]
    pairs = iter(zip(values(array.keys), values(array.items), strict=True))
    return [None if length is None else _dict([next(pairs) for _ in range(length)]) for length in lengths]


def _dict(pairs: list[tuple[Any, Any]]) -> Any:
    hashable = all(key is not None and not isinstance(key, (list, dict)) for key, _ in pairs)
    return dict(pairs) if hashable else [{"key": key, "value": value} for key, value in pairs]


def _structs(array: pa.Array) -> list[Any]:
    names = [field.name for field in array.type]
    if not names:
        return array.to_pylist()  # type: ignore[no-any-return]
    columns = zip(*(values(column) for column in array.flatten()), strict=True)
    present = array.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if there else None
        for row, there in zip(columns, present, strict=True)
    ]


def _temporals(array: pa.Array) -> list[Any]:
    try:
        return array.to_pylist()  # type: ignore[no-any-return]
    except (OverflowError, ValueError):
        return [_temporal(scalar) for scalar in array]


def _temporal(scalar: pa.Scalar) -> Any:
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return _text(scalar)


def _text(scalar: pa.Scalar) -> str:
    if abs(scalar.value) == (2**31 - 1 if pa.types.is_date(scalar.type) else 2**63 - 1):
        return "infinity" if scalar.value > 0 else "-infinity"
    if pa.types.is_date(scalar.type):
        return _day(scalar.value)
    digits = _DIGITS[scalar.type.unit]
    seconds, part = divmod(scalar.value, 10**digits)
    days, seconds = divmod(seconds, 86_400)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    zone = "+00" if scalar.type.tz else ""
    return f"{_day(days)} {clock}" + (f".{part:0{digits}}" if part else "") + zone


def _day(days: int) -> str:
    """A day of any year as DuckDB writes it; the Gregorian calendar comes back every 400 years, of 146,097 days."""
    eras, rest = divmod(days, 146_097)
    day = date(1970, 1, 1) + timedelta(rest)
    year = day.year + 400 * eras
    said = f"{year:04}" if year > 0 else f"{1 - year:04}"
    return f"{said}-{day:%m-%d}" + ("" if year > 0 else " (BC)")


def _decimals(array: pa.Array) -> list[Any]:
    """Without decimals it is an integer: what DuckDB calls HUGEINT comes so."""
    whole = not array.type.scale
    return [int(value) if whole and value is not None else value for value in array.to_pylist()]


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


_READERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], list[Any]]], ...] = (
    (pa.types.is_map, _maps),
    (_is_list, _lists),
    (pa.types.is_struct, _structs),
    (pa.types.is_decimal, _decimals),
    (pa.types.is_temporal, _temporals),
)
