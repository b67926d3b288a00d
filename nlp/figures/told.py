"""From readings to what is told: ranges made whole, numbers without noun completed or left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from nlp.figures.elliptic import Takes, divides, takes
from nlp.figures.ranges import link, shared
from nlp.figures.reading import Kind, Reading

_NEAR = 60  # characters in which a number may take up the noun of another
_STOP = re.compile(r"[.!?;\n]")
_SUM = 1000  # euros: "dont 300 000 de la région", said of millions
_MILLIONS = {1e3: "k€", 1e6: "M€", 1e9: "Md€"}


class Told(NamedTuple):
    """A reading that is a figure, where its span begins, the lower bound of its range.

    `alone`: its unit or noun stands elsewhere.
    """

    reading: Reading
    start: int
    low: float | None = None
    alone: bool = False


def told(text: str, low: str, readings: Sequence[Reading]) -> Iterator[Told]:
    """The figures among the readings of a text, in order."""
    memory = _Memory(text, low)
    start: int | None = None
    bound: float | None = None
    for reading, following in zip_longest(readings, readings[1:]):
        begin = reading.start if start is None else start
        start = None
        linked = link(text, low, reading, following) if following else None
        if linked:
            first = shared(reading, following)
            if linked.one:
                start, bound = begin, first.value
                continue
            yield Told(first, begin, bound)
            bound = first.value if linked.bound else None
            continue
        if complete := memory.completed(reading):
            begin -= len("par ") if complete.unit == "fois" and divides(low, begin) else 0
            yield Told(complete, begin, bound, alone=reading.kind is Kind.ALONE)
        bound = None


class _Memory:
    """What was measured and counted last, for the numbers that take it up."""

    def __init__(self, text: str, low: str) -> None:
        self._text, self._low = text, low
        self._last: Reading | None = None
        self._noun: Reading | None = None

    def completed(self, reading: Reading) -> Reading | None:
        """A reading with its unit; None where a bare number is no figure."""
        if reading.kind is Kind.ALONE:
            return self._with_unit(reading)
        if reading.kind is Kind.COUNT:
            self._noun = reading
        if reading.kind is not Kind.PERCENT:
            self._last = reading
        return reading

    def _with_unit(self, reading: Reading) -> Reading | None:
        last = self._last if self._last and self._in_sentence(self._last, reading) else None
        near = last is not None and reading.start - last.end <= _NEAR
        what = takes(self._text, self._low, reading.numeral, follows=near)
        if what is Takes.NOTHING:
            return None
        if divides(self._low, reading.start):
            return reading._replace(unit="fois", kind=Kind.COUNT)
        if what is Takes.ANY and last is not None:
            return _as(last, reading)
        if reading.numeral.multiple > 1:
            return _as_money(reading)
        noun = self._noun
        return reading._replace(value=reading.numeral.total, unit=noun.unit if noun else "", kind=Kind.COUNT)

    def _in_sentence(self, before: Reading, reading: Reading) -> bool:
        return reading.start - before.end < 200 and not _STOP.search(self._text, before.end, reading.start)


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
