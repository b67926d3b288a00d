"""What was measured and counted last, for numbers whose unit or noun is not said again."""

import re

from nlp.figures.elliptic import Takes, divides, takes, votes
from nlp.figures.reading import Kind, Reading

_NEAR = 60  # characters in which a number may take up the noun of another
_RECENT = 200  # the unit of another sentence
_LONG_AGO = 400  # the noun of another sentence
_STOP = re.compile(r"[.!?;\n]")
_DESCRIBES = (" de plus de ", " de moins de ", " d au moins ", " de pres de ")
_SUM = 1000  # euros: "dont 300 000 de la région", said of millions
_RATE = re.compile(r" par (?:jour|semaine|mois|an|heure|nuit)(?!\w)")
_APPOSED = re.compile(
    r"(?<!\w)(?:[Ll]es|[Dd]es|[Ss]es|[Nn]os|[Ll]eurs|[Aa]ux|[Cc]es) (?P<noun>[a-zà-ÿ]{2,25}[sx])"
    r"(?: [a-zà-ÿ]{3,20}[sx])?, $"
)
_MILLIONS = {1e3: "k€", 1e6: "M€", 1e9: "Md€"}


class Memory:
    """Asked for one reading after the other, in the order of the text."""

    def __init__(self, text: str, low: str) -> None:
        """Nothing was told yet."""
        self._text, self._low = text, low
        self._last: Reading | None = None
        self._noun: Reading | None = None

    def completed(self, reading: Reading) -> Reading | None:
        """A reading with its unit; None where a bare number is no figure."""
        if reading.kind is Kind.ALONE:
            return self._taken_up(reading)
        # in "neuf communes de plus de 3 000 habitants ; trois y votent", three communes vote
        if reading.kind is Kind.COUNT and not self._low.endswith(_DESCRIBES, 0, reading.start):
            self._noun = reading
        if reading.kind is not Kind.PERCENT:
            self._last = reading
        return reading

    def _taken_up(self, reading: Reading) -> Reading | None:
        last = self._last if self._last and self._in_sentence(self._last, reading) else None
        gap = reading.start - last.end if last is not None else _NEAR + 1
        if noun := self._apposed(reading):
            return _counting(reading, noun)
        what = takes(self._text, self._low, reading.numeral, gap if gap <= _NEAR else None)
        if what is Takes.NOTHING:
            return None
        if divides(self._low, reading.start):
            return _counting(reading, "fois")
        if votes(self._low, reading.end) and (last is None or last.kind is not Kind.COUNT):
            return _counting(reading, "voix")
        self._last = self._with_unit(reading, last if what is Takes.ANY else None, of_any=what is Takes.ANY)
        return self._last

    def _apposed(self, reading: Reading) -> str:
        """The noun right before a rate: "les passagers, 38 par jour"."""
        if not _RATE.match(self._low, reading.end):
            return ""
        noun = _APPOSED.search(self._text, max(0, reading.start - _NEAR), reading.start)
        return noun["noun"] if noun else ""

    def _with_unit(self, reading: Reading, last: Reading | None, *, of_any: bool) -> Reading:
        """In the unit of the `last` of its sentence, else as money (`of_any`) or as things counted before."""
        if (
            last is not None
            and last.kind is Kind.DURATION
            and self._noun
            and _RATE.match(self._low, reading.end)
        ):
            last = self._noun if self._in_sentence(self._noun, reading) else last
        if last is not None:
            return _as(last, reading)
        if reading.numeral.multiple > 1 and (of_any or self._noun is None):
            return _as_money(reading)
        before = self._last
        if before and before.kind is Kind.MONEY and _is_sum(before, reading):
            return _as(before, reading)
        noun = self._noun if self._noun and reading.start - self._noun.end < _LONG_AGO else None
        return _counting(reading, noun.unit if noun else "")

    def _in_sentence(self, before: Reading, reading: Reading) -> bool:
        near = reading.start - before.end < _RECENT
        return near and not _STOP.search(self._text, before.end, reading.start)


def _is_sum(before: Reading, reading: Reading) -> bool:
    """Whether a large number goes on with the sums told before ("9 000 euros. L’autre, c’était 12 000")."""
    return reading.numeral.value >= _SUM and reading.start - before.end < _RECENT


def _counting(reading: Reading, unit: str) -> Reading:
    return reading._replace(value=reading.numeral.total, unit=unit, kind=Kind.COUNT)


def _as(last: Reading, reading: Reading) -> Reading:
    """A number in the unit of the one before; after "5 M€", "dont 2" are millions and "dont 300 000" are not."""
    numeral = reading.numeral
    if last.kind is Kind.MONEY:
        if numeral.multiple > 1:
            return _as_money(reading)
        if numeral.value >= _SUM:
            return reading._replace(unit="€", kind=Kind.MONEY)
    return reading._replace(value=numeral.total, unit=last.unit, kind=last.kind)


def _as_money(reading: Reading) -> Reading:
    """Alone, "2,5 millions" are of euros."""
    return reading._replace(unit=_MILLIONS[reading.numeral.multiple], kind=Kind.MONEY)
