"""What is no figure though it reads like one: labels, dates, clock times, "les deux", sayings, the page's own lines."""

import re

from nlp.figures import contexts
from nlp.figures.numerals import Form
from nlp.figures.reading import Kind, Reading

_TIME = frozenset(["annee", "annees", "ans", "mois", "jours", "semaines", "decennies"])
_NAMED = re.compile(r"(?<![\w.!?:\n])[^\W\d_]*[A-ZÀ-Ý][\w’'-]*[ \u00a0]$")
_COUNTING = re.compile(
    r"(?<!\w)(?:les|des|ses|aux|de|quelque|environ|que|ces|leurs|nos|vos|a|compte|comptent|plus|soit|avec)$|[,;:(«\n–—]$|^$"
)


def refused(text: str, low: str, reading: Reading) -> bool:
    """Whether the words around make a reading no figure."""
    start, end, kind = reading.start, reading.end, reading.kind
    if contexts.idiom(low, start, end) or contexts.day(low, reading.numeral.end):
        return True
    if kind is Kind.DURATION:
        return _no_duration(low, reading)
    if kind in {Kind.COUNT, Kind.ALONE}:
        return _counts_nothing(text, low, reading)
    return kind is Kind.MONEY and contexts.furniture(low, start, end)


def _no_duration(low: str, reading: Reading) -> bool:
    start, end = reading.start, reading.end
    return (
        contexts.relative(low, start, end, one=reading.value == 1)
        or contexts.always(low, end)
        or (reading.unit == "h" and contexts.clock(low, start, end, reading.value))
        or contexts.furniture(low, start, end)
    )


def _counts_nothing(text: str, low: str, reading: Reading) -> bool:
    start, numeral = reading.start, reading.numeral
    if contexts.labelled(low, start) or contexts.always(low, numeral.end):
        return True
    if numeral.form is Form.WORDS:
        if numeral.value == 2 and contexts.both(low, start):
            return True
        return text[start].isupper() and not text[start : numeral.end].isupper() and not _opens(text, start)
    return numeral.form is Form.DIGITS and not numeral.grouped and _is_code(text, low, reading)


_OPENING = re.compile(r"(?:^|[.!?…:;»”\n«“–—|(-])[ \u00a0\u202f]*$")


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(0, start - 4), start) is not None


def _is_code(text: str, low: str, reading: Reading) -> bool:
    """Whether digits belong to a name ("Windows 10") or are a year."""
    start = reading.start
    if _NAMED.search(text, max(0, start - 24), start):
        return True
    year = 1900 <= reading.numeral.value <= 2099 and reading.numeral.value % 1 == 0
    return year and _COUNTING.search(low[max(0, start - 12) : start].rstrip(" ")) is None
