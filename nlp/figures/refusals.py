"""What is no figure though it reads like one, by its kind: labels, years, clock times, relative dates, "les deux"."""

import re

from nlp.calendar import MONTHS
from nlp.figures import contexts
from nlp.figures.nearby import Before, before
from nlp.figures.numerals import Form
from nlp.figures.reading import Kind, Reading
from nlp.wordlists import table

_MONTH = re.compile(rf"(?:er)?(?: (?:et|au|a|ou) {{1,2}}[0-9]{{1,2}}(?:er)?)? {MONTHS}(?!\w)")
_CAPITALISED = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][\w’'-]{0,30})[ \u00a0]$")
_OPENING = re.compile(r"(?:^|[.!?…:;»”\n«“–—|(-])[ \u00a0\u202f]*$")
_FRESH = re.compile(r"[,;:(«\n–—] ?$|^$")
_COUNTING, _DATED = (frozenset(table("figures.toml")["contexts"][name]) for name in ("counting", "dated"))
_WORD_REACH = 34


def refused(text: str, low: str, reading: Reading) -> bool:
    """Whether the words around make a reading no figure."""
    start, end, numeral = reading.start, reading.end, reading.numeral
    if _MONTH.match(low, numeral.end) or (
        numeral.form is not Form.DIGITS and contexts.idiom(low, start, numeral.end)
    ):
        return True
    if reading.kind is Kind.DURATION:
        return _no_duration(text, low, reading)
    if reading.kind in {Kind.COUNT, Kind.ALONE}:
        return _counts_nothing(text, low, reading)
    return reading.kind is Kind.MONEY and contexts.furniture(low, start, end)


def _no_duration(text: str, low: str, reading: Reading) -> bool:
    start, end, value = reading.start, reading.end, reading.value
    near = before(low, start)
    word = text[reading.numeral.end : end].strip()
    if word[:1].isupper() and word[1:].islower():
        return True  # "les 24 Heures du Mans", "20 Minutes"
    if contexts.relative(low, near, end, reading.unit, one=value == 1) or contexts.always(low, end):
        return True
    spelt = low.startswith("heure", reading.numeral.end + 1)
    if reading.unit == "h" and contexts.clock(low, near, start, end, value, symbol=not spelt):
        return True
    return contexts.furniture(low, start, end)


def _counts_nothing(text: str, low: str, reading: Reading) -> bool:
    start, numeral = reading.start, reading.numeral
    if contexts.always(low, numeral.end):
        return True
    if numeral.form is Form.WORDS:
        if numeral.value == 2 and contexts.both(before(low, start)):
            return True
        # "les Trois Rivières"
        return text[start].isupper() and not text[start : numeral.end].isupper() and not _opens(text, start)
    if numeral.form is not Form.DIGITS or numeral.grouped:
        return False
    near = before(low, start)
    return contexts.labelled(near) or _is_name(text, start) or _is_year(low, near, reading)


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(0, start - 4), start) is not None


def _is_name(text: str, start: int) -> bool:
    """Whether digits belong to the name before them: "Windows 10"."""
    word = _CAPITALISED.search(text, max(0, start - _WORD_REACH), start)
    return word is not None and not _opens(text, word.start()) and not word[1].isupper()


def _is_year(low: str, near: Before, reading: Reading) -> bool:
    value = reading.numeral.value
    if not 1900 <= value <= 2099 or value % 1:
        return False
    if reading.kind is Kind.COUNT and value in {1900, 2000}:
        return near.any(_DATED)
    return not near.any(_COUNTING) and _FRESH.search(low, max(0, reading.start - 2), reading.start) is None
