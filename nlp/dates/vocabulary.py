"""The words of dates (lexicon/dates.toml) and the pieces of patterns made of them."""

import re
from functools import cache
from typing import Any

from nlp.calendar import MONTHS, WEEKDAYS
from nlp.wordlists import either, table

_COMMA = re.compile(r"\s*,\s*")
MONTH_NAMES = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
               "novembre", "decembre")  # fmt: skip
WEEKDAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def words(section: str, key: str) -> tuple[str, ...]:
    """A list of the lexicon, written as words between commas."""
    return tuple(word for word in _COMMA.split(table("dates.toml")[section][key].strip()) if word)


def section(name: str) -> dict[str, Any]:
    """A table of the lexicon."""
    found: dict[str, Any] = table("dates.toml")[name]
    return found


@cache
def numbers() -> dict[str, int]:
    """Numbers in words up to 69, and a hundred, folded: "vingt cinq", "trente et un"."""
    simple = section("numbers")
    tens = [w for w, n in simple.items() if n in {20, 30, 40, 50, 60}]
    units = [w for w, n in simple.items() if 2 <= n <= 9]
    compounds = {f"{ten} {unit}": simple[ten] + simple[unit] for ten in tens for unit in units}
    return simple | compounds | {f"{ten} et un": simple[ten] + 1 for ten in tens}


@cache
def months() -> dict[str, int]:
    """Names of months and their short forms."""
    return {name: i for i, name in enumerate(MONTH_NAMES, 1)} | section("abbreviations")


MONTH = rf"(?:{MONTHS}|{either(section('abbreviations'))}\b\.?)"
WEEKDAY = WEEKDAYS
NUMBER = rf"(?:\d{{1,3}}|{either(numbers())})"


def count(written: str) -> int:
    """A number in digits or words."""
    return int(written) if written.isdecimal() else numbers()[written]
