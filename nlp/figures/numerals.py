"""Where a text has numbers, in digits or in words, and how much they say.

What a number counts or measures is not asked here. Fractions are percentages of the whole.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from nlp.wordlists import either, table

MULTIPLES: dict[str, float] = table("figures.toml")["multiples"]


class Form(StrEnum):
    """How a number is written: "1 200", "douze", "une dizaine", "un tiers"."""

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

    @property
    def total(self) -> float:
        """The number with its multiple."""
        return self.value * self.multiple


# A sign belongs to a number only where nothing stands before it: "-38 %", but "GPT-4", "20-30". "1.234" has a
# thousand, "12.5" does not; "12/15", "8:30", "1.2.3" are no numbers.
_DIGITS = re.compile(
    r"(?:(?<![\w.,/:#°@&=€$%+−–‑-])[+−–-]?|(?<=[0-9%€][-–]))"
    r"((?:[0-9]{1,3}([ \u00a0\u202f\u2009.’'])[0-9]{3}(?:\2[0-9]{3}){0,3}|[0-9]{1,12})"
    r"(?:,[0-9]{1,4}|\.[0-9]{1,2})?)(?![0-9]|[.,/:][0-9])"
)
_START = re.compile("[+−–-]?[0-9]")
_M = re.compile("[ \u00a0\u202f]?M(?= d(?:e |[’']))")  # "1,2 M de prises"
_MULTIPLE = re.compile(rf" ({either(f'{word}s?' for word in MULTIPLES)})(?!\w)( et demie?(?!\w))?")


def in_digits(text: str, low: str) -> Iterator[Numeral]:
    """Numbers in digits, in order; what begins with a zero is a code."""
    for match in _digits(text):
        digits, separator = match[1], match[2]
        if digits[0] == "0" and digits[1:2] not in {"", ",", "."}:
            continue
        plain = digits.replace(separator, "") if separator else digits
        value = float(plain.replace(",", "."))
        sign = -1 if text[match.start()] in "−–-" else 1
        numeral = Numeral(*match.span(), sign * value, Form.DIGITS, 1.0, bool(separator))
        millions = _M.match(text, numeral.end)
        if millions and "euro" not in low[millions.end() : millions.end() + 6]:
            yield numeral._replace(end=millions.end(), multiple=1e6)
        else:
            yield multiplied(low, numeral)


def _digits(text: str) -> Iterator[re.Match[str]]:
    """Digits first: looking behind at every letter would take twice as long."""
    at = 0
    while start := _START.search(text, at):
        match = _DIGITS.match(text, start.start())
        if match is None and start.end() - start.start() > 1:
            match = _DIGITS.match(text, start.start() + 1)
        if match:
            yield match
        at = match.end() if match else start.end()


def multiplied(low: str, numeral: Numeral) -> Numeral:
    """A number with the "millions" that follow taken in."""
    match = _MULTIPLE.match(low, numeral.end)
    if not match:
        return numeral
    value = numeral.value + (0.5 if match[2] else 0.0)
    return numeral._replace(end=match.end(), value=value, multiple=MULTIPLES[match[1].rstrip("s")])
