"""One number read with what follows it: does it measure, count, take a share, or stand alone?"""

import re
from enum import StrEnum
from typing import NamedTuple

from nlp.figures import contexts
from nlp.figures.nouns import counted
from nlp.figures.numerals import Form, Numeral
from nlp.figures.units import unit
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_MONEY_NOUN = re.compile(rf" (?:de|d) {either(_LEXICON['money_nouns']['words'])}(?!\w)")
_RATIO = re.compile(
    rf"(?: [a-z]{{3,30}}){{0,2}}? sur ({either(_LEXICON['ratios']['of'])}|[0-9]{{1,3}})(?![\w,.]\w|\w)"
)
_RATIOS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10, "vingt": 20, "cent": 100, "mille": 1000,
    "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "10": 10, "20": 20, "100": 100, "1000": 1000,
}  # fmt: skip
_HOUR = re.compile(r" d heure(?!\w)")
_PART_OF = re.compile(r" (?:de|des|du|d)(?= )")
_NO_PART = re.compile(
    r" (?:de |d )?(?:confiance|lieux?|siecle|finale|tour|payants?|payeurs?|personnes?)(?!\w)"
)
_DEMI = re.compile(r" et demie?(?!\w)")
_SINGULAR_MOST = 1.99


class Kind(StrEnum):
    """What a number does."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    MEASURE = "measure"
    COUNT = "count"
    ALONE = "alone"


class Reading(NamedTuple):
    """A number with its unit or noun: `value` in `unit`, from `start` to `end`; `unit` is "" while unknown."""

    numeral: Numeral
    end: int
    value: float
    unit: str
    kind: Kind
    adjectives: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.numeral.start


def read(text: str, low: str, numeral: Numeral) -> Reading | None:
    """What a number says with the words behind it; None where these show that it is no figure."""
    if numeral.form is Form.FRACTION:
        return _share(low, numeral)
    return _ratio(low, numeral) or _measured(text, low, numeral) or _of_things(text, low, numeral)


def _share(low: str, numeral: Numeral) -> Reading | None:
    end = numeral.end
    if hour := _HOUR.match(low, end):
        return Reading(numeral, hour.end(), numeral.value * 0.6, "min", Kind.DURATION)
    if _NO_PART.match(low, end):
        return None
    if low[numeral.start : end].endswith("ieme") and not _PART_OF.match(low, end):
        return None  # "un cinquième mandat"
    return Reading(numeral, end, numeral.value, "%", Kind.PERCENT)


def _ratio(low: str, numeral: Numeral) -> Reading | None:
    match = _RATIO.match(low, numeral.end)
    whole = _RATIOS.get(match[1]) if match else None
    if match is None or not whole or numeral.value >= whole or numeral.multiple > 1:
        return None
    if contexts.always(low, numeral.end) or unit(low, low, match.end()):
        return None
    return Reading(numeral, match.end(), round(100 * numeral.value / whole, 4), "%", Kind.PERCENT)


def _measured(text: str, low: str, numeral: Numeral) -> Reading | None:
    found = unit(text, low, numeral.end, numeral.multiple, of=numeral.form is Form.COLLECTIVE)
    if found is None:
        return None
    value, end = numeral.value, found.end
    kind = Kind.COUNT if found.kind == "count" else Kind(found.kind)
    if kind is not Kind.MONEY:
        value *= numeral.multiple
    if half := _DEMI.match(low, end):
        value, end = value + 0.5, half.end()
    return Reading(numeral, end, value, found.name, kind)


def _of_things(text: str, low: str, numeral: Numeral) -> Reading | None:
    of = numeral.multiple > 1 or numeral.form is Form.COLLECTIVE
    if numeral.multiple > 1 and _MONEY_NOUN.match(low, numeral.end):
        return _alone(numeral)
    noun = counted(text, numeral.end, of=of) if numeral.value > _SINGULAR_MOST or of else None
    if noun and noun.end > noun.start:
        value = numeral.value * numeral.multiple
        return Reading(numeral, noun.end, value, text[noun.start : noun.end], Kind.COUNT, noun.adjectives)
    glued = text[numeral.end : numeral.end + 1]
    return None if glued.isalnum() else _alone(numeral, noun.adjectives if noun else ())


def _alone(numeral: Numeral, adjectives: tuple[str, ...] = ()) -> Reading:
    return Reading(numeral, numeral.end, numeral.value, "", Kind.ALONE, adjectives)
