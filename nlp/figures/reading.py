"""One number read with what follows it: does it measure, count, take a share, or stand alone?"""

import re
from enum import StrEnum
from typing import NamedTuple

from nlp.figures import contexts, words
from nlp.figures.nearby import before
from nlp.figures.nouns import counted, counted_one
from nlp.figures.numerals import Form, Numeral
from nlp.figures.units import unit
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_MONEY_NOUN = re.compile(rf" (?:de|d) {either(_LEXICON['money_nouns']['words'])}(?!\w)")
_WHOLES: dict[str, int] = {
    **_LEXICON["ratios"]["wholes"],
    **{str(n): n for n in _LEXICON["ratios"]["wholes"].values()},
}
_RATIO = re.compile(
    rf"(?: [a-z]{{2,30}}){{0,4}}? sur ({either(_WHOLES)})(?![\w,.]\w|\w| (?:et )?{words.ANY}(?!\w))"
)
_MARKED = frozenset(_LEXICON["contexts"]["marked"])
_HOUR = re.compile(r" d heure(?!\w)")
_PART_OF = re.compile(r" (?:de|des|du|d)(?= )")
_NO_PART = re.compile(
    r" (?:de |d )?(?:confiance|lieux?|siecle|finale|tour|payants?|payeurs?|personnes?)(?!\w)"
)
# "un tiers payé par la ville" may be a share or somebody; after these it is a share
_THIRD = re.compile(r" (?!d|au|en|et|ou|sont|est|ont|a |pour |sur |le |la |les |l )[a-z]")
_SURELY_PART = frozenset(
    ["pour", "dont", "de", "d", "soit", ",", ":", "pres d", "plus d", "a hauteur d", "a peine", "environ"]
)
_HOURS = re.compile(r" ?h(?:eures?)? ?([0-5][0-9])(?: ?m(?:i?n)?)?(?!\w)")  # "1 h 30"
_DEMI = re.compile(r" et demie?(?!\w)")
# "1 € 20", "1m80", "37°2": not where the digits count something of their own
_FREE = rf"(?=\s*(?:[.,;:!?)»\n]|$)| {either(_LEXICON['one']['behind_cents'])}(?!\w))"
_HUNDREDTHS = {"€": re.compile(rf" ?([0-9]{{2}}){_FREE}"), "m": re.compile(rf" ?([0-9]{{2}}){_FREE}")}
_METRES = re.compile(rf" ?m ?([0-9]{{2}}){_FREE}")
_TENTHS = re.compile(r"([0-9])(?!\w)")
_TIMES = frozenset(["jours", "semaines", "mois", "annees", "heures", "minutes", "ans"])
_SECONDS = re.compile(r" ?m(?:i?n|inutes?) ?([0-5][0-9])(?: ?s(?:ec|econdes)?)?(?!\w)")  # "2 min 30"
_HALVED = re.compile(r" ([a-z]{3,20})(?!\w)")
HALF = 0.5
_RATIO_REACH = 80
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

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.numeral.start


def read(text: str, low: str, numeral: Numeral) -> Reading | None:
    """What a number says with the words behind it; None where these show that it is no figure."""
    if numeral.form is Form.FRACTION:
        return _share(text, low, numeral)
    return _ratio(text, low, numeral) or _measured(text, low, numeral) or _of_things(text, low, numeral)


def _share(text: str, low: str, numeral: Numeral) -> Reading | None:
    end = numeral.end
    if hour := _HOUR.match(low, end):
        return Reading(numeral, hour.end(), numeral.value * 0.6, "min", Kind.DURATION)
    part = unit(text, low, end, of=True)
    if part and part.kind == "measure":  # "un quart de litre"
        return Reading(numeral, part.end, round(numeral.value / 100, 4), part.name, Kind.MEASURE)
    if _NO_PART.match(low, end):
        return None
    if low.startswith("un tiers", numeral.start) and _is_third_party(low, numeral):
        return None
    if low[numeral.start : end].endswith("ieme") and not _PART_OF.match(low, end):
        return None  # "un cinquième mandat"
    return Reading(numeral, end, numeral.value, "%", Kind.PERCENT)


def _is_third_party(low: str, numeral: Numeral) -> bool:
    """Whether "un tiers" may be somebody: no whole follows, nothing before makes it a share."""
    near = before(low, numeral.start)
    if near.about or not _THIRD.match(low, numeral.end):
        return False
    return not near.any(_SURELY_PART)


def _ratio(text: str, low: str, numeral: Numeral) -> Reading | None:
    match = (
        _RATIO.match(low, numeral.end) if " sur " in low[numeral.end : numeral.end + _RATIO_REACH] else None
    )
    whole = _WHOLES[match[1]] if match else None
    if match is None or not whole or numeral.value >= whole or numeral.multiple > 1:
        return None
    if contexts.always(low, numeral.end) or unit(text, low, match.end()) or counted(text, match.end()):
        return None  # "deux agents sur trois sites"
    if match.start(1) - numeral.end == len(" sur ") and _is_mark(low, numeral):
        return None
    return Reading(numeral, match.end(), round(100 * numeral.value / whole, 1), "%", Kind.PERCENT)


def _is_mark(low: str, numeral: Numeral) -> bool:
    """Whether "16 sur 20" is what somebody gave, not a share."""
    return numeral.value % 1 > 0 or before(low, numeral.start).any(_MARKED)


def _measured(text: str, low: str, numeral: Numeral) -> Reading | None:
    if hours := _HOURS.match(low, numeral.end):
        return Reading(numeral, hours.end(), round(numeral.value + int(hours[1]) / 60, 4), "h", Kind.DURATION)
    if seconds := _SECONDS.match(low, numeral.end):
        return Reading(
            numeral, seconds.end(), round(numeral.value + int(seconds[1]) / 60, 4), "min", Kind.DURATION
        )
    if metres := _METRES.match(low, numeral.end):
        return Reading(numeral, metres.end(), numeral.value + int(metres[1]) / 100, "m", Kind.MEASURE)
    found = unit(text, low, numeral.end, numeral.multiple, of=numeral.form is Form.COLLECTIVE)
    if found is None:
        return None
    value, end = numeral.value, found.end
    kind = Kind(found.kind)
    if kind is not Kind.MONEY:
        value = numeral.total
    elif found.name.startswith("centimes"):
        value, found = value / 100, found._replace(name=f"€{found.name[8:]}")
    if half := _DEMI.match(low, end):
        value, end = value + 0.5, half.end()
    elif parts := _parts(low, numeral, found.name, end):
        value, end = parts
    return Reading(numeral, end, value, found.name, kind)


def _of_things(text: str, low: str, numeral: Numeral) -> Reading | None:
    of = numeral.multiple > 1 or numeral.form is Form.COLLECTIVE
    if numeral.multiple > 1 and _MONEY_NOUN.match(low, numeral.end):
        return _alone(numeral, numeral.end)
    if numeral.value > _SINGULAR_MOST or of:
        noun = counted(text, numeral.end, of=of)
    else:
        noun = counted_one(text, numeral.end) if 0 < numeral.value != HALF else None
    if noun and noun.end > noun.start:
        if low[noun.start : noun.end] in _TIMES:
            return None  # "les trois prochaines années" says when
        value = numeral.total
        return Reading(numeral, noun.end, value, text[noun.start : noun.end], Kind.COUNT)
    if text[numeral.end : numeral.end + 1].isalnum():
        return None  # "4G", "2e"
    if numeral.value == HALF:
        return _half(text, low, numeral)
    return _alone(numeral, noun.end if noun else numeral.end)


def _parts(low: str, numeral: Numeral, name: str, end: int) -> tuple[float, int] | None:
    """A whole number with its tenths or hundredths behind the unit: "1 € 20", "37°2"."""
    if numeral.form is not Form.DIGITS or numeral.value % 1 or numeral.multiple > 1:
        return None
    if name == "°":
        tenths = _TENTHS.match(low, end)
        return (numeral.value + int(tenths[1]) / 10, tenths.end()) if tenths else None
    parts = _HUNDREDTHS[name].match(low, end) if name in _HUNDREDTHS else None
    return (numeral.value + int(parts[1]) / 100, parts.end()) if parts else None


def _half(text: str, low: str, numeral: Numeral) -> Reading | None:
    """Half of a thing, one word with its hyphen: "un demi-poste"."""
    match = _HALVED.match(low, numeral.end)
    return (
        Reading(numeral, match.end(), HALF, text[match.start(1) : match.end()], Kind.COUNT) if match else None
    )


def _alone(numeral: Numeral, end: int) -> Reading:
    """Without unit or noun; adjectives are part of it ("23 autres")."""
    return Reading(numeral, end, numeral.value, "", Kind.ALONE)
