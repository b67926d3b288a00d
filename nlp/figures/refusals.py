"""What is no figure though it reads like one, by its kind: labels, years, clock times, relative dates, "les deux"."""

import re

from nlp.calendar import MONTHS
from nlp.figures import contexts, words
from nlp.figures.nearby import Before, before
from nlp.figures.numerals import Form
from nlp.figures.reading import Kind, Reading
from nlp.wordlists import either, table

_MONTH = re.compile(rf"(?:er)?(?: (?:et|au|a|ou) {{1,2}}[0-9]{{1,2}}(?:er)?)? {MONTHS}(?!\w)")
_CAPITALISED = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][\w’'-]{0,30})[ \u00a0]$")
_OPENING = re.compile(r"(?:^|[.!?…:;»”\n«“–—|(-])[ \u00a0\u202f]*$")
_FRESH = re.compile(r"[,;:(«\n–—] ?$|^$")
_LEXICON = table("figures.toml")
_COUNTING, _DATED, _YEAR_LASTING, _PAGE_COUNTS = (
    frozenset(_LEXICON["contexts"][name]) for name in ("counting", "dated", "year_lasting", "page_counts")
)
# "deux ou" of "deux ou trois ans": what stands before it says what both are
_HEAD = re.compile(rf"(?<!\w)(?:[0-9]{{1,3}}|{words.ANY}) (?:ou|a) $")
_HEAD_REACH = 16
_SECOND = re.compile(rf"[ \n](?!{either(_LEXICON['one']['after'])}(?!\w))[a-z]")
_SORT = re.compile(r" de? (?!plus|moins|ecart|difference|rechauffement)")  # "un degré d’urgence"
_HAVE = frozenset(["a", "ont", "avait", "avaient", "aura", "auront", "ayant", "avoir"])
_PARTICIPLE = re.compile(r"(?:[eiu]|is|it)(?:e?s)?$")
_WORD_REACH = 34


def refused(text: str, low: str, reading: Reading) -> bool:
    """Whether the words around make a reading no figure."""
    start, end, numeral = reading.start, reading.end, reading.numeral
    if _MONTH.match(low, numeral.end) or (
        numeral.form is not Form.DIGITS and contexts.idiom(low, start, numeral.end)
    ):
        return True
    if reading.kind is Kind.MEASURE and reading.unit == "°" and reading.value == 1:
        return _SORT.match(low, end) is not None
    if reading.kind is Kind.DURATION:
        return _no_duration(text, low, reading)
    if reading.kind in {Kind.COUNT, Kind.ALONE}:
        return _counts_nothing(text, low, reading)
    return reading.kind is Kind.MONEY and contexts.furniture(low, start, end)


def _no_duration(text: str, low: str, reading: Reading) -> bool:
    start, end, value = reading.start, reading.end, reading.value
    if head := _HEAD.search(low, max(0, start - _HEAD_REACH), start):
        start = head.start()
    near = before(low, start)
    word = text[reading.numeral.end : end].strip()
    if word[:1].isupper() and word[1:].islower():
        return True  # "les 24 Heures du Mans", "20 Minutes"
    if contexts.relative(low, near, end, reading.unit, one=value == 1) or contexts.always(low, end):
        return True
    if value == 1 and reading.numeral.form is Form.WORDS and _is_one_of_many(low, near, reading):
        return True
    spelt = low.startswith("heure", reading.numeral.end + 1)
    if reading.unit == "h" and contexts.clock(low, near, reading.start, end, value, symbol=not spelt):
        return True
    return contexts.furniture(low, start, end)


def _is_one_of_many(low: str, near: Before, reading: Reading) -> bool:
    """Whether nothing lasts: "une année record", "une seconde vague"."""
    if reading.unit == "s":
        return _SECOND.match(low, reading.end) is not None
    return low.startswith("annee", reading.numeral.end + 1) and not near.any(_YEAR_LASTING)


def _counts_nothing(text: str, low: str, reading: Reading) -> bool:
    start, numeral = reading.start, reading.numeral
    if contexts.always(low, numeral.end) or (reading.unit in _PAGE_COUNTS and _is_a_line(text, reading)):
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


def _is_a_line(text: str, reading: Reading) -> bool:
    return text[reading.start - 1 : reading.start] in {"", "\n"} and text[reading.end : reading.end + 1] in {
        "",
        "\n",
    }


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
    if reading.kind is Kind.COUNT and any(_has_done(phrase) for phrase in near.phrases):
        return False
    return not near.any(_COUNTING) and _FRESH.search(low, max(0, reading.start - 2), reading.start) is None


def _has_done(phrase: str) -> bool:
    """Whether a verb in the perfect stands before what it did: "a posé 2026 capteurs"."""
    have, _, done = phrase.partition(" ")
    return have in _HAVE and " " not in done and _PARTICIPLE.search(done) is not None
