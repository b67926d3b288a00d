"""Where a text has numbers, in digits or in words, and how much they say.

French formats: "1 200", "1.200", "1 200" with any no-break space, "5,7"; "vingt-six", "une trentaine", "deux tiers",
"la moitié". Fractions are percentages of the whole. What the number counts or measures is not asked here.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from nlp.figures import words
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
COLLECTIVES: dict[str, int] = _LEXICON["collectives"]
FRACTIONS: dict[str, float] = _LEXICON["fractions"]
_MULTIPLES: dict[str, float] = _LEXICON["multiples"]
_GAP = "[ \u00a0\u202f\u2009]"
_SIZE = r"[ _]?(?:bonne|petite|grosse|belle|demi|bon|petit|gros)"


class Form(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    COLLECTIVE = "collective"
    FRACTION = "fraction"


class Numeral(NamedTuple):
    """A number in a text. `multiple` is that of a "millions" behind it, not in `value`; `end` is behind it too.

    `grouped`: its digits stand in groups of three, as those of years, streets and telephones do not.
    """

    start: int
    end: int
    value: float
    form: Form
    multiple: float = 1.0
    grouped: bool = False


_DIGITS = re.compile(
    r"(?:(?<![\w.,/:#°@&=€$%+−–‑-])[+−–-]?|(?<=[0-9%€][-–]))"
    r"((?:[0-9]{1,3}([ \u00a0\u202f\u2009.’'])[0-9]{3}(?:\2[0-9]{3}){0,3}|[0-9]{1,12})"
    r"(?:,[0-9]{1,4}|\.[0-9]{1,2})?)(?![0-9]|[.,/:][0-9])"
)
_MULTIPLE = re.compile(rf" ({either(f'{word}s?' for word in _MULTIPLES)})(?!\w)( et demie?(?!\w))?")
_STARTS = either({word for word in words.ANY[3:-1].split("|")} - {"un", "une"})
_WORDS = re.compile(
    rf"(?<!\w)(?:une?(?: (?:bon|petit|gros|beau|demi|bonne|petite|grosse|belle))? (?P<collective>{either(COLLECTIVES)})"
    rf"|une? (?P<multiple>million|milliard)(?! d un )"
    rf"|(?P<count>une?|{_STARTS}) (?P<part>{either(FRACTIONS.keys() - {'demi'})})s?"
    r"|(?P<half>la moitie|une bonne moitie)(?= d)"
    r"|une (?P<demi>demi)(?= heure)"
    rf"|(?P<one>une?)(?= {either(_LEXICON['one']['before'])}(?!\w))"
    rf"|(?P<of>une?)(?= [a-z]{{3,30}} sur {either(_LEXICON['ratios']['of'])}(?!\w))"
    rf"|(?P<words>{_STARTS}(?: (?:et )?{words.ANY}){{0,11}}))(?!\w)"
)


def numerals(text: str, low: str) -> list[Numeral]:
    """All numbers of a text in order; `low` is the text folded, in lower case."""
    return sorted([*_in_digits(text, low), *_in_words(text, low)])


def _in_digits(text: str, low: str) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(text):
        digits, separator = match[1], match[2]
        if digits[0] == "0" and digits[1:2] not in {"", ",", "."}:
            continue  # a telephone number, a code
        plain = digits.replace(separator, "") if separator else digits
        value = float(plain.replace(",", "."))
        if text[match.start()] in "−–-":
            value = -value
        yield _multiplied(low, Numeral(*match.span(), value, Form.DIGITS, 1.0, bool(separator)))


def _in_words(text: str, low: str) -> Iterator[Numeral]:
    at = 0
    while match := _WORDS.search(low, at):
        found = _read(low, match)
        at = found.end if found else match.end()
        # "deux-roues", "Deux-Sèvres", "entre-deux": no number
        if found and text[found.end : found.end + 1] not in _HYPHENS and not _hyphened(text, found.start):
            yield found


_HYPHENS = {"-", "‐", "‑"}


def _hyphened(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in _HYPHENS


def _read(low: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if collective := match["collective"]:
        value = COLLECTIVES[collective] / (2 if " demi " in match[0] else 1)
        return _multiplied(low, Numeral(start, end, value, Form.COLLECTIVE))
    if multiple := match["multiple"]:
        half = re.compile(r" et demie?(?!\w)").match(low, end)
        value = 1.5 if half else 1.0
        return Numeral(start, half.end() if half else end, value, Form.WORDS, _MULTIPLES[multiple])
    if part := match["part"]:
        count = words.read(["un" if match["count"] == "une" else match["count"]])[0]
        return Numeral(
            start,
            end,
            round(count * FRACTIONS[part] + (count == 2 and part == "tiers") * 0.1, 1),
            Form.FRACTION,
        )
    if match["half"]:
        return Numeral(start, end, 50.0, Form.FRACTION)
    if match["demi"]:
        return Numeral(start, end, 0.5, Form.WORDS)
    if match["one"] or match["of"]:
        return Numeral(start, end, 1.0, Form.WORDS)
    return _spoken(low, start, match["words"])


def _spoken(low: str, start: int, said: str) -> Numeral | None:
    value, used = words.read(said.split(" "))
    if not used:
        return None
    end = start + len(" ".join(said.split(" ")[:used]))
    return _multiplied(low, Numeral(start, end, float(value), Form.WORDS))


def _multiplied(low: str, numeral: Numeral) -> Numeral:
    """With the "millions" that follow taken in."""
    match = _MULTIPLE.match(low, numeral.end)
    if not match:
        return numeral
    multiple = _MULTIPLES[match[1].rstrip("s")]
    value = numeral.value + (0.5 if match[2] else 0.0)
    return numeral._replace(end=match.end(), value=value, multiple=multiple)
