"""What is no figure though it reads like one, by its kind: labels, years, clock times, relative dates, "les deux"."""

import re

from nlp.calendar import MONTHS
from nlp.figures import contexts
from nlp.figures.numerals import Form
from nlp.figures.reading import Kind, Reading
from nlp.wordlists import either, table

_MONTH = re.compile(rf"(?:er)?(?: (?:et|au|a|ou) {{1,2}}[0-9]{{1,2}}(?:er)?)? {MONTHS}(?!\w)")
_CAPITALISED = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][\w’'-]{0,30})[ \u00a0]$")
_OPENING = re.compile(r"(?:^|[.!?…:;»”\n«“–—|(-])[ \u00a0\u202f]*$")
_COUNTING = re.compile(rf"(?<!\w){either(table('figures.toml')['contexts']['counting'])} $|[,;:(«\n–—] ?$|^$")
_DATED = re.compile(r"(?<!\w)(?:en|l an|annee|depuis|debut|fin|vers|avant|apres) $")
_WORD_REACH = 34


def refused(text: str, low: str, reading: Reading) -> bool:
    """Whether the words around make a reading no figure."""
    start, end, numeral = reading.start, reading.end, reading.numeral
    if contexts.idiom(low, start, numeral.end) or _MONTH.match(low, numeral.end):
        return True
    if reading.kind is Kind.DURATION:
        return _no_duration(low, reading)
    if reading.kind in {Kind.COUNT, Kind.ALONE}:
        return _counts_nothing(text, low, reading)
    return reading.kind is Kind.MONEY and contexts.furniture(low, start, end)


def _no_duration(low: str, reading: Reading) -> bool:
    start, end, value = reading.start, reading.end, reading.value
    if contexts.relative(low, start, end, reading.unit, one=value == 1) or contexts.always(low, end):
        return True
    spelt = low.startswith("heure", reading.numeral.end + 1)
    if reading.unit == "h" and contexts.clock(low, start, end, value, symbol=not spelt):
        return True
    return contexts.furniture(low, start, end)


def _counts_nothing(text: str, low: str, reading: Reading) -> bool:
    start, numeral = reading.start, reading.numeral
    if contexts.always(low, numeral.end):
        return True
    if numeral.form is Form.WORDS:
        if numeral.value == 2 and contexts.both(low, start):
            return True
        # "les Trois Rivières"
        return text[start].isupper() and not text[start : numeral.end].isupper() and not _opens(text, start)
    if numeral.form is not Form.DIGITS or numeral.grouped:
        return False
    return contexts.labelled(low, start) or _is_code(text, low, reading)


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(0, start - 4), start) is not None


def _is_code(text: str, low: str, reading: Reading) -> bool:
    """Whether digits belong to a name ("Windows 10") or are a year."""
    start = reading.start
    word = _CAPITALISED.search(text, max(0, start - _WORD_REACH), start)
    if word and not _opens(text, word.start()) and not word[1].isupper():
        return True
    value = reading.numeral.value
    if reading.kind is Kind.COUNT and value in {1900, 2000}:
        return _DATED.search(low, max(0, start - 16), start) is not None
    year = 1900 <= value <= 2099 and value % 1 == 0
    return year and _COUNTING.search(low, max(0, start - 16), start) is None
