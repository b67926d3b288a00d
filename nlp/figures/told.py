"""From readings to what is told: ranges made whole, numbers without noun completed or left out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.figures.denied import denied
from nlp.figures.elliptic import Takes, divides, of_those, takes
from nlp.figures.ranges import Link, link, shared
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
    """The figures among the readings of a text, in order.

    Denied numbers are left out, but those behind take up their units: "pas 500 000 euros, mais 50 000".
    """
    memory = _Memory(text, low)
    start: int | None = None
    bound: float | None = None
    is_denied = False
    for reading, linked in _linked(text, low, readings):
        begin = reading.start if start is None else start
        is_denied = denied(low, begin) or (is_denied and bound is not None)
        if linked and linked.one:
            start, bound = begin, reading.value
            continue
        start = None
        complete = reading if linked else memory.completed(reading)
        if complete and not is_denied:
            begin -= len("par ") if complete.unit == "fois" and divides(low, begin) else 0
            yield Told(complete, begin, bound, alone=reading.kind is Kind.ALONE)
        bound = reading.value if linked and linked.bound else None


def _linked(text: str, low: str, readings: Sequence[Reading]) -> list[tuple[Reading, Link | None]]:
    """Readings with the units they share with those behind, and how they lead to the next.

    From the last to the first, for of "12, 24 et 48 heures" all are hours.
    """
    found: list[tuple[Reading, Link | None]] = []
    following: Reading | None = None
    for reading in reversed(readings):
        linked = link(text, low, reading, following) if following else None
        whole = _completed_by(low, reading, following, linked) if following else reading
        found.append((whole, linked))
        following = whole
    return found[::-1]


def _completed_by(low: str, reading: Reading, following: Reading, linked: Link | None) -> Reading:
    if linked:
        return shared(reading, following)
    if (
        reading.kind is Kind.ALONE
        and following.kind is Kind.COUNT
        and of_those(low, reading.end, following.start)
    ):
        return reading._replace(value=reading.numeral.total, unit=following.unit, kind=Kind.COUNT)
    return reading


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
        gap = reading.start - last.end if last is not None else _NEAR + 1
        what = takes(self._text, self._low, reading.numeral, gap if gap <= _NEAR else None)
        if what is Takes.NOTHING:
            return None
        if divides(self._low, reading.start):
            return reading._replace(unit="fois", kind=Kind.COUNT)
        if what is Takes.ANY and last is not None:
            self._last = _as(last, reading)
            return self._last
        if reading.numeral.multiple > 1 and (what is Takes.ANY or self._noun is None):
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
